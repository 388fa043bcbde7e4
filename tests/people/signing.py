"""Signing in as people do it: a password, then a code of an app. Passkeys are shown by a browser, in the journeys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client
from pyotp import TOTP

from innsats.people.actions.signin import add_code_app, renew_recovery_codes
from innsats.people.models import Person
from innsats.people.signin import factors, passwords
from tests.world import AT, actor

PASSWORD = "tre hester i en hage"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PROVE = "/logg-inn/vis-at-det-er-deg/"


def code_at(at: datetime, seed: str = SEED) -> str:
    """What the app shows at `at`."""
    return TOTP(seed).at(at)


def with_a_password(person: Person) -> Person:
    passwords.set_password(person.account, PASSWORD)
    return person


def with_an_app(person: Person, *, at: datetime = AT, seed: str = SEED, name: str = "Telefonen") -> Person:
    add_code_app(by=actor(person), at=at, name=name, seed=seed, code=code_at(at, seed))
    return person


def with_codes(person: Person) -> list[str]:
    """The codes on paper that this person now has."""
    codes = factors.recovery_codes("a form")
    renew_recovery_codes(by=actor(person), at=AT, lookups=factors.lookups_of(codes))
    return codes


def half_in(client: Client, person: Person) -> Client:
    """With the password, and nothing more yet."""
    client.post("/logg-inn/", {"email": person.account.email, "password": PASSWORD})
    return client


def all_in(client: Client, person: Person, *, at: datetime) -> Client:
    """With the password and the code that the app shows at `at`, to which the clock must be set."""
    half_in(client, person)
    answer = client.post(PROVE, {"code": code_at(at)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def where(answer: Any) -> str:
    """The address that an answer leads to, without what is asked after `?`; "" for a page."""
    return str(answer.headers.get("Location", "")).partition("?")[0]
