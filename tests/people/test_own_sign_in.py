"""Innlogging og sikkerhet: what one signs in with, and where one is signed in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from innsats.people.models import Person, Session
from innsats.people.signin.devices import device_of, in_words
from innsats.web.dates import moment
from tests import world
from tests.people.signing import PROVE, SEED, all_in, code_at, where, with_a_password, with_an_app, with_codes
from tests.world import AT

START = AT + timedelta(hours=1)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


@pytest.fixture
def person(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Signed in with a phone at START, and with `client` five minutes later."""
    world.it_is(monkeypatch, START)
    person = with_an_app(with_a_password(world.an_employee(world.a_school())))
    with_codes(person)
    return person


@pytest.fixture
def phone(person: Person, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    phone = Client(headers={"user-agent": IPHONE})
    all_in(phone, person, at=START)
    world.it_is(monkeypatch, START + timedelta(minutes=5))
    client.defaults["HTTP_USER_AGENT"] = FIREFOX
    all_in(client, person, at=START + timedelta(minutes=5))
    return phone


def test_one_sees_where_one_is_signed_in_in_plain_words(client: Client, phone: Client) -> None:
    this, other = client.get("/innlogging/").context["page"].sessions
    assert (this.device, this.by, this.is_this, this.seen) == ("Firefox på Windows", "passord", True, "i bruk nå")
    assert (other.device, other.since, other.is_this) == ("Safari på iPhone", moment(START), False)
    assert other.seen == f"sist i bruk {moment(START)}"


def test_one_left_alone_is_told_as_locked(client: Client, phone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch, START + timedelta(minutes=16))
    assert client.get("/innlogging/").context["page"].sessions[1].seen.endswith(", låst")


def test_one_of_them_is_ended_from_here_and_the_own_is_not(client: Client, phone: Client) -> None:
    this, other = client.get("/innlogging/").context["page"].sessions
    for name in (other.name, this.name, "feil"):
        assert client.post(f"/innlogging/okter/{name}/slutt/").status_code == 302
    assert where(phone.get("/meld/")) == "/logg-inn/" and client.get("/meld/").status_code == 200


def test_nobody_ends_another_s_session(client: Client, phone: Client) -> None:
    name = client.get("/innlogging/").context["page"].sessions[0].name
    stranger = Client()
    stranger.force_login(world.an_employee(world.a_school("Lia skole")).account)
    stranger.post(f"/innlogging/okter/{name}/slutt/")
    stranger.post("/innlogging/okter/slutt/")
    assert client.get("/meld/").status_code == 200 and phone.get("/meld/").status_code == 200


def test_all_the_others_are_ended_at_once(client: Client, person: Person, phone: Client) -> None:
    client.post("/innlogging/okter/slutt/")
    assert where(phone.get("/meld/")) == "/logg-inn/" and client.get("/meld/").status_code == 200
    assert Session.objects.filter(account=person.account).count() == 1


@pytest.mark.parametrize("which", ["", "{}/"])
def test_ten_minutes_after_showing_who_one_is_it_is_asked_again_before_any_is_ended(
    client: Client, phone: Client, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    other = client.get("/innlogging/").context["page"].sessions[1].name
    ending = f"/innlogging/okter/{which.format(other)}slutt/"
    now = START + timedelta(minutes=15)
    world.it_is(monkeypatch, now)
    asked = client.post(ending, headers={"referer": "http://testserver/innlogging/"})
    assert asked["Location"] == f"{PROVE}?next=%2Finnlogging%2F"
    assert Session.objects.count() == 2
    client.post(PROVE, {"code": code_at(now), "next": "/innlogging/"})
    client.post(ending)
    assert Session.objects.count() == 1


def test_the_page_asks_as_much_whatever_one_has(client: Client, phone: Client, person: Person) -> None:
    counts = []
    for more in range(2):
        if more:
            with_an_app(person, seed=SEED[::-1], name="Den andre")
            Client().force_login(person.account)
        answer, asked = asked_by(client, "/innlogging/")
        counts.append(asked)
        assert len(answer.context["page"].factors) == 1 + more
    assert counts[0] == counts[1]


def asked_by(client: Client, address: str) -> tuple[HttpResponse, int]:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    return answer, len(captured)


def test_the_table_keeps_no_address_of_anybody(client: Client, phone: Client) -> None:
    assert not any("127.0.0.1" in row.session_data for row in Session.objects.all())


@pytest.mark.parametrize(("agent", "said"), [
    (FIREFOX, "Firefox på Windows"), (IPHONE, "Safari på iPhone"), ("", "En nettleser vi ikke kjenner igjen"),
    ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome på Chromebook"),
    ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge på Windows"),
    ("<script>alert(1)</script>" * 100, "En nettleser vi ikke kjenner igjen"),
])
def test_a_browser_is_told_in_words_and_never_in_its_own(agent: str, said: str) -> None:
    assert in_words(device_of(agent)) == said
