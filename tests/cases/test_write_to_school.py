"""Whoever reported writes more: with the code or signed in, at any time, and those who read the report are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.cases.actions import close_case, write_to_school
from innsats.cases.models import Due, Message
from innsats.cases.queries.messages import dialogue_for
from innsats.cases.queries.reporting import reporter_status
from innsats.journal.actors import ANONYMOUS, Actor
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.endings import Ending
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.codes import by_code
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
MORE = "Jeg glemte å si at det skjer på bussen også."
LATER = world.AT + timedelta(minutes=10)


@pytest.fixture
def now(monkeypatch):
    world.it_is(monkeypatch)


def declared(report):
    return world.declared(world.read(report), parties=[world.a_pupil(report.school)])


def write(report, by=None, text=MORE, at=world.AT, **more):
    who = world.actor(by) if by else by_code(report)
    return write_to_school(report.pk, by=who, at=at, text=text, **more)


def test_it_is_kept_and_stands_with_the_report_for_its_reader_and_is_new_once():
    report = world.read(world.a_report())
    message = write(report)
    assert (message.by, message.from_school) == (None, False)
    assert open_one(message.words, message.pk) == MORE
    rektor = world.principal_of(report.school)
    assert rektor == report.receiver
    client = world.signed_in(Client(), rektor)
    today = text_of(client.get("/"))
    assert f"Noen har skrevet til dere {report.number}" in today and MORE not in today
    said = text_of(client.get(f"/meldinger/{report.number}/?les=ja"))
    assert f"Den som meldte fra Ny {MORE}" in said
    assert "Noen har skrevet til dere" not in text_of(client.get("/"))
    assert "Ny" not in text_of(client.get(f"/meldinger/{report.number}/")).split(MORE)[0][-40:]


def test_a_colleague_who_reported_writes_signed_in_and_is_shown_by_name():
    school = world.a_school()
    lise = world.an_employee(school, trained=False)
    report = world.read(world.a_report(school, by=lise))
    client = world.signed_in(Client(), lise)
    address = f"/mine-meldinger/{report.number}/samtale/"
    assert client.post(address, {"form_key": "k", "text": MORE}).status_code == 302
    (line,) = dialogue_for(viewer_of(world.actor(lise), world.AT), report)
    assert (line.who, line.words) == ("Du", MORE)
    rektor = world.signed_in(Client(), world.principal_of(school))
    assert "Lise Berg, som meldte fra" in text_of(rektor.get(f"/meldinger/{report.number}/?les=ja"))


def test_only_whoever_reported_writes_and_on_that_report_alone():
    school = world.a_school()
    report, other = world.a_report(school), world.a_report(school)
    lise = world.an_employee(school)
    typed_in = world.a_report(school, by=lise, channel="talk")
    held = by_code(report)
    with not_visible():
        write_to_school(other.pk, by=held, at=world.AT, text=MORE)
    for by in (ANONYMOUS, world.actor(lise), world.actor(world.principal_of(school))):
        for one in (report, typed_in):
            with not_visible():
                write_to_school(one.pk, by=by, at=world.AT, text=MORE)
    assert not Message.objects.exists()


def test_those_who_answer_are_told_without_a_word_of_it_and_no_clock_changes():
    report = declared(world.a_report())
    lead = world.an_employee(report.school)
    world.declared(world.with_lead(report, lead), lead)
    dues = list(Due.objects.order_by("pk").values())
    write(report)
    assert list(Due.objects.order_by("pk").values()) == dues
    tick(LATER, in_story=True)
    told = Notice.objects.filter(news="reporter_wrote").order_by("person__name").values_list("person__name", flat=True)
    assert list(told) == ["Kari Vik", "Lise Berg"]
    assert f"Noen har skrevet til dere {report.number}" in text_of(world.signed_in(Client(), lead).get("/"))


def test_it_is_received_and_told_also_after_the_case_is_closed():
    school = world.a_school()
    report = world.a_report(school)
    case = world.received(world.a_case(school, pupil=world.a_pupil(school), report=report))
    world.heard(case)
    rektor = world.actor(world.principal_of(school))
    close_case(case.pk, by=rektor, at=world.AT, ending=Ending.MISTAKE, reason="Feil")
    write(report, at=LATER)
    tick(LATER, in_story=True)
    assert Notice.objects.filter(news="reporter_wrote").exists()
    assert "Noen har skrevet til dere" in text_of(world.signed_in(Client(), world.principal_of(school)).get("/"))


def test_the_ceiling_holds_whatever_is_done():
    report = world.a_report()
    world.measures_started(world.a_case(report=report))
    holder = Viewer(actor=Actor.holding(report), at=world.AT)
    names = set(reporter_status(report, holder).__dataclass_fields__)
    assert names == {"received_at", "read_at", "has_responsible", "answered_at", "written_at", "answer_due"}
    write(report)
    (line,) = dialogue_for(holder, report)
    assert set(line.__dataclass_fields__) == {"who", "role", "when", "words", "is_own", "is_new", "waits", "seen"}


@pytest.mark.parametrize(("text", "code"), [(" ", "text_missing"), ("x" * 20_001, "text_too_long")])
def test_what_cannot_be_sent_is_not(text, code):
    report = world.a_report()
    by_code(report)
    with refused(code):
        write(report, text=text)


def test_a_second_click_sends_once():
    report = world.a_report()
    for _ in range(2):
        write(report, form_key="k")
    assert Message.objects.count() == Event.objects.filter(act="write_to_school").count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_reading_asks_as_often_whatever_there_is(count, django_assert_num_queries):
    report = world.a_report()
    for n in range(count):
        write(report, text=f"Mer {n}")
    with django_assert_num_queries(1):
        dialogue_for(Viewer(actor=Actor.holding(report), at=world.AT), report)
