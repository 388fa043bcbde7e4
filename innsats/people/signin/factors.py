"""The second factors of an account: what it has, and which of its codes is right."""

from __future__ import annotations

import hmac
import logging
import unicodedata
from base64 import b32encode
from collections.abc import Iterable
from datetime import datetime

from pyotp import TOTP

from innsats.vault.sealing import open_all
from innsats.web import codes

from ..models import Account, CodeApp, Passkey, RecoveryCode
from .passwords import TooManyTries, may_try

STEP_SECONDS = 30
STEPS_AROUND = (-1, 0, 1)  # a phone's clock may be half a minute off
CODE_DIGITS = 6
RECOVERY_COUNT = 10
LONGEST_TYPED_COUNT = 100  # signs that are looked at
log = logging.getLogger("innsats.signin")


def has_second_factor(account: Account) -> bool:
    """Whether there is one to ask for. Codes on paper alone are none: they run out. At most two queries."""
    return Passkey.objects.filter(account=account).exists() or CodeApp.objects.filter(account=account).exists()


def is_right_code(account: Account, typed: str, *, at: datetime) -> bool:
    """Whether this is a code of one of the account's apps, or one on paper, and not used before. Now it is.

    Counted like tries of a password, right or wrong. Raises TooManyTries.
    """
    if not may_try(f"second factor of {account.pk}", at):
        log.info("account %s: a code was not tried, too many have been", account.pk)
        raise TooManyTries
    digits = digits_in(typed)
    is_of_app = len(digits) == CODE_DIGITS
    is_right = _is_of_an_app(account, digits, at) if is_of_app else _is_on_paper(account, codes.read_code(typed), at)
    kind = "code" if is_of_app else "reserve code"
    log.info("account %s: a %s %s", account.pk, "right" if is_right else "wrong", kind)
    return is_right


def digits_in(typed: str) -> str:
    """The digits that were typed, in whatever script, with whatever between them."""
    signs = (sign for sign in typed[:LONGEST_TYPED_COUNT] if unicodedata.category(sign) == "Nd")
    return "".join(str(unicodedata.digit(sign)) for sign in signs)


def step_of(seed: str, digits: str, at: datetime) -> int | None:
    """The half minute around `at` that this code belongs to, the newest first; None when it is of none of them."""
    now, app = int(at.timestamp()) // STEP_SECONDS, TOTP(seed)
    steps = [now + off for off in STEPS_AROUND if hmac.compare_digest(app.generate_otp(now + off), digits)]
    return max(steps, default=None)


def seed_of(form: str) -> str:
    """The seed that an app shall have, as it is typed: always the same for one form, and nowhere until it is sealed."""
    return b32encode(codes.secret_for(form)).decode()


def address_of(seed: str, account: Account) -> str:
    """What an app reads from the picture: an otpauth:// address."""
    return TOTP(seed).provisioning_uri(name=account.email, issuer_name="Innsats")


def recovery_codes(form: str) -> list[str]:
    """The ten codes of one form, the same each time, each of sixteen digits."""
    return [codes.code_for(f"{form}|{number}") for number in range(RECOVERY_COUNT)]


def lookups_of(recovery: Iterable[str]) -> list[str]:
    """What is kept of them, in hex. Slow on purpose: about 10 ms each."""
    return [codes.derived(code).lookup.hex() for code in recovery]


def recovery_left_count(account: Account) -> int:
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def _is_of_an_app(account: Account, digits: str, at: datetime) -> bool:
    apps = list(CodeApp.objects.filter(account=account).order_by("added_at", "pk"))
    for app, seed in zip(apps, open_all((app.sealed_seed, app.pk) for app in apps), strict=True):
        step = step_of(seed, digits, at)
        if step is not None and CodeApp.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step):
            return True
    return False


def _is_on_paper(account: Account, code: str, at: datetime) -> bool:
    if not code:
        return False
    unused = RecoveryCode.objects.filter(account=account, lookup=codes.derived(code).lookup, used_at=None)
    return bool(unused.update(used_at=at))
