"""Whoever holds a code sees what became of the report, up to the ceiling; nobody learns which codes there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.cases import actions
from innsats.cases.models import Message, Receipt
from innsats.family.doors import COOKIE
from innsats.family.views import open as doors
from innsats.people.models import School
from innsats.web import clock, codes
from innsats.web.models import Throttle
from tests import world
from tests.family.walking import code_on, on, to_the_last_look
from tests.lix import lix

pytestmark = pytest.mark.django_db
WRONG = "0000 0000 0000 0000"


@pytest.fixture
def school() -> School:
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def code(school: School) -> str:
    client = Client()
    return code_on(on(client, to_the_last_look(client, school, text="De ler av meg."), go="send", wants_code="on"))


def test_the_code_shows_what_became_of_the_report_and_no_more(client: Client, school: School, code: str) -> None:
    answer = client.post("/skole/kode/", {"code": code}, follow=True)
    said = answer.content.decode()
    assert answer.redirect_chain == [("/skole/kode/vis/", 302)]
    assert "De ler av meg." in said and "Solbakken skole" in said and "Ikke ennå" in said
    report = Receipt.objects.get().report
    at, pupil, rektor = clock.now(), world.a_pupil(school), world.actor(world.principal_of(school))
    world.declared(world.read(report, at=at), parties=[pupil], at=at)
    case = actions.open_case([report.pk], by=rektor, at=at, pupil=pupil.pk)
    later = client.get("/skole/kode/vis/").content.decode()
    assert case.number not in later and "saken" not in later.lower()


def test_a_wrong_code_a_withdrawn_one_and_one_that_is_none_are_answered_alike(client: Client, code: str) -> None:
    Receipt.objects.update(ended_at=clock.now())
    answers = [client.post("/skole/kode/", {"code": typed}) for typed in (WRONG, code, "1234")]
    assert {answer.status_code for answer in answers} == {422}
    pages = [answer.content.decode().replace(code, "").replace(WRONG, "").replace("1234", "") for answer in answers]
    assert len(set(pages)) == 1
    assert COOKIE not in client.cookies


def test_too_many_wrong_codes_from_one_address_are_not_even_tried(
    client: Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "MISSES_COUNT", 3)
    for _ in range(3):
        assert client.post("/skole/kode/", {"code": WRONG}).status_code == 422
    monkeypatch.setattr(codes, "derived", lambda code: pytest.fail("a hash was made"))
    answer = client.post("/skole/kode/", {"code": code})
    assert answer.status_code == 429 and "Vent et kvarter" in answer.content.decode()


def test_somebody_who_guesses_is_told_of(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(codes, "ALL_MISSES_COUNT", 2)
    for _ in range(3):
        client.post("/skole/kode/", {"code": WRONG})
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert WRONG.replace(" ", "") not in caplog.text and "127.0.0.1" not in caplog.text


def test_a_right_code_costs_no_try(client: Client, code: str) -> None:
    client.post("/skole/kode/", {"code": code})
    assert not Throttle.objects.exists()


def test_the_device_forgets_it_when_asked_and_by_itself_after_half_an_hour(
    client: Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/skole/kode/", {"code": code})
    assert client.get("/skole/kode/vis/").status_code == 200
    assert client.post("/skole/kode/bort/").headers["Location"] == "/skole/"
    assert client.get("/skole/kode/vis/").headers["Location"] == "/skole/kode/"
    client.post("/skole/kode/", {"code": code})
    held = client.cookies[COOKIE]
    assert held["max-age"] == timedelta(minutes=30).total_seconds()
    assert held["httponly"] and held["samesite"] == "Strict"


def test_a_code_that_ended_meanwhile_opens_nothing(client: Client, code: str) -> None:
    client.post("/skole/kode/", {"code": code})
    Receipt.objects.update(ended_at=clock.now())
    assert client.get("/skole/kode/vis/").headers["Location"] == "/skole/kode/"


def test_what_the_holder_reads_is_easy_to_read(client: Client, code: str) -> None:
    assert lix(client.post("/skole/kode/", {"code": code}, follow=True)) < 35


def test_a_made_up_cookie_opens_nothing(client: Client, code: str) -> None:
    client.cookies[COOKIE] = str(Receipt.objects.get().pk)
    assert client.get("/skole/kode/vis/").headers["Location"] == "/skole/kode/"


def test_the_holder_and_the_school_write_to_each_other(client: Client, school: School, code: str) -> None:
    client.post("/skole/kode/", {"code": code})
    answer = client.post("/skole/kode/vis/", {"text": "Det skjer i garderoben."}, follow=True)
    assert "Det skjer i garderoben." in answer.content.decode()
    report, at, rektor = Receipt.objects.get().report, clock.now(), world.principal_of(school)
    world.declared(world.read(report, at=at), parties=[world.a_pupil(school)], at=at)
    actions.answer_reporter(report.pk, by=world.actor(rektor), at=at, text="Takk. Når på dagen skjer det?")
    page = client.get("/skole/kode/vis/").content.decode()
    assert "Takk. Når på dagen skjer det?" in page and rektor.name in page and ">Ny<" in page
    assert ">Ny<" not in client.get("/skole/kode/vis/").content.decode()


def test_nothing_is_sent_without_words_and_twice_is_once(client: Client, code: str) -> None:
    client.post("/skole/kode/", {"code": code})
    assert client.post("/skole/kode/vis/", {"text": " "}).status_code == 422
    for _ in range(2):
        client.post("/skole/kode/vis/", {"text": "En gang", "form_key": "6f6b2a52-8d0c-4c0e-9f0f-0f6f5b1f0a11"})
    assert [row.report for row in Message.objects.all()] == [Receipt.objects.get().report]


def test_whoever_writes_very_much_waits_a_little_and_loses_nothing(
    client: Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "WRITTEN_COUNT", 1)
    client.post("/skole/kode/", {"code": code})
    client.post("/skole/kode/vis/", {"text": "Først"})
    answer = client.post("/skole/kode/vis/", {"text": "Så dette"})
    assert answer.status_code == 422 and "Så dette" in answer.content.decode()
    assert Message.objects.count() == 1
