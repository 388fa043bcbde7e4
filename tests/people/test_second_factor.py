"""A password alone opens nothing: the second factor is set up the first time, and asked for after that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.people.models import CodeApp, Person, RecoveryCode, Session
from innsats.people.sessions import hash_of
from innsats.people.signin import factors
from innsats.people.signin.passwords import TooManyTries
from innsats.vault.models import DataKey
from tests import world
from tests.people.signing import (
    PROVE,
    SEED,
    all_in,
    code_at,
    half_in,
    where,
    with_a_password,
    with_an_app,
    with_codes,
)
from tests.world import AT

LATER = AT + timedelta(hours=1)
SET_UP = "/logg-inn/to-trinn/"


@pytest.fixture
def person(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Rektor, with a password."""
    world.it_is(monkeypatch, LATER)
    return with_a_password(world.a_principal(world.a_school()))


def test_the_first_time_one_is_led_to_set_up_a_second_factor_and_on_to_where_one_was_going(
    client: Client, person: Person
) -> None:
    half_in(client, person)
    answer = client.get("/folk/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(f"{SET_UP}?next=") and "Kodeapp" in answer.content.decode()
    page = client.get("/innlogging/kodeapp/?next=/folk/")
    seed = page.context["seed"].replace(" ", "")
    key = page.context["form"]["form_key"].value()
    given = {"form_key": key, "name": "Telefonen", "code": code_at(LATER, seed), "next": "/folk/"}
    answer = client.post("/innlogging/kodeapp/", given)
    assert where(answer) == "/innlogging/reservekoder/"
    shown = client.get(answer["Location"])
    assert len(shown.context["codes"]) == 10 and 'href="/folk/"' in shown.content.decode()
    assert client.get("/folk/").status_code == 200
    assert client.get("/innlogging/reservekoder/").context["codes"] == []


def test_the_picture_has_no_style_of_its_own_and_the_key_stands_in_text(client: Client, person: Person) -> None:
    page = half_in(client, person).get("/innlogging/kodeapp/").content.decode()
    picture = page[page.index("<svg xmlns"):page.index("</svg>", page.index("<svg xmlns"))]
    assert "style" not in picture and "viewBox" in picture and "otpauth://totp/" in page


def test_a_wrong_first_code_is_said_so_and_the_picture_stays_the_same(client: Client, person: Person) -> None:
    half_in(client, person)
    page = client.get("/innlogging/kodeapp/")
    key = page.context["form"]["form_key"].value()
    again = client.post("/innlogging/kodeapp/", {"form_key": key, "name": "Telefonen", "code": "000000"})
    assert again.status_code == 422 and again.context["seed"] == page.context["seed"]
    assert "Koden er ikke riktig" in again.content.decode() and not CodeApp.objects.exists()


def test_the_seed_is_sealed_and_its_key_goes_when_it_goes(person: Person) -> None:
    with_an_app(person)
    app = CodeApp.objects.get()
    assert SEED.encode() not in bytes(app.sealed_seed) and len(bytes(app.sealed_seed)) > 50
    assert not DataKey.objects.get(pk=app.data_key_id).is_destroyed


def test_after_that_the_code_is_asked_for_and_opens_where_one_was_going(client: Client, person: Person) -> None:
    with_an_app(person)
    half_in(client, person)
    assert where(client.get("/folk/")) == PROVE and where(client.get(SET_UP)) == PROVE
    before = client.session.session_key
    answer = client.post(PROVE, {"code": code_at(LATER), "next": "/folk/"})
    assert answer["Location"] == "/folk/" and client.get("/folk/").status_code == 200
    assert client.session.session_key != before


def test_who_has_only_the_password_cannot_add_a_factor_of_their_own(client: Client, person: Person) -> None:
    with_an_app(person)
    half_in(client, person)
    for address in ("/innlogging/kodeapp/", "/innlogging/passnokkel/"):
        assert where(client.get(address)) == PROVE
        assert where(client.post(address, {"form_key": "x", "name": "Min", "code": code_at(LATER)})) == PROVE
    assert CodeApp.objects.count() == 1


def test_a_code_counts_once(client: Client, person: Person) -> None:
    with_an_app(person)
    all_in(client, person, at=LATER)
    other = half_in(Client(), person)
    answer = other.post(PROVE, {"code": code_at(LATER)})
    assert answer.status_code == 422 and "Koden er ikke riktig, eller den er brukt" in answer.content.decode()
    assert where(other.get("/folk/")) == PROVE


def test_the_code_of_the_half_minute_before_is_taken_and_an_older_one_is_not(person: Person) -> None:
    with_an_app(person)
    assert not factors.is_right_code(person.account, code_at(LATER - timedelta(seconds=60)), at=LATER)
    assert factors.is_right_code(person.account, code_at(LATER - timedelta(seconds=30)), at=LATER)
    assert factors.is_right_code(person.account, f" {code_at(LATER)[:3]} {code_at(LATER)[3:]} ", at=LATER)
    assert not factors.is_right_code(person.account, code_at(LATER - timedelta(seconds=30)), at=LATER)


def test_no_more_than_ten_codes_a_quarter_are_evaluated_and_nobody_else_notices(
    client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_an_app(person)
    evaluated: list[str] = []
    monkeypatch.setattr(factors, "_is_of_an_app", lambda account, digits, at: evaluated.append(digits) or False)
    for n in range(10):
        assert not factors.is_right_code(person.account, f"{n:06}", at=LATER)
    with pytest.raises(TooManyTries):
        factors.is_right_code(person.account, "123456", at=LATER)
    assert len(evaluated) == 10
    answer = half_in(client, person).post(PROVE, {"code": code_at(LATER)})
    assert answer.status_code == 422 and "Vent et kvarter" in answer.content.decode()
    monkeypatch.undo()
    world.it_is(monkeypatch, LATER)
    other = with_an_app(with_a_password(world.a_principal(world.a_school("Lia skole"))))
    all_in(Client(), other, at=LATER)


def test_a_code_on_paper_works_once_and_nobody_finds_it_in_the_database(client: Client, person: Person) -> None:
    with_an_app(person)
    codes = with_codes(person)
    half_in(client, person).post(PROVE, {"code": f"{codes[0][:4]} {codes[0][4:]}"})
    assert client.get("/folk/").status_code == 200
    assert half_in(Client(), person).post(PROVE, {"code": codes[0]}).status_code == 422
    assert factors.recovery_left_count(person.account) == 9
    kept = b"".join(bytes(row.lookup) for row in RecoveryCode.objects.all())
    assert not any(code.encode() in kept for code in codes)


def test_somebody_elses_code_opens_nothing(client: Client, person: Person) -> None:
    with_an_app(person)
    other = with_an_app(world.an_employee(world.a_school("Lia skole")), seed=SEED[::-1])
    codes = with_codes(other)
    half_in(client, person)
    for code in (codes[0], code_at(LATER, SEED[::-1]), "", "12345", "x" * 101):
        assert client.post(PROVE, {"code": code}).status_code == 422


def test_the_key_of_a_session_stands_nowhere(client: Client, person: Person) -> None:
    with_an_app(person)
    all_in(client, person, at=LATER)
    key = client.session.session_key
    row = Session.objects.get(account=person.account)
    assert row.key_hash == hash_of(key) and key not in row.session_data
    client.cookies["sessionid"] = row.key_hash  # what a copy of the table would give
    assert where(client.get("/folk/")) == "/logg-inn/"


def test_a_session_that_nobody_began_here_opens_nothing(client: Client, person: Person) -> None:
    """As one from before there were factors, or by some other way in."""
    with_an_app(person)
    all_in(client, person, at=LATER)
    session = client.session
    del session["signed_in"]
    session.save()
    assert where(client.get("/folk/")) == "/logg-inn/" and where(client.get("/folk/")) == "/logg-inn/"


def test_a_click_in_the_demo_opens_nothing_where_there_is_no_demo(client: Client, person: Person, settings) -> None:
    settings.DEMO = True
    Person.objects.update(is_demo=True)
    client.post(f"/logg-inn/demo/{person.uuid}/")
    assert client.get("/folk/").status_code == 200
    settings.DEMO = False
    assert where(client.get("/folk/")) == "/logg-inn/"
    assert where(client.get(SET_UP)) == "/logg-inn/"
