"""Anybody tells, always; and the law decides who reads it first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import report_concern
from innsats.cases.models import Due, Party, Report
from innsats.journal.actors import ANONYMOUS
from innsats.journal.models import Event
from innsats.people.models import Appointment
from innsats.rules.reports import Arena, Concern
from innsats.rules.roles import Role
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def school():
    """A school with rektor, deputy, an officer and a head: somebody in every seat."""
    school = world.a_school()
    world.a_principal(school)
    world.a_deputy(school)
    world.an_officer(school.school_owner)
    world.a_head(school.school_owner)
    return school


def seats(report: Report) -> list[str]:
    return [seat for seat in ("principal", "deputy", "officer", "head") if getattr(report, f"seat_{seat}")]


@pytest.mark.source("oppl § 12-4(2)", "oppl § 12-2")
def test_T01_what_a_pupil_said_is_recorded_and_starts_the_clocks_with_nothing_proven(school):
    told = {"text": "Jeg er ikke trygg her.", "channel": "talk", "sender": "pupil"}
    report = world.a_report(school, by=world.an_employee(school), **told)
    assert open_one(report.words, report.pk) == "Jeg er ikke trygg her."
    assert {"receipt", "lead_named", "safety_today", "school_promise"} <= set(
        Due.objects.filter(report=report).values_list("code", flat=True)
    )


@pytest.mark.source("oppl § 12-1")
def test_T02_T03_every_arena_gives_the_same_clocks(school):
    reports = {arena: world.a_report(school, arena=arena) for arena in Arena}
    clocks = {
        arena: sorted(Due.objects.filter(report=report).values_list("code", "overdue_from"))
        for arena, report in reports.items()
    }
    assert all(clocks[arena] == clocks[Arena.SCHOOL] for arena in Arena)


@pytest.mark.source("oppl § 12-4(2)")
@pytest.mark.parametrize("trained", [True, False])
def test_T05_a_cleaner_reports_as_everybody_who_works_at_the_school(school, client, monkeypatch, trained):
    cleaner = world.an_employee(school, "Rita Renholder", trained=trained)
    world.it_is(monkeypatch)
    page = world.signed_in(client, cleaner)
    typed = {"text": "Han ble dyttet i gangen.", "arena": "school", "concern": "pupils", "school": str(school.uuid)}
    page.post("/meld/", typed | {"send_as": "pupils"})
    report = Report.objects.get()
    assert (report.reporter, report.sender, seats(report)) == (cleaner, "employee", ["principal"])
    assert Due.objects.filter(report=report, code="school_promise").exists()


@pytest.mark.source("oppl § 12-4(2)")
def test_T06_without_rektor_it_goes_to_the_named_deputy(school):
    Appointment.objects.filter(role=Role.PRINCIPAL, deputy=False).update(ends_on=world.AT.date() - DAY)
    report = report_concern(school.uuid, by=ANONYMOUS, at=world.AT, text="Noe skjer.", arena=Arena.SCHOOL)
    assert seats(report) == ["deputy"] and report.receiver.name == "Jon Dale"
    assert Event.objects.get(act="report_concern").facts["route"] == "principal"


@pytest.mark.source("oppl § 12-5(1)")
def test_T09_about_a_colleague_it_goes_to_rektor_and_the_colleague_is_a_party(school):
    colleague = world.an_employee(school)
    report = world.a_report(school, concern=Concern.PUPILS, concerned=colleague)
    assert (report.concern, seats(report)) == (Concern.EMPLOYEE, ["principal"])
    assert Party.objects.get(report=report).person == colleague


@pytest.mark.source("oppl § 12-5(2)")
@pytest.mark.parametrize("leader", ["Kari Vik", "Jon Dale"])
def test_T12_T13_about_the_leadership_it_goes_straight_to_the_owner(school, leader):
    person = Appointment.objects.select_related("person").get(person__name=leader).person
    report = world.a_report(school, concern=Concern.EMPLOYEE, concerned=person)
    assert (report.concern, seats(report)) == (Concern.LEADERSHIP, ["officer"])
    assert report.past_principal and report.available_at is None


def test_about_the_officer_it_goes_to_the_head(school):
    assert seats(world.a_report(school, concern=Concern.OFFICER)) == ["head"]


def test_with_nobody_to_read_it_the_report_is_kept_all_the_same():
    school = world.a_school()
    report = report_concern(school.uuid, by=ANONYMOUS, at=world.AT, text="Noe skjer.", arena=Arena.SCHOOL)
    assert report.receiver is None and seats(report) == []


def test_the_untrained_and_those_whose_appointment_has_ended_are_heard(school):
    untrained = world.an_employee(school, trained=False)
    gone = world.appointed(world.a_person(unit=school), Role.EMPLOYEE, school, until=world.AT.date() - DAY)
    assert [world.a_report(school, by=who).reporter for who in (untrained, gone)] == [untrained, gone]


def test_what_was_told_on_the_phone_keeps_who_said_it_and_when(school):
    told = {"channel": "phone", "sender": "guardian", "told_by": "Mona Lien", "said_at": world.AT - HOUR}
    report = world.a_report(school, by=world.an_employee(school), **told)
    assert (report.sender, report.said_at, report.reported_at) == ("guardian", world.AT - HOUR, world.AT)
    assert open_one(report.told_by, report.pk) == "Mona Lien"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "   "}, "text_missing"),
        ({"text": "a" * 20_001}, "text_too_long"),
        ({"text": "a\x00b"}, "text_unreadable"),
        ({"pupil_named": "N" * 201}, "text_too_long"),
        ({"said_at": world.AT + HOUR}, "in_the_future"),
        ({"happened_on": world.AT.date() + DAY}, "in_the_future"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_says_why(school, given, code):
    with refused(code):
        world.a_report(school, **given)


def test_an_unknown_school_is_refused(school):
    unknown = world.a_person().uuid
    with refused("unknown_school"):
        report_concern(unknown, by=ANONYMOUS, at=world.AT, text="Noe skjer.", arena=Arena.SCHOOL)


def test_every_script_and_every_sign_is_kept_as_it_was_typed(school):
    text = "Čáhci 🌊 שלום العربية\nny linje\t«å»"
    report = world.a_report(school, text=text)
    assert open_one(report.words, report.pk) == text


def test_the_same_form_posted_twice_makes_one_report(school):
    person = world.an_employee(school)
    given = {"by": world.actor(person), "at": world.AT, "text": "Noe skjer.", "arena": Arena.SCHOOL, "form_key": "k"}
    assert report_concern(school.uuid, **given) == report_concern(school.uuid, **given)
    assert Report.objects.count() == 1


def test_what_was_said_or_happened_an_age_ago_is_a_slip_of_the_pen(school):
    for field, when in (("said_at", world.AT - 400 * DAY), ("happened_on", (world.AT - 20 * 366 * DAY).date())):
        with refused("too_long_ago"):
            world.a_report(school, **{field: when})
