"""Whatever is not exactly as it should be lets nobody in, writes nothing, and is told on a page in plain words."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from innsats.journal.models import Event
from innsats.people.models import AppointmentProposal, OutsideSession, Person, SignInIdentity
from innsats.people.oidc import discovery, wire
from tests import world
from tests.openid.running import Running, somebody, staff_in
from tests.people.test_openid_staff import by_letter, who

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
HOUR = 3600


@pytest.fixture
def person(feide: Running) -> Person:
    """There is something to get at: whoever is let in is let in as somebody."""
    person = world.an_employee(world.a_school())
    by_letter(person, feide)
    discovery.forget()
    return person


def rows() -> list[int]:
    kept = (Event, SignInIdentity, OutsideSession, AppointmentProposal)
    return [model._default_manager.count() for model in kept]


def refused(client: Client, answer: HttpResponse, before: list[int], status: int) -> str:
    """What the page says, once it is sure that nobody is in and nothing was written."""
    said = answer.content.decode()
    assert answer.status_code == status and not who(client) and rows() == before
    assert "Du kom ikke inn" in said and 'href="/logg-inn/"' in said
    assert not re.search(r"sub-1|Traceback|invalid_grant|nonce|session-1|tone@", said)
    return said


NOW = world.AT.timestamp()
LIES: dict[str, tuple[dict[str, Any], int]] = {
    "wrong nonce": ({"claims": {"nonce": "another"}}, 502),
    "no nonce": ({"claims": {"nonce": None}}, 502),
    "wrong audience": ({"claims": {"aud": "somebody else"}}, 502),
    "several audiences": ({"claims": {"aud": ["innsats & co", "somebody else"]}}, 502),
    "authorized for another": ({"claims": {"azp": "somebody else"}}, 502),
    "wrong issuer": ({"claims": {"iss": "https://evil.example"}}, 502),
    "no issuer": ({"claims": {"iss": None}}, 502),
    "expired": ({"claims": {"iat": NOW - HOUR, "exp": NOW - 61}}, 502),
    "no expiry": ({"claims": {"exp": None}}, 502),
    "expiry that is no number": ({"claims": {"exp": "soon"}}, 502),
    "from the future": ({"claims": {"iat": NOW + 120}}, 502),
    "nobody": ({"claims": {"sub": None}}, 502),
    "another in userinfo": ({"userinfo": {"sub": "sub-2"}}, 502),
    "unsigned": ({"signed_by": "none"}, 502),
    "signed with the public key": ({"signed_by": "HS256"}, 502),
    "signed by a foreign key": ({"signed_by": "foreign key"}, 502),
    "wrong state": ({"said": {"state": "another"}}, 400),
    "no state": ({"said": {"state": None}}, 400),
    "no code": ({"said": {"code": None}}, 403),
    "a code that is none": ({"said": {"code": "made up"}}, 502),
    "answered by another": ({"said": {"iss": "https://evil.example"}}, 502),
    "access denied": ({"said": {"code": None, "error": "access_denied"}}, 403),
    "error with a script": ({"said": {"error": "<script>", "error_description": "<script>alert(1)</script>"}}, 403),
    "out of order": ({"said": {"code": None, "error": "temporarily_unavailable"}}, 503),
}
AWAY = {"500": 503, "elsewhere": 502, "huge": 502, "nonsense": 502, "hangs": 503}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_lies_lets_nobody_in(client: Client, feide: Running, person: Person, lie: str) -> None:
    told, status = LIES[lie]
    feide.tell(**{**somebody(), **told})
    before = rows()
    said = refused(client, staff_in(client, feide), before, status)
    assert "<script>alert" not in said
    feide.tell(**somebody())
    assert staff_in(client, feide).status_code == 302 and who(client)  # and nothing of it stays


@pytest.mark.parametrize("what", AWAY)
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/par", "/token", "/jwks", "/userinfo"])
def test_a_provider_that_is_away_or_out_of_its_mind_is_told_of_kindly(
    client: Client, feide: Running, person: Person, monkeypatch: pytest.MonkeyPatch, path: str, what: str
) -> None:
    monkeypatch.setattr(wire, "WAIT_SECONDS", 0.3)
    feide.tell(**somebody(), at={path: what})
    before = rows()
    said = refused(client, staff_in(client, feide), before, AWAY[what])
    assert ("Feide svarer ikke nå" in said) is (AWAY[what] == 503)


def test_nobody_there_at_all(client: Client, feide: Running, person: Person, settings: Any) -> None:
    settings.OPENID_PROVIDERS["feide"]["issuer"] = "http://127.0.0.1:9"
    before = rows()
    refused(client, client.post("/logg-inn/feide/"), before, 503)


def test_an_answer_a_byte_at_a_time_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dripping:
        def iter_raw(self) -> Any:
            yield from (b" " for _ in range(10))

    ticks = iter(range(0, 100, 3))
    monkeypatch.setattr(wire.time, "monotonic", lambda: next(ticks))
    with pytest.raises(wire.Trouble, match="did not end"):
        wire._read(Dripping())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example"}, {"token_endpoint": "https://evil.example/token"},
        {"jwks_uri": "https://evil.example/jwks"}, {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None}, {"token_endpoint": ["a"]},
        {"pushed_authorization_request_endpoint": "http://127.0.0.1:9/par"},
    ],
)  # fmt: skip
def test_a_discovery_document_that_leads_elsewhere_is_not_followed(
    client: Client, feide: Running, person: Person, document: dict[str, Any]
) -> None:
    feide.tell(document=document)
    before = rows()
    refused(client, client.post("/logg-inn/feide/"), before, 502)


def test_the_same_answer_twice_lets_in_once(client: Client, feide: Running, person: Person) -> None:
    back = feide.through(client.post("/logg-inn/feide/"))
    assert client.get(back).status_code == 302
    client.post("/logg-ut/")
    refused(client, client.get(back), rows(), 400)


def test_a_code_that_was_used_is_refused_by_the_provider_too(client: Client, feide: Running, person: Person) -> None:
    first = feide.through(client.post("/logg-inn/feide/"))
    client.get(first)
    client.post("/logg-ut/")
    second = feide.through(client.post("/logg-inn/feide/"))
    states = [parse_qs(urlsplit(one).query) for one in (first, second)]
    mixed = f"/logg-inn/feide/svar/?code={states[0]['code'][0]}&state={states[1]['state'][0]}"
    refused(client, client.get(mixed), rows(), 502)


def test_nobody_is_signed_in_as_somebody_else_by_a_link(feide: Running, person: Person) -> None:
    """Login CSRF: the attacker's own answer, opened in somebody else's browser."""
    attackers, victims = Client(), Client()
    back = feide.through(attackers.post("/logg-inn/feide/"))
    refused(victims, victims.get(back), rows(), 400)
    victims.post("/logg-inn/feide/")  # also when the victim is on the way out herself
    refused(victims, victims.get(back), rows(), 400)


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(feide: Running, person: Person) -> None:
    attackers, victims = Client(), Client()
    feide.through(attackers.post("/logg-inn/feide/"))
    victims.cookies = attackers.cookies.copy()
    staff_in(victims, feide)
    assert who(victims) and victims.session.session_key != attackers.cookies["sessionid"].value
    attackers.cookies["sessionid"] = attackers.cookies["sessionid"].value
    assert attackers.get("/").status_code == 302


def test_a_question_is_answered_within_a_quarter_of_an_hour(
    client: Client, feide: Running, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = feide.through(client.post("/logg-inn/feide/"))
    world.it_is(monkeypatch, world.AT + timedelta(minutes=16))
    refused(client, client.get(back), rows(), 400)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site(client: Client, feide: Running, person: Person, elsewhere: str) -> None:
    assert staff_in(client, feide, elsewhere)["Location"] == "/"


def test_an_answer_for_families_does_not_open_the_door_of_staff(client: Client, feide: Running, person: Person) -> None:
    back = feide.through(client.post("/skole/inn/feide/"))
    refused(client, client.get(back.replace("/skole/inn/", "/logg-inn/")), rows(), 400)


def test_leaving_and_coming_back_take_the_right_method_and_a_token_of_ours(feide: Running) -> None:
    assert Client().get("/logg-inn/feide/").status_code == 405
    assert Client().post("/logg-inn/feide/svar/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/logg-inn/feide/").status_code == 403


def test_nobody_sends_us_to_the_provider_without_end(
    client: Client, feide: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("innsats.people.outside.LEAVING_COUNT", 2)
    statuses = [client.post("/logg-inn/feide/").status_code for _ in range(3)]
    assert statuses == [302, 302, 429]


def test_a_clock_may_be_a_minute_off_and_no_more(client: Client, feide: Running, person: Person) -> None:
    for claims in ({"iat": NOW + 55}, {"exp": NOW - 55, "iat": NOW - 100}):
        feide.tell(**somebody(), claims=claims)
        assert staff_in(client, feide).status_code == 302
        client.post("/logg-ut/")


def test_a_key_that_is_not_known_is_asked_for_anew(client: Client, feide: Running, person: Person) -> None:
    """The provider has changed its keys since they were read."""
    staff_in(client, feide)
    address = f"{feide.issuer}/jwks"
    at, keys = discovery._remembered[address]
    discovery._remembered[address] = (at - 60, type(keys)([]))
    client.post("/logg-ut/")
    assert staff_in(client, feide).status_code == 302
