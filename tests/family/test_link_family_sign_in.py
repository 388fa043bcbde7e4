"""A guardian with an own code uses ID-porten next time: it opens what the code opens, and ends with the code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from innsats.cases.models import Case, FamilyKey, FamilySignIn
from innsats.cases.queries.access import NotVisible
from innsats.family.actions import link_family_sign_in
from innsats.family.queries.comingin import holder_of
from innsats.journal.actors import ANONYMOUS
from innsats.journal.models import Event
from innsats.people.oidc.tokens import LOGGED_OUT
from innsats.rules.verdicts import Refused
from innsats.web import clock
from tests import world
from tests.family.families import OWN, guardian, noted
from tests.family.letters import a_case_to_read, given, let_in, letter_for, remembered, with_own_code
from tests.lix import lix
from tests.openid.running import CLIENT, PID, Running, family_in, somebody

pytestmark = pytest.mark.django_db
LINK = "/skole/inn/knytt/"


@pytest.fixture
def case(db: None) -> Case:
    return a_case_to_read()


@pytest.fixture
def linked(case: Case, idporten: Running) -> FamilyKey:
    """Mother has used her letter, and linked ID-porten to her code."""
    phone = mothers(case)
    come = phone.get(idporten.through(phone.post(LINK)))
    assert come.status_code == 200 and "Du er logget inn" in come.content.decode()
    return FamilyKey.objects.get(ended_at=None)


def mothers(case: Case) -> Client:
    phone = Client()
    let_in(phone, letter_for(case, Client(), guardian(case).guardian.pk))
    return phone


def reads(phone: Client) -> bool:
    return OWN in phone.get("/skole/fra-skolen/").content.decode()


def test_without_settings_nothing_is_offered(case: Case, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)
    phone = mothers(case)
    assert "ID-porten" not in phone.get("/skole/fra-skolen/").content.decode()
    assert "ID-porten" not in client.get("/skole/kode/").content.decode()
    assert phone.get(LINK).status_code == 404 and client.post("/skole/inn/idporten/").status_code == 404


def test_mother_is_linked_by_the_dance_and_comes_in_without_the_code(case: Case, idporten: Running) -> None:
    phone = mothers(case)
    assert "Bruk ID-porten neste gang" in phone.get("/skole/fra-skolen/").content.decode()
    assert "fødselsnummer" in phone.get(LINK).content.decode()
    phone.get(idporten.through(phone.post(LINK)))
    assert "Koden virker også" in phone.get(LINK).content.decode()
    again = Client()
    assert "Logg inn med ID-porten" in again.get("/skole/kode/").content.decode()
    assert family_in(again, idporten).status_code == 200
    said = again.get("/skole/fra-skolen/").content.decode()
    assert OWN in said and "Du kom inn med ID-porten" in said
    event = Event.objects.get(act="link_family_sign_in")
    assert event.actor_kind == "guardian" and set(event.facts) == {"key", "provider"}


def test_the_level_is_asked_for_and_we_prove_ourselves_by_our_key(linked: FamilyKey, idporten: Running) -> None:
    pushed, asked, exchanged = idporten.seen[-3:]
    assert asked["acr_values"] == "idporten-loa-substantial idporten-loa-high"
    assert pushed["path"] == "/par" and pushed["client_assertion"] and exchanged["client_assertion"]
    assert pushed["client_assertion"] != exchanged["client_assertion"] and not exchanged["authorization"]


def test_the_national_number_is_stored_nowhere(linked: FamilyKey) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            said = str([bytes(one) if isinstance(one, memoryview) else one for row in cursor for one in row])
            assert PID not in said, table


@pytest.mark.parametrize(
    "claims", [{"pid": PID}, {"pid": PID, "acr": "idporten-loa-low"}, {"pid": PID, "acr": ["idporten-loa-high"]},
               {"pid": PID, "acr": "eidas-loa-high"}]
)  # fmt: skip
def test_a_level_that_is_too_low_or_not_said_lets_nobody_in(linked: FamilyKey, idporten: Running, claims) -> None:
    idporten.tell(claims=claims)
    phone = Client()
    answer = family_in(phone, idporten)
    assert answer.status_code == 403 and "høyere nivå" in answer.content.decode() and not reads(phone)


@pytest.mark.parametrize(
    "told",
    [
        {"claims": {"acr": "idporten-loa-high"}}, {"signed_by": "foreign key"},
        {"claims": {"pid": PID, "acr": "idporten-loa-high", "nonce": "x"}},
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_trusted_lets_nobody_in(linked: FamilyKey, idporten: Running, told) -> None:
    idporten.tell(**told)
    phone = Client()
    answer = family_in(phone, idporten)
    assert answer.status_code == 502 and "Du kom ikke inn" in answer.content.decode() and not reads(phone)


def test_somebody_else_at_id_porten_finds_nothing(linked: FamilyKey, idporten: Running) -> None:
    idporten.tell(claims={"pid": "10878599999", "acr": "idporten-loa-high"})
    phone = Client()
    answer = family_in(phone, idporten)
    assert answer.status_code == 403 and "Vi fant ikke noe til deg" in answer.content.decode() and not reads(phone)


def test_a_caution_that_comes_later_shuts_the_page_at_once(case: Case, linked: FamilyKey, idporten: Running) -> None:
    phone = Client()
    family_in(phone, idporten)
    assert reads(phone)
    noted(case, "Mona Lien", "no_contact", at=world.AT + timedelta(minutes=1))
    assert not reads(phone) and phone.get(f"/skole/fra-skolen/{case.pk}/").status_code == 404


def test_it_ends_with_the_code_and_a_new_letter_does_not_bring_it_back(
    case: Case, linked: FamilyKey, idporten: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever had the code by mistake does not stay linked when the school gives a new one."""
    phone = Client()
    family_in(phone, idporten)
    world.it_is(monkeypatch, world.AT + timedelta(minutes=1))
    idporten.tell(claims={"pid": PID, "acr": "idporten-loa-high"})
    mothers(case)
    assert not reads(phone)
    assert family_in(Client(), idporten).status_code == 403


