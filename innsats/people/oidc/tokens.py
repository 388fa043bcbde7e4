"""Tokens: those of the provider are verified, all of them, and our own are signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey
from joserfc.jws import extract_compact

from .discovery import keys_of
from .providers import Provider
from .trouble import Reason, Trouble

SKEW_SECONDS = 60
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")  # none with a shared secret
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_KINDS = ("", "jwt", "logout+jwt")  # the standard lets a provider leave it out, and older ones say no more
ASSERTION_HOLDS = timedelta(seconds=60)
NEWEST_FOR = timedelta(minutes=10)  # a logout token older than this tells nothing


def id_claims(provider: Provider, token: str, *, nonce: str, at: datetime) -> dict[str, Any]:
    """What an ID token says, once its signature, issuer, audience, times and nonce have been found right."""
    claims = _claims(provider, token, at, exp=True, nonce=nonce, sub=None)
    others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", "" if others else provider.client_id) != provider.client_id:
        raise Trouble(Reason.WRONG, "a token for somebody else")
    return claims


def logout_claims(provider: Provider, token: str, *, at: datetime) -> dict[str, Any]:
    """What a logout token says, once it has been found right (Back-Channel Logout 1.0, section 2.6)."""
    claims = _claims(provider, token, at, exp=False)
    kind = str(extract_compact(token.encode()).headers().get("typ") or "")
    if kind.lower().removeprefix("application/") not in LOGOUT_KINDS:
        raise Trouble(Reason.WRONG, "a token of another kind")
    events = claims.get("events")
    is_logout = isinstance(events, dict) and isinstance(events.get(LOGGED_OUT), dict)
    if not is_logout or "nonce" in claims or not isinstance(claims.get("jti"), str):
        raise Trouble(Reason.WRONG, "a logout token that is none")
    if not _is_said(claims, "sid") and not _is_said(claims, "sub"):
        raise Trouble(Reason.WRONG, "a logout token about nobody")
    if claims["iat"] < (at - NEWEST_FOR).timestamp():
        raise Trouble(Reason.WRONG, "an old logout token")
    return claims


def assertion(provider: Provider, *, at: datetime) -> str:
    """That it is we who ask, signed with our private key (private_key_jwt)."""
    header = {"alg": "RS256"} | ({"kid": provider.key_id} if provider.key_id else {})
    claims = {
        "iss": provider.client_id, "sub": provider.client_id, "aud": provider.issuer, "jti": str(uuid4()),
        "iat": int(at.timestamp()), "exp": int((at + ASSERTION_HOLDS).timestamp()),
    }  # fmt: skip
    return jwt.encode(header, claims, RSAKey.import_key(provider.key))


def _claims(provider: Provider, token: str, at: datetime, *, exp: bool, **wanted: str | None) -> dict[str, Any]:
    """The claims of a token that the provider has signed for us. `wanted`: a value, or None for any."""
    try:
        key_id = str(extract_compact(token.encode()).headers().get("kid") or "")
        found = jwt.decode(token, _verifying(provider, key_id), algorithms=list(ALGORITHMS))
        options: dict[str, Any] = {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "iat": {"essential": True}, "exp": {"essential": exp},
        }  # fmt: skip
        options |= {name: {"essential": True} | ({"value": value} if value is not None else {})
                    for name, value in wanted.items()}  # fmt: skip
        jwt.JWTClaimsRegistry(now=int(at.timestamp()), leeway=SKEW_SECONDS, **options).validate(found.claims)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise Trouble(Reason.WRONG, f"a token that does not hold ({type(wrong).__name__})") from None
    return found.claims


def _verifying(provider: Provider, key_id: str) -> KeySet:
    """The keys that may have signed; one without a name only where there is one key."""
    found = keys_of(provider, key_id=key_id)
    if not key_id and len(found.keys) != 1:
        raise ValueError("no key is named")
    return found


def _is_said(claims: dict[str, Any], name: str) -> bool:
    return isinstance(claims.get(name), str) and bool(claims[name])
