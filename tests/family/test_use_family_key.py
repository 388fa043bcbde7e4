"""A letter's code is exchanged once for an own code, and opens only what the recipient check lets it: each time."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from innsats.cases.models import Case, FamilyKey
from innsats.cases.queries.access import NotVisible
from innsats.family.actions import approve_edition, use_family_key
from innsats.family.doors import COOKIE
from innsats.family.doors import let_in as remember
from innsats.journal.actors import ANONYMOUS
from innsats.journal.models import Look
from innsats.rules.editions import Group
from innsats.web import clock, codes
from tests import world
from tests.family.families import OWN, SECRET, a_family_case, by_rektor, guardian, noted
from tests.family.letters import OWN_CODE, a_case_to_read, let_in, letter_for
from tests.family.walking import code_on
from tests.lix import lix

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return a_case_to_read()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)


def test_mother_is_let_in_by_the_letter_and_reads_only_what_was_approved(client: Client, case: Case, now: None) -> None:
    mother = guardian(case).guardian.pk
    phone = Client()
    own = let_in(phone, letter_for(case, client, mother))
    assert re.fullmatch(r"(\d{4} ){3}\d{4}", code_on(own))
    said = phone.get("/skole/fra-skolen/").content.decode()
    assert OWN in said and SECRET not in said and "Emma" not in said
    assert Look.objects.filter(act="read_edition", actor_id=str(mother)).exists()
    again = Client()
    assert again.post("/skole/kode/", {"code": code_on(own)}).headers["Location"] == "/skole/fra-skolen/"
    assert OWN in again.get(f"/skole/fra-skolen/{case.pk}/").content.decode()


def test_the_letter_works_once(client: Client, case: Case, now: None) -> None:
    letter = letter_for(case, client, guardian(case).guardian.pk)
    assert let_in(Client(), letter).status_code == 200
    assert Client().post("/skole/kode/", {"code": letter}).status_code == 422
    assert Client().post("/skole/brev/", {"code": letter, "form_key": str(uuid4())}).status_code == 422
    assert FamilyKey.objects.filter(ended_at=None).count() == 1


def test_two_clicks_on_the_same_page_make_one_code(client: Client, case: Case, now: None) -> None:
    letter, phone = letter_for(case, client, guardian(case).guardian.pk), Client()
    key = re.findall(
        r'name="form_key" value="([^"]+)"', phone.post("/skole/kode/", {"code": letter}).content.decode()
    )[0]
    first, second = (phone.post("/skole/brev/", {"code": letter, "form_key": key}) for _ in range(2))
    assert code_on(first) == code_on(second) != ""


def test_after_ten_minutes_the_form_sent_again_shows_and_opens_no_more_than_a_used_letter(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch, now: None
) -> None:
    letter = letter_for(case, client, guardian(case).guardian.pk)
    sent = {"code": letter, "form_key": str(uuid4())}
    own = code_on(Client().post("/skole/brev/", sent))
    for minutes, shown in ((9, own), (10, "")):
        world.it_is(monkeypatch, world.AT + timedelta(minutes=minutes))
        browser = Client()
        answer = browser.post("/skole/brev/", sent)
        assert code_on(answer) == shown and (COOKIE in browser.cookies) is bool(shown)
        assert answer.status_code == (200 if shown else 422)
    assert Client().post("/skole/kode/", {"code": own}).status_code == 302


def test_wrong_codes_of_letters_are_counted_and_then_not_even_tried(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch, now: None
) -> None:
    letter = letter_for(case, client, guardian(case).guardian.pk)
    monkeypatch.setattr(codes, "MISSES_COUNT", 3)
    wrong = {"code": "0000 0000 0000 0000", "form_key": str(uuid4())}
    assert {Client().post("/skole/brev/", wrong).status_code for _ in range(3)} == {422}
    monkeypatch.setattr(codes, "derived", lambda code: pytest.fail("a hash was made"))
    answer = Client().post("/skole/brev/", {"code": letter, "form_key": str(uuid4())})
    assert answer.status_code == 429 and "Vent et kvarter" in answer.content.decode()
    assert FamilyKey.objects.filter(ended_at=None, until=None).count() == 0


def test_a_letter_is_too_old_after_fourteen_days(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch, now: None
) -> None:
    letter = letter_for(case, client, guardian(case).guardian.pk)
    world.it_is(monkeypatch, world.AT + timedelta(days=14))
    page = Client().post("/skole/kode/", {"code": letter})
    assert page.status_code == 422 and "Brevet er for gammelt" in page.content.decode()
    with pytest.raises(NotVisible):
        use_family_key(FamilyKey.objects.get().lookup.hex(), by=ANONYMOUS, at=clock.now(), lookup=OWN_CODE.hex())


def test_a_caution_that_comes_later_shuts_the_page_at_once(client: Client, case: Case, now: None) -> None:
    phone = Client()
    let_in(phone, letter_for(case, client, guardian(case).guardian.pk))
    assert OWN in phone.get("/skole/fra-skolen/").content.decode()
    noted(case, "Mona Lien", "no_contact", at=world.AT + timedelta(minutes=1))
    said = phone.get("/skole/fra-skolen/").content.decode()
    assert OWN not in said and "Det er ikke noe å lese nå" in said
    assert phone.get(f"/skole/fra-skolen/{case.pk}/").status_code == 404


@pytest.mark.source("opplf § 11-1")
def test_on_the_birthday_at_midnight_the_page_is_shut_to_mother_and_open_to_the_child(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    born = (world.AT + timedelta(days=2)).date()
    case = a_family_case(born=born.replace(year=born.year - 18))
    noted(case)
    for group in (Group.GUARDIANS, Group.PUPIL):
        approve_edition(case.pk, pupil=case.pupil_id, group=group, **by_rektor(case))
    world.it_is(monkeypatch)
    mothers, childs = Client(), Client()
    let_in(mothers, letter_for(case, client, guardian(case).guardian.pk))
    let_in(childs, letter_for(case, client, case.pupil_id))
    midnight = world.AT.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    for at, is_open in ((midnight - timedelta(seconds=1), True), (midnight, False)):
        world.it_is(monkeypatch, at)
        for one in (mothers, childs):  # the device remembers for half an hour only
            held = FamilyKey.objects.get(ended_at=None, guardian__isnull=one is childs)
            one.cookies[COOKIE] = remember(HttpResponse(), held).cookies[COOKIE].value
        assert (OWN in mothers.get("/skole/fra-skolen/").content.decode()) is is_open
        assert OWN in childs.get("/skole/fra-skolen/").content.decode()


def test_the_pages_of_the_family_are_easy_to_read(client: Client, case: Case, now: None) -> None:
    phone = Client()
    letter = letter_for(case, client, case.pupil_id)
    asked = phone.post("/skole/kode/", {"code": letter})
    own = let_in(phone, letter)
    assert [page for page in (asked, own, phone.get("/skole/fra-skolen/")) if lix(page) >= 35] == []
