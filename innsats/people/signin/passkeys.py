"""Passkeys: asking a browser for one, and checking what it answers (WebAuthn, by py_webauthn).

A passkey counts as both factors: it is something one has, and it is only used when its holder has shown by finger, face
or PIN that it is them (user verification), which is demanded. Nothing is asked about who made it (no attestation).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from innsats.web import clock

from ..models import Account, Passkey

CHALLENGE = "passkey challenge"  # in the session: what the next answer must be an answer to
ANSWERED_WITHIN = timedelta(minutes=5)
LONGEST_ANSWER_COUNT = 20_000  # signs; a real one has one or two thousand
VERIFIED = UserVerificationRequirement.REQUIRED


class NotTaken(Exception):
    """What the browser sent is no answer to what it was asked, or not of a passkey that we know."""


def options_to_add(request: HttpRequest, account: Account, at: datetime) -> str:
    """What the browser is asked for a new passkey, as JSON. One that the account has already is not made again."""
    options = generate_registration_options(
        rp_id=_host(request), rp_name="Innsats", user_id=_user_id(account), user_name=account.email,
        exclude_credentials=_known(account.passkeys.order_by("pk")),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
    )  # fmt: skip
    _ask(request, options.challenge, at)
    return options_to_json(options)


def options_to_use(request: HttpRequest, account: Account | None, at: datetime) -> str:
    """What the browser is asked for a passkey it has, as JSON: one of this account's, or of anybody's (None)."""
    known = _known(account.passkeys.order_by("pk")) if account else []
    options = generate_authentication_options(
        rp_id=_host(request), allow_credentials=known, user_verification=VERIFIED
    )
    _ask(request, options.challenge, at)
    return options_to_json(options)


def made(request: HttpRequest, answer: str, at: datetime) -> dict[str, Any]:
    """The columns of the passkey that the browser has made. Raises NotTaken."""
    try:
        verified = verify_registration_response(
            credential=_read(answer), require_user_verification=True, **_expected(request, at)
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as refused:
        raise NotTaken from refused
    return {
        "credential_id": verified.credential_id, "public_key": verified.credential_public_key,
        "sign_count": verified.sign_count,
    }  # fmt: skip


def shown(request: HttpRequest, answer: str, at: datetime, *, account: Account | None = None) -> Account:
    """Whose passkey the browser has shown; with `account`, only one of that account's. Raises NotTaken."""
    given, expected = _read(answer), _expected(request, at)
    try:
        passkey = Passkey.objects.select_related("account").get(credential_id=base64url_to_bytes(given["id"]))
        if account is not None and passkey.account_id != account.pk:
            raise NotTaken
        verified = verify_authentication_response(
            credential=given, require_user_verification=True, credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count, **expected,
        )  # fmt: skip
    except (
        Passkey.DoesNotExist, WebAuthnException, ValueError, TypeError, KeyError, AttributeError
    ) as refused:  # fmt: skip
        raise NotTaken from refused
    Passkey.objects.filter(pk=passkey.pk).update(sign_count=verified.new_sign_count)
    return passkey.account


def _ask(request: HttpRequest, challenge: bytes, at: datetime) -> None:
    request.session[CHALLENGE] = {"asked": bytes_to_base64url(challenge), "at": at.timestamp()}


def _expected(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """What the answer must be to: the newest question, once. Raises NotTaken when there is none, or it is old."""
    asked = request.session.pop(CHALLENGE, None)
    if asked is None or not clock.is_within(ANSWERED_WITHIN, since=datetime.fromtimestamp(asked["at"], UTC), at=at):
        raise NotTaken
    return {
        "expected_challenge": base64url_to_bytes(asked["asked"]), "expected_rp_id": _host(request),
        "expected_origin": f"{request.scheme}://{request.get_host()}",
    }  # fmt: skip


def _read(answer: str) -> dict[str, Any]:
    try:
        given = json.loads(answer if len(answer) <= LONGEST_ANSWER_COUNT else "")
    except ValueError as refused:
        raise NotTaken from refused
    if not isinstance(given, dict):
        raise NotTaken
    return given


def _known(passkeys: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=bytes(passkey.credential_id)) for passkey in passkeys]


def _host(request: HttpRequest) -> str:
    """The name of the site without its port, one of `settings.ALLOWED_HOSTS`."""
    return request.get_host().partition(":")[0]


def _user_id(account: Account) -> bytes:
    """What an account is called inside a passkey: says nothing of whose it is, and is the same each time."""
    return hashlib.sha256(f"passkey|{settings.SECRET_KEY}|{account.pk}".encode()).digest()
