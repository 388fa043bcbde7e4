"""change_password: with the one there is, and every other session ends."""

from __future__ import annotations

import pytest
from django.test import Client

from innsats.journal.models import Event
from innsats.people.models import Person, Session
from tests import world
from tests.people.signing import PASSWORD, where, with_a_password

NEW = "fire kyr i et fjøs"
URL = "/innlogging/passord/"


@pytest.fixture
def person(db: None, client: Client) -> Person:
    person = with_a_password(world.a_principal(world.a_school()))
    client.force_login(person.account)
    return person


def changed(client: Client, current: str = PASSWORD, new: str = NEW, again: str = NEW) -> object:
    return client.post(URL, {"form_key": "k", "current": current, "password": new, "again": again})


def test_it_is_changed_and_one_stays_signed_in_here_alone(client: Client, person: Person) -> None:
    elsewhere = Client()
    elsewhere.force_login(person.account)
    assert changed(client)["Location"] == "/innlogging/"
    person.account.refresh_from_db()
    assert person.account.check_password(NEW) and client.get("/folk/").status_code == 200
    assert where(elsewhere.get("/folk/")) == "/logg-inn/"
    assert Session.objects.filter(account=person.account).count() == 1
    event = Event.objects.get(act="change_password")
    assert event.stream == f"person:{person.uuid}" and event.facts == {}


@pytest.mark.parametrize(("given", "field"), [
    ({"current": "feil"}, "current"), ({"new": "kort", "again": "kort"}, "password"), ({"again": "noe annet"}, "again"),
])
def test_a_wrong_one_changes_nothing_and_says_why(
    client: Client, person: Person, given: dict[str, str], field: str
) -> None:
    answer = changed(client, **given)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    person.account.refresh_from_db()
    assert person.account.check_password(PASSWORD) and not Event.objects.filter(act="change_password").exists()


def test_guessing_the_old_one_comes_to_an_end(client: Client, person: Person) -> None:
    for _ in range(10):
        changed(client, current="feil")
    assert "Vent et kvarter" in changed(client).content.decode()
    person.account.refresh_from_db()
    assert person.account.check_password(PASSWORD)
