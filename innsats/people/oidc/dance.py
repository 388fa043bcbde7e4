"""The dance: out to the provider with a question, and back with the answer.

Authorization code with PKCE (S256), always; state and nonce, always; pushed where the provider offers it, or must.
Everything that is asked is made here, of the settings: nothing that a browser sends becomes part of it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from innsats.web import clock

from .discovery import Metadata, metadata_of
from .providers import FEIDE, IDPORTEN, Provider
from .tokens import assertion, id_claims, logout_claims
from .trouble import Reason, Trouble
from .wire import asked

LASTS = timedelta(minutes=15)
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FEIDES_NAME = "https://n.feide.no/claims/eduPersonPrincipalName"
STAFF = frozenset({"employee", "staff", "faculty"})
NUMBERS = re.compile(r"(?:NO)?(\d{9})")
UNITS = ("norEduOrgNIN", "norEduOrgUnitUniqueIdentifier")  # how these keys end, wherever Feide puts them


@dataclass(frozen=True, slots=True, kw_only=True)
class Dance:
    """What is remembered here, and never in the browser, between leaving and coming back."""

    provider: str
    state: str
    nonce: str
    verifier: str
    back: str
    begun_at: str  # ISO

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsider:
    """Somebody as the provider says. `subject` is who it is there, for good: it is neither stored nor logged."""

    provider: str
    subject: str = field(repr=False)
    factors: int
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    session_id: str = field(default="", repr=False)
    session_subject: str = field(default="", repr=False)
    id_token: str = field(default="", repr=False)
    access_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """Where somebody belongs, as Feide says: organisation numbers, and whether as somebody who works there."""

    works_there: bool
    numbers: frozenset[str]


def begin(provider: Provider, *, back: str, at: datetime) -> tuple[str, Dance]:
    """Where to send the browser, and what to remember until it comes to `back`. Raises Trouble."""
    there = metadata_of(provider)
    state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
    dance = Dance(
        provider=provider.slug, state=state, nonce=nonce, verifier=verifier, back=back, begun_at=at.isoformat()
    )
    question = {
        "response_type": "code", "client_id": provider.client_id, "redirect_uri": back, "scope": provider.scope,
        "state": state, "nonce": nonce, "code_challenge": _challenge(verifier), "code_challenge_method": "S256",
    }  # fmt: skip
    if provider.asked_levels:
        question["acr_values"] = provider.asked_levels
    if provider.pushed or (provider.pushed is None and there.push):
        question = _pushed(provider, there, question, at)
    return f"{there.authorize}{'&' if '?' in there.authorize else '?'}{urlencode(question)}", dance


def finish(provider: Provider, dance: Dance, answered: Mapping[str, str], *, at: datetime) -> Outsider:
    """Who came back. Raises Trouble for whatever is not exactly as it should be."""
    there = metadata_of(provider)
    _is_answer_to(provider, dance, answered, at, must_be_named=there.names_itself)
    given = _exchanged(provider, there, dance, answered["code"], at)
    token, access = given.get("id_token"), given.get("access_token")
    if not isinstance(token, str) or not isinstance(access, str):
        raise Trouble(Reason.WRONG, "no tokens for the code")
    claims = id_claims(provider, token, nonce=dance.nonce, at=at)
    level = _text(claims, "acr")
    if provider.levels and level not in provider.levels:
        raise Trouble(Reason.WEAK, "a level of assurance that is too low, or not said")
    more = _userinfo(provider, there, access, claims) if provider.slug == FEIDE else {}
    return Outsider(
        provider=provider.slug, subject=_subject(provider, claims, more), factors=2 if level in provider.strong else 1,
        name=_text(more, "name"), email=_text(more, "email").lower(), session_id=_text(claims, "sid"),
        session_subject=_text(claims, "sub"), id_token=token, access_token=access,
    )  # fmt: skip


def affiliation_of(provider: Provider, outsider: Outsider) -> Affiliation:
    """Where Feide says that somebody belongs. Asked only of somebody who is not known here. Raises Trouble."""
    if not provider.extended:
        return Affiliation(works_there=False, numbers=frozenset())
    said = asked(provider, provider.extended, bearer=outsider.access_token)
    numbers = {
        found[1]
        for name, value in said.items() if name.endswith(UNITS)
        for one in _texts(value) if (found := NUMBERS.fullmatch(one))
    }  # fmt: skip
    works_there = bool(STAFF & set(_texts(said.get("eduPersonAffiliation"))))
    return Affiliation(works_there=works_there, numbers=frozenset(numbers))


def leaving(provider: Provider, *, id_token: str, back: str) -> str:
    """Where to send the browser so that the provider's own session ends too; "" where it has no such place."""
    try:
        there = metadata_of(provider).end_session
    except Trouble:
        return ""  # signed out here all the same
    said = {"id_token_hint": id_token, "client_id": provider.client_id, "post_logout_redirect_uri": back}
    return f"{there}{'&' if '?' in there else '?'}{urlencode(said)}" if there and id_token else ""


