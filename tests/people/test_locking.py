"""A session left alone is locked, not ended, and nothing that was written is lost; some acts ask for more anyway."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from innsats.people.models import Person, Session
from innsats.people.sessions import SIGNED_IN
from innsats.people.signin.begun import By, begin
from innsats.web import drafts
from innsats.web.models import Draft
from tests import world
from tests.people.signing import PASSWORD, PROVE, all_in, code_at, half_in, where, with_a_password, with_an_app
from tests.world import AT

PRINTED = "/apne-saker/utskrift/"
START = AT + timedelta(hours=1)
TYPED = {"name": "Nora Ny Ansatt", "email": "nora@solbakken.example", "role": "employee", "starts_on": START.date()}


@pytest.fixture
def person(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Rektor, who has signed in at START with `client`."""
    world.it_is(monkeypatch, START)
    return with_an_app(with_a_password(world.a_principal(world.a_school())))


@pytest.fixture
def later(client: Client, person: Person, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let so many minutes pass since START, when `person` signed in."""
    all_in(client, person, at=START)

    def pass_on(minutes: float) -> None:
        world.it_is(monkeypatch, START + timedelta(minutes=minutes))

    return pass_on


def test_after_a_quarter_of_an_hour_the_screen_is_locked_and_not_before(client: Client, later: Any) -> None:
    later(14.9)
    assert client.get("/folk/").status_code == 200
    later(29.8)
    assert client.get("/folk/").status_code == 200
    later(45)
    answer = client.get("/folk/?navn=nora")
    assert answer["Location"] == f"{PROVE}?next=%2Ffolk%2F%3Fnavn%3Dnora"
    page = client.get(answer["Location"]).content.decode()
    assert "Skjermen er låst" in page and "Saker" not in page


@pytest.mark.parametrize("given", [{"password": PASSWORD}, {"code": "from the app"}])
def test_the_password_or_a_code_opens_it_again_where_one_was(client: Client, later: Any, given: dict[str, str]) -> None:
    later(20)
    key = client.session.session_key
    given = {name: code_at(START + timedelta(minutes=20)) if name == "code" else value for name, value in given.items()}
    answer = client.post(PROVE, {**given, "next": "/folk/?navn=nora"})
    assert answer["Location"] == "/folk/?navn=nora" and client.get("/folk/").status_code == 200
    assert client.session.session_key != key


def test_a_wrong_password_opens_nothing_and_counts_as_a_try(client: Client, person: Person, later: Any) -> None:
    later(20)
    for _ in range(10):
        assert client.post(PROVE, {"password": "feil"}).status_code == 422
    assert "Vent et kvarter" in client.post(PROVE, {"password": PASSWORD}).content.decode()
    assert where(client.get("/folk/")) == PROVE


def test_the_password_alone_opens_no_session_that_was_never_whole(
    client: Client, person: Person, later: Any
) -> None:
    half = Client()
    half.post("/logg-inn/", {"email": person.account.email, "password": PASSWORD})
    later(20)
    assert half.post(PROVE, {"password": PASSWORD}).status_code == 422 and where(half.get("/folk/")) == PROVE


def test_behind_the_lock_one_is_nobody_also_on_open_pages(client: Client, person: Person, later: Any) -> None:
    assert person.name in client.get("/hva-dette-er/").content.decode()
    later(20)
    assert person.name not in client.get("/hva-dette-er/").content.decode()


def test_what_was_written_when_it_was_locked_stands_in_the_form_again_and_is_not_sent(
    client: Client, person: Person, later: Any
) -> None:
    unit = client.get("/folk/ny/").context["form"].fields["unit"].choices[0][0]
    later(20)
    typed = {**TYPED, "unit": unit, "form_key": "a key"}
    answer = client.post("/folk/ny/", typed)
    assert answer["Location"] == f"{PROVE}?next=%2Ffolk%2Fny%2F%3Figjen%3D1"
    assert "Nora" not in str(Draft.objects.values_list("typed", flat=True)) and Draft.objects.count() == 1
    back = client.post(PROVE, {"password": PASSWORD, "next": "/folk/ny/?igjen=1"})["Location"]
    page = client.get(back)
    assert page.context["form"]["name"].value() == "Nora Ny Ansatt" and "ikke sendt ennå" in page.content.decode()
    assert not Person.objects.filter(name="Nora Ny Ansatt").exists()
    key = page.context["form"]["form_key"].value()
    assert client.post(back, {**typed, "form_key": key}).status_code == 302
    assert Person.objects.filter(name="Nora Ny Ansatt").exists() and not Draft.objects.exists()


@pytest.mark.parametrize("is_known", [True, False])
def test_what_was_written_by_who_is_signed_out_meanwhile_is_given_back_with_the_way_in(
    client: Client, person: Person, later: Any, is_known: bool
) -> None:
    """`is_known`: the session still says who it is, and is worth nothing."""
    if is_known:
        session: Any = client.session
        del session[SIGNED_IN]
        session.save()
    else:
        Session.objects.all().delete()
    typed = {"name": "Nora <b>Ny", "again": "et langt passord", "code": "123 456"}
    answer = client.post("/folk/ny/", typed, headers={"Sec-Fetch-Site": "same-origin"})
    said = answer.content.decode()
    assert answer.status_code == 403 and answer["Cache-Control"] == "no-store"
    assert "Nora &lt;b&gt;Ny" in said and 'href="/logg-inn/?next=/folk/ny/"' in said
    assert "langt passord" not in said and "123 456" not in said
    assert not Person.objects.filter(name__startswith="Nora").exists() and not Draft.objects.exists()
    again = client.post("/folk/ny/", typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert again.status_code == 302 and where(again) == "/logg-inn/"


@pytest.mark.parametrize("address", ["/meld/", "/utkast/?for=/meld/", "/folk/ny/"])
def test_with_the_password_alone_nothing_is_put_into_a_colleagues_forms_or_taken_out(
    client: Client, person: Person, address: str
) -> None:
    """Whoever has only the password would write in the colleague's name what is sent with the next press."""
    all_in(client, person, at=START)
    client.post("/utkast/?for=/meld/", {"text": "Det jeg så"})
    half = half_in(Client(), person)
    typed = {"text": "Noe ganske annet", "name": "Noen Annen", "forget": "1"}
    assert where(half.post(address, typed, headers={"referer": "http://testserver/folk/"})) == PROVE
    assert Draft.objects.count() == 1
    assert drafts.read(person.pk, "/meld/", at=START).typed.get("text") == "Det jeg så"
    assert half.post(PROVE, {"password": PASSWORD}).status_code == 422


def test_after_the_second_factor_one_comes_to_the_page_one_was_on_and_writes_there(
    client: Client, person: Person
) -> None:
    answer = half_in(client, person).post("/folk/ny/", TYPED)
    assert answer["Location"] == f"{PROVE}?next=%2Ffolk%2Fny%2F"
    answer = client.post("/utkast/?for=/meld/", {"text": "Noe"}, headers={"referer": "http://testserver/meld/"})
    assert answer["Location"] == f"{PROVE}?next=%2Fmeld%2F"


def test_passwords_and_codes_are_never_kept(client: Client, person: Person, later: Any) -> None:
    later(20)
    client.post("/innlogging/passord/", {"current": PASSWORD, "password": "x", "again": "x", "form_key": "k"})
    assert not Draft.objects.exists()


def test_what_a_script_keeps_on_its_own_is_kept_also_behind_the_lock(client: Client, later: Any) -> None:
    later(20)
    address = "/utkast/?for=/meld/"
    answer = client.post(address, {"text": "Noe jeg så"})
    assert where(answer) == PROVE and Draft.objects.get().form == "/meld/"
    client.post(PROVE, {"password": PASSWORD})
    assert "Noe jeg så" in client.get("/meld/").content.decode()


def test_from_an_address_that_is_no_page_one_comes_back_to_the_page_one_was_on(client: Client, later: Any) -> None:
    later(20)
    answer = client.post("/innlogging/okter/slutt/", headers={"referer": "http://testserver/innlogging/"})
    assert answer["Location"] == f"{PROVE}?next=%2Finnlogging%2F"
    answer = client.post("/innlogging/okter/slutt/", headers={"referer": "https://evil.example/innlogging/"})
    assert answer["Location"] == f"{PROVE}?next=%2F"


def test_a_page_writes_once_a_minute_that_one_is_here_and_asks_nothing_more(client: Client, later: Any) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection, ) as captured:
            assert client.get("/folk/").status_code == 200
        return [query["sql"] for query in captured if '"people_session"' in query["sql"]]

    queries()
    later(0.9)
    assert [sql.split()[0] for sql in queries()] == ["SELECT"]
    later(1)
    assert [sql.split()[0] for sql in queries()] == ["SELECT", "UPDATE"]
    assert [sql.split()[0] for sql in queries()] == ["SELECT"]


