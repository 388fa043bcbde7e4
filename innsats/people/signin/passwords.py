"""Signing in with e-mail and password: bounded in tries and in work, and telling nobody who has an account.

An attack on one account costs that account its tries and nobody else their time: what is over the limit is refused
before any hash is made, and at most `HASHES_AT_ONCE` are made at the same time in a process.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import (
    UNUSABLE_PASSWORD_PREFIX,
    Argon2PasswordHasher,
    check_password,
    make_password,
)
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from innsats.web import clock
from innsats.web.throttle import allow, is_spent, origin_of

from ..models import Account, Person
from ..viewers import account_signed_in

HASHES_AT_ONCE = 2
WINDOW = timedelta(minutes=15)
TRIES_COUNT = 10  # evaluated for one account in a window, right or wrong
FAILURES_COUNT = 300  # from one address in a window; a school behind one address makes few
NEVER_USED = Q(last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX, signinidentity=None)
_hashing = BoundedSemaphore(HASHES_AT_ONCE)
log = logging.getLogger("innsats.signin")


class TooManyTries(Exception):
    """The tries of this account or this address are spent for now."""


class Hasher(Argon2PasswordHasher):
    """Argon2id with OWASP's second profile: 19 MiB a hash, so that hashing never fills the memory of a small server."""

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1


class BoundedBackend(BaseBackend):
    """An account by e-mail and password. The same work is done, and the same said, when there is no such account."""

    def authenticate(
        self, request: HttpRequest | None, email: str = "", password: str = "", **others: Any
    ) -> Account | None:
        """The account, or None. Raises TooManyTries."""
        at, email = clock.now(), email.strip().lower()
        address = f"sign in from {origin_of(request)}"
        if is_spent(address, limit=FAILURES_COUNT, per=WINDOW, at=at) or not may_try(f"sign in as {email}", at):
            log.info("a sign-in by password was not tried: too many have been")
            raise TooManyTries
        account = Account.objects.filter(email=email).first()
        if _is_right(password, account):
            return account
        allow(address, limit=FAILURES_COUNT, per=WINDOW, at=at)
        log.info("account %s: a wrong password", account.pk if account else "of nobody")
        return None

    def get_user(self, user_id: int) -> Account | None:
        return account_signed_in(user_id, clock.now())


def set_password(account: Account, password: str) -> None:
    """Hash and store. The links made before are dead from now on, and so are the sessions."""
    account.password = hashed(password)
    account.save(update_fields=["password"])
    account.sessions.all().delete()


def hashed(password: str) -> str:
    """The hash that is stored of a password."""
    with _hashing:
        return make_password(password)


def is_own(request: HttpRequest, account: Account, password: str) -> bool:
    """Whether this is the password of the account that is signed in. Counted as a try. Raises TooManyTries."""
    return authenticate(request, email=account.email, password=password) == account


def is_never_used(account: Account | None) -> bool:
    """Whether nobody has a way into this account yet, or anew: a link gives the first, and no more. One query."""
    return account is not None and Account.objects.filter(NEVER_USED, pk=account.pk).exists()


def link_for(person: Person) -> str:
    """A path at which this person sets a password, once, within `PASSWORD_RESET_TIMEOUT`; "" without an account.

    It opens nothing where `is_never_used` does not hold, or does no more.
    """
    if person.account is None:
        return ""
    return reverse("set_password", args=[person.uuid, tokens().make_token(person.account)])


def person_by_link(uuid: object, token: str) -> Person | None:
    """Whose link this is; None when it is used, too old or not ours, or when there is another way in by now."""
    unused = Account.objects.filter(NEVER_USED)
    person = Person.objects.select_related("account").filter(uuid=uuid, account__in=unused).first()
    return person if person and person.account and tokens().check_token(person.account, token) else None


def demo_account(uuid: object) -> Account | None:
    """The account of somebody in the demo; None outside a demo, and where the database holds anybody else."""
    if not settings.DEMO or Person.objects.filter(is_demo=False).exists():
        return None
    return Account.objects.filter(person__uuid=uuid).first()


def tokens() -> PasswordResetTokenGenerator:
    """Signed over the password and the last sign-in, so that either of them ends a link."""
    return default_token_generator


def may_try(key: str, at: datetime) -> bool:
    """Count a try, unless the tries are spent already: a flood only reads."""
    spent = is_spent(key, limit=TRIES_COUNT, per=WINDOW, at=at)
    return not spent and allow(key, limit=TRIES_COUNT, per=WINDOW, at=at)


def _is_right(password: str, account: Account | None) -> bool:
    has_password = account is not None and account.has_usable_password()
    encoded = account.password if account is not None and has_password else _nobodys_password()
    with _hashing:
        matches = check_password(password, encoded)
    return matches and has_password


@cache
def _nobodys_password() -> str:
    """A hash to compare with when there is nothing to compare with."""
    return make_password(settings.SECRET_KEY[::-1])