def test_the_device_remembers_for_half_an_hour(linked: FamilyKey, idporten: Running) -> None:
    phone = Client()
    come = family_in(phone, idporten)
    cookie = come.cookies["kode"]
    assert cookie["max-age"] == 1800 and cookie["samesite"] == "Strict" and cookie["httponly"]
    assert not phone.cookies.get("sessionid") or phone.session.is_empty() or "_auth_user_id" not in phone.session


def test_done_here_is_done_there_too(linked: FamilyKey, idporten: Running) -> None:
    phone = Client()
    family_in(phone, idporten)
    held = phone.cookies["kode"].value
    out = phone.post("/skole/kode/bort/")
    assert out["Location"].startswith(f"{idporten.issuer}/leave?id_token_hint=ey")
    phone.cookies["kode"] = held  # somebody who kept the cookie
    assert not reads(phone)


def test_when_id_porten_says_so_it_is_over_here(linked: FamilyKey, idporten: Running) -> None:
    phone, by_code = Client(), Client()
    family_in(phone, idporten)
    remembered(by_code, linked)
    token = idporten.signed(
        iss=idporten.issuer, aud=CLIENT["id"], iat=int(world.AT.timestamp()), jti="1", sid="session-1",
        events={LOGGED_OUT: {}},
    )  # fmt: skip
    assert Client().post("/logg-inn/idporten/ut/", {"logout_token": token}).status_code == 200
    assert not reads(phone) and reads(by_code)


def test_a_mother_of_two_reads_of_one_at_a_time(case: Case, linked: FamilyKey, idporten: Running) -> None:
    other = a_case_to_read()
    phone = mothers(other)
    come = phone.get(idporten.through(phone.post(LINK))).content.decode()
    assert "Hvem vil du lese om?" in come
    for key in FamilyKey.objects.filter(ended_at=None):
        assert phone.post("/skole/inn/barn/", {"key": str(key.pk)}).status_code == 302
        assert reads(phone) and str(key.pk) in phone.get("/skole/inn/barn/").content.decode()
    strangers = with_own_code(other)
    assert phone.post("/skole/inn/barn/", {"key": str(strangers.pk)}).status_code == 404


def test_a_pupil_uses_feide_and_never_a_guardian(case: Case, feide: Running, idporten: Running) -> None:
    feide.tell(**somebody(affiliation="student"))
    phone = Client()
    remembered(phone, with_own_code(case))
    assert "Bruk Feide neste gang" in phone.get("/skole/fra-skolen/").content.decode()
    phone.get(feide.through(phone.post(LINK)))
    assert FamilySignIn.objects.get().provider == "feide"
    again = Client()
    assert family_in(again, feide, "feide").status_code == 200 and reads(again)
    assert family_in(Client(), feide, "idporten").status_code in (403, 502)


def test_a_code_that_ends_on_the_way_links_nobody(case: Case, idporten: Running) -> None:
    phone = mothers(case)
    back = idporten.through(phone.post(LINK))
    given(case, to=guardian(case).guardian.pk)
    assert phone.get(back).status_code == 400 and not FamilySignIn.objects.exists()


def test_only_the_holder_of_an_own_code_links_and_only_one(case: Case) -> None:
    key = with_own_code(case)
    asked = {"at": world.AT, "provider": "feide", "lookup": "ab" * 32}
    with pytest.raises(NotVisible):
        link_family_sign_in(key.pk, by=ANONYMOUS, **asked)
    letter = given(case, to=guardian(case).guardian.pk)
    with pytest.raises(NotVisible):
        link_family_sign_in(letter.pk, by=holder_of(letter), **asked)
    first = link_family_sign_in(key.pk, by=holder_of(key), **asked)
    assert link_family_sign_in(key.pk, by=holder_of(key), **asked) == first
    with pytest.raises(Refused, match="linked_to_another"):
        link_family_sign_in(key.pk, by=holder_of(key), **{**asked, "lookup": "cd" * 32})


def test_the_language_goes_along(linked: FamilyKey, idporten: Running) -> None:
    phone = Client()
    left = phone.post("/skole/inn/idporten/", {"sprak": "en"})
    come = phone.get(idporten.through(left))
    assert come["Content-Language"] == "en" and "?sprak=en" in come.content.decode()


def test_a_page_elsewhere_sends_nobody_off(client: Client, idporten: Running) -> None:
    elsewhere = {"headers": {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}}
    assert client.post("/skole/inn/idporten/", **elsewhere).status_code == 403
    assert client.get("/skole/inn/idporten/").status_code == 302 and not client.cookies.get("sessionid")


def test_the_pages_are_easy_to_read(case: Case, linked: FamilyKey, idporten: Running) -> None:
    phone = Client()
    pages = [family_in(phone, idporten), phone.get(LINK), phone.get("/skole/inn/barn/")]
    idporten.tell(claims={"pid": "10878599999", "acr": "idporten-loa-high"})
    pages.append(family_in(Client(), idporten))
    idporten.tell(said={"code": None, "error": "access_denied"})
    pages.append(family_in(Client(), idporten))
    assert clock.now() == world.AT and [page for page in pages if lix(page) >= 35] == []