def test_ten_hours_after_signing_in_it_is_over_however_much_was_done(client: Client, later: Any) -> None:
    for minutes in range(10, 600, 10):
        later(minutes)
        assert client.get("/folk/").status_code == 200
    client.post("/innlogging/okter/slutt/")
    later(600)
    assert where(client.get("/folk/")) == "/logg-inn/"


# What asks again

def test_taking_much_out_asks_for_the_second_factor_again_after_ten_minutes(
    client: Client, person: Person, later: Any
) -> None:
    later(9)
    assert client.get(PRINTED).status_code == 200
    later(10)
    assert where(client.get(PRINTED)) == PROVE and client.get("/folk/").status_code == 200
    page = client.get(PROVE).content.decode()
    assert "Vis at det er deg" in page and 'name="password"' not in page
    assert client.post(PROVE, {"password": PASSWORD}).status_code == 422
    code = {"code": code_at(START + timedelta(minutes=10)), "next": PRINTED}
    assert client.get(client.post(PROVE, code)["Location"]).status_code == 200


def test_unlocking_with_the_password_is_not_enough_for_what_asks_again(client: Client, later: Any) -> None:
    later(20)
    client.post(PROVE, {"password": PASSWORD})
    assert client.get("/folk/").status_code == 200 and where(client.get("/innlogging/passord/")) == PROVE


def test_whoever_came_by_another_service_goes_there_again(person: Person, rf: Any, later: Any) -> None:
    other, client = world.an_employee(world.a_school("Lia skole")), Client()
    request = rf.get("/")
    request.session, request.LANGUAGE_CODE = client.session, "nb"
    begin(request, other.account, by="feide", factors=2)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    assert client.get("/meld/").status_code == 200
    later(20)
    answer = client.get("/meld/", follow=True)
    assert answer.redirect_chain[-1][0] == "/logg-inn/?next=/meld/"
    assert "feide" not in set(By) and not Session.objects.filter(account=other.account).exists()


def test_a_script_that_only_asks_does_not_count_as_somebody_being_there(client: Client, later: Any) -> None:
    for minutes in range(2, 15, 3):
        later(minutes)
        assert client.head("/innlogging/", headers={"X-Asks-Only": "1"}).status_code == 200
    later(15)
    assert client.head("/innlogging/", headers={"X-Asks-Only": "1"}).status_code == 302
