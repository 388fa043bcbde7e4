"""Staff sign in by Feide: the whole dance, against a provider in a process of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from innsats import settings as product
from innsats.people import outside
from innsats.people.models import OutsideSession, Person, Session, SignInIdentity
from innsats.people.oidc import discovery
from innsats.people.sessions import SIGNED_IN, SessionStore
from innsats.people.signin.passwords import link_for
from tests import world
from tests.openid.running import BACK, EPPN, Running, somebody, staff_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(feide: Running) -> Person:
    """Somebody at work who has linked Feide by the link that works once."""
    person = world.an_employee(world.a_school())
    by_letter(person, feide)
    return person


def by_letter(person: Person, feide: Running) -> Client:
    client = Client()
    client.get(feide.through(client.post(f"{link_for(person)}feide/")))
    return client


def who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def test_without_settings_there_is_no_button_and_no_address(client: Client) -> None:
    assert "Feide" not in client.get("/logg-inn/").content.decode()
    assert client.post("/logg-inn/feide/").status_code == 404
    assert client.get("/logg-inn/feide/svar/?code=x&state=y").status_code == 404
    assert client.post("/logg-inn/feide/ut/").status_code == 404


def test_somebody_known_signs_in_and_comes_to_where_she_was_going(
    client: Client, feide: Running, person: Person
) -> None:
    assert "Logg inn med Feide" in client.get("/logg-inn/?next=/folk/").content.decode()
    before = client.session.session_key
    back = staff_in(client, feide, "/saker/")
    assert back.status_code == 302 and back["Location"] == "/saker/"
    assert who(client) == str(person.account.pk) and client.session.session_key != before
    assert client.session[SIGNED_IN]["by"] == "feide" and not client.session[SIGNED_IN]["shown_at"]
    assert client.get("/")["Location"].startswith("/logg-inn/vis-at-det-er-deg/")  # one factor opens nothing


def test_everything_is_asked_as_the_standard_wants_and_pushed_where_it_can_be(
    client: Client, feide: Running, person: Person
) -> None:
    staff_in(client, feide)
    pushed, asked, exchanged = feide.seen[-3:]
    assert pushed["path"] == "/par" and asked["path"] == "/authorize" and exchanged["path"] == "/token"
    assert asked["redirect_uri"] == BACK["feide"][0] and asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 43 and len(asked["nonce"]) >= 43 and asked["nonce"] != asked["state"]
    assert len(exchanged["code_verifier"]) >= 43


@pytest.mark.parametrize("pushed", [None, False])
def test_without_push_the_questions_go_along_with_the_browser(
    client: Client, feide: Running, person: Person, settings, pushed
) -> None:
    discovery.forget()
    feide.tell(**somebody(), without_par=pushed is None)
    settings.OPENID_PROVIDERS["feide"]["pushed"] = pushed
    left = client.post("/logg-inn/feide/")
    assert "code_challenge_method=S256" in left["Location"] and "request_uri" not in left["Location"]
    assert client.get(feide.through(left)).status_code == 302 and who(client)


def test_where_push_is_a_must_and_not_offered_nobody_is_sent(client: Client, feide: Running, settings) -> None:
    feide.tell(without_par=True)
    settings.OPENID_PROVIDERS["feide"]["pushed"] = True
    assert client.post("/logg-inn/feide/").status_code == 502


def test_feides_strong_sign_in_counts_as_two_factors(client: Client, feide: Running, person: Person, settings) -> None:
    settings.OPENID_PROVIDERS["feide"]["strong"] = ("https://refeds.org/profile/mfa",)
    feide.tell(**somebody(), claims={"acr": "https://refeds.org/profile/mfa"})
    staff_in(client, feide)
    assert client.session[SIGNED_IN]["shown_at"]
    assert client.get("/").status_code == 200


def test_nothing_that_the_browser_sends_becomes_part_of_the_question(
    client: Client, feide: Running, person: Person
) -> None:
    evil = {
        "acr_values": "low", "scope": "all", "redirect_uri": "https://evil.example", "auth_params": "acr_values=low",
        "client_id": "x", "nonce": "1", "state": "2", "issuer": "https://evil.example", "login_hint": "x",
    }
    left = client.post("/logg-inn/feide/?acr_values=low&scope=all", evil, headers={"host": "localhost"})
    feide.through(left)
    asked = feide.seen[-1]
    assert asked["redirect_uri"] == BACK["feide"][0] and "acr_values" not in asked and "login_hint" not in asked
    assert asked["scope"].startswith("openid userid ") and asked["client_id"] == "innsats & co"
    assert "evil" not in str(asked)


def test_who_it_is_at_feide_is_stored_nowhere(client: Client, feide: Running, person: Person) -> None:
    staff_in(client, feide)
    held = OutsideSession.objects.get(ended_at=None, at=world.AT, pk=client.session["outside"])
    assert len(SignInIdentity.objects.get().lookup) == 32 and held.sealed_token
    with connection.cursor() as cursor:
        for table in ("people_signinidentity", "people_outsidesession", "journal_event", "people_session"):
            cursor.execute(f"SELECT * FROM {table}")
            said = str([bytes(one) if isinstance(one, memoryview) else one for row in cursor for one in row])
            assert "sub-1" not in said and "tone@fjordvik.no" not in said and "session-1" not in said
    for session in Session.objects.all():
        said = str(SessionStore().decode(session.session_data))
        assert "sub-1" not in said and "tone@fjordvik.no" not in said


def test_the_same_person_at_another_employer_is_not_the_same(client: Client, feide: Running, person: Person) -> None:
    told = somebody()
    feide.tell(**{**told, "userinfo": {**told["userinfo"], EPPN: "tone@annen.no"}})
    assert staff_in(client, feide).status_code == 403 and not who(client)


def test_the_e_mail_never_says_who_it_is(client: Client, feide: Running) -> None:
    world.an_employee(world.a_school())
    known = world.a_person("Tone Hval")
    told = somebody()
    feide.tell(**{**told, "userinfo": {**told["userinfo"], "email": known.account.email, "email_verified": True}})
    assert staff_in(client, feide).status_code == 403 and not who(client)


def test_signing_out_here_signs_out_there(client: Client, feide: Running, person: Person) -> None:
    staff_in(client, feide)
    out = client.post("/logg-ut/")["Location"]
    assert out.startswith(f"{feide.issuer}/leave?id_token_hint=ey")
    assert "post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Flogg-inn%2F" in out
    assert not who(client) and not bytes(OutsideSession.objects.exclude(ended_at=None).get().sealed_token)


def test_signing_out_with_a_password_goes_nowhere_else(client: Client, feide: Running) -> None:
    world.signed_in(client, world.an_employee(world.a_school()))
    assert client.post("/logg-ut/")["Location"] == "/logg-inn/"


def test_signing_out_works_while_feide_is_away(client: Client, feide: Running, person: Person) -> None:
    staff_in(client, feide)
    discovery.forget()
    feide.tell(at={"/.well-known/openid-configuration": "500"})
    assert client.post("/logg-ut/")["Location"] == "/logg-inn/" and not who(client)


def test_sessions_that_are_over_are_removed(client: Client, feide: Running, person: Person) -> None:
    staff_in(client, feide)
    outside.forget_before(world.AT + timedelta(hours=11))
    assert OutsideSession.objects.exists()
    outside.forget_before(world.AT + timedelta(hours=13))
    assert not OutsideSession.objects.exists()


def test_forms_may_lead_to_the_providers_that_are_set_up_and_nowhere_else(client: Client) -> None:
    assert product.FORMS_LEAD_TO == []
    assert "form-action 'self';" in client.get("/logg-inn/")["Content-Security-Policy"] + ";"
