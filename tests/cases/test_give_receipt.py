"""Whoever told something by phone gets a code from the colleague who typed it in: once, while they talk."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from innsats.cases.actions import give_receipt
from innsats.cases.models import Receipt, Report
from innsats.journal.actors import Actor
from innsats.journal.models import Event
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.lix import lix_of
from tests.replaying import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
CODE = re.compile(r'<p class="code" dir="ltr">([\d ]+)</p>')
LOOKUP, OTHER = b"one".ljust(32).hex(), b"other".ljust(32).hex()
TOLD = {"channel": "phone", "told_by": "Mona Lien", "sender": "guardian"}


@pytest.fixture
def now(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
@replayed
def report():
    """What a mother said on the phone, as a colleague typed it in."""
    school = world.a_school()
    return world.a_report(school, by=world.an_employee(school), **TOLD)


def give(report, by=None, *, at=world.AT, lookup=LOOKUP, **more):
    return give_receipt(report.pk, by=by or world.actor(report.reporter), at=at, lookup=lookup, **more)


def made(client, report, key=None):
    """The page that comes when the button is pressed."""
    return client.post(f"/mine-meldinger/{report.number}/kode/", {"form_key": key or str(uuid4())}, follow=True)


def shown_on(page):
    return CODE.findall(page.content.decode())


def test_it_is_told_by_whom_and_not_what_it_is(report):
    receipt = give(report)
    assert (receipt.by, receipt.report, bytes(receipt.lookup).hex()) == (report.reporter, report, LOOKUP)
    event = Event.objects.get(act="give_receipt")
    assert event.facts == {"receipt": str(receipt.pk)}


def test_there_is_one_and_only_while_they_talk(report):
    with refused("caller_gone"):
        give(report, at=world.AT + timedelta(hours=1, seconds=1))
    give(report, at=world.AT + timedelta(hours=1))
    with refused("code_given"):
        give(report, lookup=OTHER)


def test_one_that_has_ended_is_not_followed_by_another(report):
    give(report)
    Receipt.objects.update(ended_at=world.AT)
    with refused("code_given"):
        give(report, lookup=OTHER)


def test_what_a_colleague_wrote_for_oneself_needs_none(report):
    own = world.a_report(report.school, by=report.reporter)
    with refused("reads_signed_in"):
        give(own)


def test_nobody_else_gives_it_and_nobody_by_a_code(report):
    world.read(report)
    others = (world.principal_of(report.school), world.an_employee(report.school, "Per Lie"))
    for other in (*map(world.actor, others), Actor.holding(report)):
        with not_visible():
            give(report, by=other)
    assert not Receipt.objects.exists()


def test_the_page_after_sending_offers_it_and_it_opens_the_answer(report):
    client = world.signed_in(Client(), report.reporter)
    sent = client.get(f"/mine-meldinger/{report.number}/sendt/").content.decode()
    assert f'action="/mine-meldinger/{report.number}/kode/"' in sent
    (code,) = shown_on(made(client, report))
    assert re.fullmatch(r"(\d{4} ){3}\d{4}", code)
    callers = Client()
    assert callers.post("/skole/kode/", {"code": code})["Location"] == "/skole/kode/vis/"
    assert callers.get("/skole/kode/vis/").status_code == 200
    again = client.get(f"/mine-meldinger/{report.number}/sendt/").content.decode()
    assert f'action="/mine-meldinger/{report.number}/kode/"' not in again


def test_it_is_shown_once_and_the_report_is_there(report):
    client, key = world.signed_in(Client(), report.reporter), str(uuid4())
    assert len(shown_on(made(client, report, key))) == 1
    loaded_again = client.get(f"/meldinger/{report.number}/kode/vis/")
    sent_again = made(client, report, key)
    for page in (loaded_again, sent_again):
        assert (page.status_code, shown_on(page)) == (200, [])
        assert f'href="/mine-meldinger/{report.number}/"' in page.content.decode()
    assert Receipt.objects.count() == Report.objects.count() == 1


def test_a_second_click_loses_no_code(report):
    client, key = world.signed_in(Client(), report.reporter), str(uuid4())
    address = f"/mine-meldinger/{report.number}/kode/"
    for _click in range(2):  # the browser follows only the answer to the last
        assert client.post(address, {"form_key": key}).status_code == 302
    assert len(shown_on(client.get(f"/meldinger/{report.number}/kode/vis/"))) == 1


def test_what_waits_to_be_shown_is_not_the_code_and_is_for_nobody_else(report):
    client = world.signed_in(Client(), report.reporter)
    client.post(f"/mine-meldinger/{report.number}/kode/", {"form_key": str(uuid4())})
    kept = dict(client.session)
    other = world.signed_in(Client(), world.an_employee(report.school, "Per Lie"))
    assert other.get(f"/meldinger/{report.number}/kode/vis/").status_code == 404
    (code,) = shown_on(client.get(f"/meldinger/{report.number}/kode/vis/"))
    assert code not in str(kept) and code.replace(" ", "") not in str(kept)


def test_too_late_says_why_and_gives_none(report, monkeypatch):
    client = world.signed_in(Client(), report.reporter)
    world.it_is(monkeypatch, world.AT + timedelta(hours=2))
    answer = made(client, report)
    assert answer.status_code == 422 and "mer enn en time" in answer.content.decode()
    assert not Receipt.objects.exists()


def test_the_letter_says_nothing_of_the_case_in_plain_words(report):
    client = world.signed_in(Client(), report.reporter)
    letter = made(client, report).content.decode().partition('<section class="card">')[2].partition("</section>")[0]
    assert "/skole/kode/" in letter and lix_of(re.sub(r"<[^>]+>", " ", letter)) < 35
    for said in (world.WORDS, "Mona Lien", report.school.name, report.number):
        assert said not in letter


def test_the_school_sees_whether_there_is_somebody_to_write_to(report):
    world.declared(world.read(report), parties=[world.a_pupil(report.school)])
    client = world.signed_in(Client(), world.principal_of(report.school))
    address = f"/meldinger/{report.number}/svar/"
    assert "fikk ingen kode" in client.get(address).content.decode()
    give(report)
    assert "fikk en kode" in client.get(address).content.decode()


def test_the_log_of_the_case_says_that_it_was_given_and_not_by_whom(report):
    give(report)
    case = world.a_case(report=report)
    client = world.signed_in(Client(), world.principal_of(report.school))
    log = client.get(f"/saker/{case.number}/logg/").content.decode()
    assert "Den som fortalte det, fikk en kode" in log
    assert report.reporter.name not in log
