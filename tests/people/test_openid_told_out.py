"""Back-channel logout: the provider says that somebody has signed out, and the sessions here end."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from innsats.people.models import OutsideSession, Person
from innsats.people.oidc.tokens import LOGGED_OUT
from tests import world
from tests.openid.running import CLIENT, Running, somebody, staff_in
from tests.people.test_openid_staff import by_letter

pytestmark = pytest.mark.django_db
NOW = world.AT.timestamp()


@pytest.fixture
def person(feide: Running) -> Person:
    person = world.an_employee(world.a_school())
    by_letter(person, feide)
    return person


def told(provider: Running, slug: str = "feide", *, by: str = "key", without: str = "", **claims: Any) -> int:
    said = {
        "iss": provider.issuer, "aud": CLIENT["id"], "iat": int(NOW), "jti": "1", "sid": "session-1",
        "events": {LOGGED_OUT: {}}, **claims,
    }  # fmt: skip
    said.pop(without, None)
    token = provider.signed(by, **said)
    return Client(enforce_csrf_checks=True).post(f"/logg-inn/{slug}/ut/", {"logout_token": token}).status_code


def is_in(client: Client) -> bool:
    """By one factor, so that the second is asked for; whoever is out is asked to sign in."""
    answer = client.get("/")
    return answer.status_code == 200 or answer["Location"].startswith("/logg-inn/vis-at-det-er-deg/")


def test_the_sessions_of_that_sign_in_end_and_no_others(feide: Running, person: Person) -> None:
    first, second, by_password = Client(), Client(), Client()
    staff_in(first, feide)
    feide.tell(**somebody(), claims={"sid": "session-2"})
    staff_in(second, feide)
    world.signed_in(by_password, person)
    assert told(feide) == 200
    assert not is_in(first) and is_in(second) and is_in(by_password)
    assert not OutsideSession.objects.exclude(ended_at=None).exclude(sealed_token=b"").exists()


def test_told_of_a_person_all_that_person_s_end(feide: Running, person: Person) -> None:
    client = Client()
    staff_in(client, feide)
    assert told(feide, without="sid", sub="sub-2") == 200 and is_in(client)
    assert told(feide, without="sid", sub="sub-1") == 200 and not is_in(client)


@pytest.mark.parametrize("kind", ["logout+jwt", "application/logout+jwt", "Logout+JWT", "JWT", ""])
def test_what_says_its_kind_rightly_or_not_at_all_is_believed(feide: Running, person: Person, kind: str) -> None:
    client = Client()
    staff_in(client, feide)
    assert told(feide, by=f"typ {kind}") == 200 and not is_in(client)


def test_told_twice_or_of_nobody_is_no_error(feide: Running, person: Person) -> None:
    assert told(feide, sid="nobody's") == told(feide) == told(feide) == 200


@pytest.mark.parametrize(
    "lie",
    [
        {"by": "none"}, {"by": "HS256"}, {"by": "foreign key"}, {"iss": "https://evil.example"}, {"aud": "another"},
        {"without": "events"}, {"events": {}}, {"events": [LOGGED_OUT]}, {"nonce": "1"}, {"without": "jti"},
        {"without": "iat"}, {"iat": NOW - 3600}, {"iat": NOW + 120}, {"exp": NOW - 61}, {"without": "sid"}, {"sid": 7},
        {"by": "typ at+jwt"}, {"by": "typ dpop+jwt"}, {"by": "typ logout"},
    ],
)  # fmt: skip
def test_a_token_that_does_not_hold_ends_nothing(feide: Running, person: Person, lie: dict[str, Any]) -> None:
    client = Client()
    staff_in(client, feide)
    assert told(feide, **lie) == 400 and is_in(client)


@pytest.mark.parametrize("sent", [{}, {"logout_token": ""}, {"logout_token": "x.y.z"}, {"logout_token": "æ" * 5000}])
def test_nonsense_ends_nothing(client: Client, feide: Running, sent: dict[str, str]) -> None:
    assert client.post("/logg-inn/feide/ut/", sent).status_code == 400


def test_an_id_token_is_no_logout_token(feide: Running, person: Person) -> None:
    client = Client()
    staff_in(client, feide)
    token = feide.signed(
        iss=feide.issuer, aud=CLIENT["id"], iat=int(NOW), exp=int(NOW) + 60, sub="sub-1", nonce="1", sid="session-1"
    )
    assert client.post("/logg-inn/feide/ut/", {"logout_token": token}).status_code == 400 and is_in(client)
