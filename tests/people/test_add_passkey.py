"""add_passkey: made by a browser, shown to sign in alone, and taken only as an answer to what was just asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from innsats.journal.models import Event
from innsats.people.actions.signin import add_passkey
from innsats.people.models import Passkey, Person, Session
from innsats.people.views import signin as views
from innsats.rules.verdicts import Refused
from tests import world
from tests.people.authenticator import Authenticator
from tests.people.signing import PROVE, half_in, where, with_a_password
from tests.world import AT, actor

ADD, USE = "/innlogging/passnokkel/", "/logg-inn/passnokkel/"
COLUMNS = {"credential_id": b"x" * 32, "public_key": b"y" * 70, "sign_count": 0}


@pytest.fixture
def person(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    world.it_is(monkeypatch)
    return with_a_password(world.a_principal(world.a_school()))


@pytest.fixture
def passkey(person: Person) -> Authenticator:
    """One that this person has made, the first time."""
    made = Authenticator()
    client = half_in(Client(), person)
    page = client.get(ADD)
    key = page.context["form"]["form_key"].value()
    answer = client.post(
        ADD, {"form_key": key, "name": "Maskinen", "credential": made.made(page.context["options"]), "next": "/folk/"}
    )
    assert where(answer) == "/innlogging/reservekoder/" and client.get("/folk/").status_code == 200
    return made


def shown(client: Client, passkey: Authenticator, address: str = USE, **more: str) -> object:
    return client.post(address, {"credential": passkey.shown(client.get(address).context["options"]), **more})


def test_a_passkey_signs_in_alone(client: Client, person: Person, passkey: Authenticator) -> None:
    assert where(shown(client, passkey, next="/folk/")) == "/folk/" and client.get("/folk/").status_code == 200
    assert Passkey.objects.get().sign_count == 1 and "passnøkkel" in client.get("/innlogging/").content.decode()


def test_or_after_the_password(client: Client, person: Person, passkey: Authenticator) -> None:
    half_in(client, person)
    assert where(shown(client, passkey, PROVE, next="/folk/")) == "/folk/"


@pytest.mark.parametrize("wrong", [
    {"origin": "https://evil.example"}, {"host": "evil.example"}, {"verifies": False}, {"id": b"another" * 4},
    {"key": Authenticator().key},
])
def test_one_that_is_wrong_in_any_way_opens_nothing(
    client: Client, passkey: Authenticator, wrong: dict[str, object]
) -> None:
    answer = shown(client, replace(passkey, **wrong))
    assert answer.status_code == 422 and "Vi kjenner ikke igjen passnøkkelen" in answer.content.decode()
    assert where(client.get("/folk/")) == "/logg-inn/"


def test_an_answer_counts_once_and_for_five_minutes(
    client: Client, passkey: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = passkey.shown(client.get(USE).context["options"])
    world.it_is(monkeypatch, AT + timedelta(minutes=6))
    assert client.post(USE, {"credential": answer}).status_code == 422
    answer = passkey.shown(client.get(USE).context["options"])
    assert client.post(USE, {"credential": answer}).status_code == 302
    assert Client().post(USE, {"credential": answer}).status_code == 422
    other = Client()
    other.get(USE)
    assert other.post(USE, {"credential": answer}).status_code == 422


def test_the_passkey_of_another_is_no_second_factor(client: Client, passkey: Authenticator) -> None:
    other = with_a_password(world.an_employee(world.a_school("Lia skole"), "Per Sand"))
    add_passkey(by=actor(other), at=AT, name="Egen", **COLUMNS)
    half_in(client, other)
    assert shown(client, passkey, PROVE).status_code == 422 and where(client.get("/meld/")) == PROVE


@pytest.mark.parametrize("junk", ["", "{}", "[]", "null", "x" * 30_000, '{"id": 7}', '{"id": "AAAA", "response": 1}'])
def test_junk_gets_the_same_answer(client: Client, person: Person, junk: str) -> None:
    client.get(USE)
    assert client.post(USE, {"credential": junk}).status_code == 422
    half_in(client, person)
    page = client.get(ADD)
    given = {"form_key": page.context["form"]["form_key"].value(), "name": "Min", "credential": junk}
    assert client.post(ADD, given).status_code == 422 and not Passkey.objects.exists()


def test_asking_for_a_passkey_tells_nobody_who_has_one(client: Client, passkey: Authenticator) -> None:
    assert '"allowCredentials": []' in client.get(USE).context["options"]


def test_a_flood_of_questions_for_passkeys_writes_no_more_than_a_school_asks(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "FAILURES_COUNT", 3)
    for _ in range(10):
        Client().get(USE)
    assert Session.objects.count() == 3
    assert "Vent et kvarter" in Client().get(USE).content.decode()


def test_a_passkey_is_added_once_by_oneself_and_recorded(person: Person) -> None:
    added = add_passkey(by=actor(person), at=AT, name="  Maskinen ", **COLUMNS)
    assert added.name == "Maskinen"
    assert Event.objects.get(act="add_passkey").stream == f"person:{person.uuid}"
    with pytest.raises(Refused) as refused:
        add_passkey(by=actor(person), at=AT, name="", **COLUMNS)
    assert {one.code for one in refused.value.obstacles} == {"text_missing", "passkey_known"}
    assert Passkey.objects.count() == 1