def told_out(provider: Provider, token: str, *, at: datetime) -> tuple[str, str]:
    """The session that the provider says has ended, and whose: (sid, sub), one of which may be "". Raises Trouble."""
    claims = logout_claims(provider, token, at=at)
    return _text(claims, "sid"), _text(claims, "sub")


def _is_answer_to(
    provider: Provider, dance: Dance, answered: Mapping[str, str], at: datetime, *, must_be_named: bool
) -> None:
    is_late = not clock.is_within(LASTS, since=datetime.fromisoformat(dance.begun_at), at=at)
    if is_late or not hmac.compare_digest(answered.get("state", "").encode(), dance.state.encode()):
        raise Trouble(Reason.STALE, "an answer to no question of this browser")
    if answered.get("iss", provider.issuer) != provider.issuer or (must_be_named and "iss" not in answered):
        raise Trouble(Reason.WRONG, "an answer from somebody else")
    if "error" in answered or not answered.get("code"):
        away = answered.get("error") in ("server_error", "temporarily_unavailable")
        raise Trouble(Reason.AWAY if away else Reason.DECLINED, "the provider gave no code")


def _exchanged(provider: Provider, there: Metadata, dance: Dance, code: str, at: datetime) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": dance.back, "code_verifier": dance.verifier
    }
    return _asked_as_us(provider, there.token, form, at)


def _pushed(provider: Provider, there: Metadata, question: dict[str, str], at: datetime) -> dict[str, str]:
    if not there.push:
        raise Trouble(Reason.WRONG, "questions are to be pushed, and the provider takes none")
    held = _asked_as_us(provider, there.push, question, at).get("request_uri")
    if not isinstance(held, str) or not held:
        raise Trouble(Reason.WRONG, "a pushed question that was not kept")
    return {"client_id": provider.client_id, "request_uri": held}


def _asked_as_us(provider: Provider, address: str, form: dict[str, str], at: datetime) -> dict[str, Any]:
    """Asked with proof of who we are: by our key where we have one, else by the secret (client_secret_basic)."""
    if provider.key:
        proof = {"client_assertion_type": JWT_BEARER, "client_assertion": assertion(provider, at=at)}
        return asked(provider, address, form={**form, "client_id": provider.client_id, **proof})
    us = (quote(provider.client_id, safe=""), quote(provider.secret, safe=""))
    return asked(provider, address, form=form, basic=us)


def _userinfo(provider: Provider, there: Metadata, access: str, claims: dict[str, Any]) -> dict[str, Any]:
    if not there.userinfo:
        return claims
    said = asked(provider, there.userinfo, bearer=access)
    if said.get("sub") != claims["sub"]:
        raise Trouble(Reason.WRONG, "told of somebody else")
    return said


def _subject(provider: Provider, claims: dict[str, Any], more: dict[str, Any]) -> str:
    """Who it is, for good: with ID-porten the person, with Feide the person at that employer or school."""
    if provider.slug == IDPORTEN:
        found = _text(claims, "pid")
        if not found:
            raise Trouble(Reason.WRONG, "nobody is named")
        return found
    sub = _text(claims, "sub")
    if not sub:
        raise Trouble(Reason.WRONG, "nobody is named")
    return json.dumps([sub, _text(more, FEIDES_NAME).lower()])


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value[:500] if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
