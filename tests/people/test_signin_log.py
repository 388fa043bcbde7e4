"""The log tells of each sign-in and of each that failed: which account, by what, and never what was typed."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.test import Client

from innsats.people.models import Person
from tests import world
from tests.people.signing import PASSWORD, PROVE, code_at, half_in, with_a_password, with_an_app, with_codes
from tests.world import AT


@pytest.fixture
def person(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    world.it_is(monkeypatch)
    return with_an_app(with_a_password(world.an_employee(world.a_school())), at=AT - timedelta(minutes=5))


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture):
    """What the log has said of signing in, with the number of the account as #."""
    caplog.set_level(logging.INFO, "innsats.signin")

    def said(person: Person) -> list[str]:
        lines = [record.getMessage() for record in caplog.records if record.name == "innsats.signin"]
        assert not any(secret in line for line in lines for secret in (PASSWORD, person.account.email, person.name))
        return [line.replace(f"account {person.account.pk}", "#") for line in lines]

    return said


def test_signing_in_step_by_step_and_out(client: Client, person: Person, told) -> None:
    half_in(client, person)
    client.post(PROVE, {"code": "000000"})
    client.post(PROVE, {"code": code_at(AT)})
    client.post("/logg-ut/")
    assert told(person) == [
        "# signed in by password, 1 of 2 factors", "#: a wrong code", "#: a right code",
        "# showed who it is, by a second factor", "# signed out",
    ]  # fmt: skip


def test_what_fails_is_told_whether_there_is_such_an_account_or_not(client: Client, person: Person, told) -> None:
    client.post("/logg-inn/", {"email": person.account.email, "password": "feil"})
    client.post("/logg-inn/", {"email": "nobody@fjordvik.example", "password": "feil"})
    client.post("/logg-inn/passnokkel/", {"credential": "{}"})
    half_in(client, person)
    client.post(PROVE, {"credential": "{}"})
    assert told(person) == [
        "#: a wrong password", "account of nobody: a wrong password", "account of nobody: a passkey was not taken",
        "# signed in by password, 1 of 2 factors", "#: a passkey was not taken",
    ]  # fmt: skip


def test_what_is_not_tried_any_more_is_told_too(client: Client, person: Person, told) -> None:
    for _ in range(11):
        client.post("/logg-inn/", {"email": person.account.email, "password": "feil"})
    assert told(person)[-1] == "a sign-in by password was not tried: too many have been"


def test_a_reserve_code_is_told_as_such(client: Client, person: Person, told) -> None:
    code = with_codes(person)[0]
    half_in(client, person)
    client.post(PROVE, {"code": code})
    assert "#: a right reserve code" in told(person) and code not in "".join(told(person))
