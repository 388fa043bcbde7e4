"""Who may read a report: whoever has rektor's part in it, and those with a task in it who have declared."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.cases.models import Due, Report
from innsats.cases.queries.access import visible
from innsats.journal.looks import looked
from innsats.journal.models import Look
from innsats.people.models import Appointment
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.reports import Concern
from innsats.rules.roles import Role
from tests import world

pytestmark = pytest.mark.django_db


def reads(person, report, at=world.AT) -> bool:
    return visible(Act.READ_REPORT, viewer_of(world.actor(person), at), Report).filter(pk=report.pk).exists()


def test_rektor_reads_before_declaring_since_one_must_know_what_it_is_about():
    report = world.a_report()
    assert reads(world.principal_of(report.school), report)


@pytest.mark.source("opplf § 20-2")
def test_T96_without_training_nothing_is_read_not_even_by_rektor():
    school = world.a_school()
    assert not reads(world.a_principal(school, trained=False), world.a_report(school))


@pytest.mark.source("opplf § 20-2")
def test_T97_those_without_a_task_in_it_do_not_read_it():
    school = world.a_school()
    rektor = world.a_principal(school)
    others = [
        world.an_employee(school),
        world.a_deputy(school),
        world.an_officer(school.school_owner),
        world.a_head(school.school_owner),
        world.a_principal(world.a_school("Nabo skole")),
        world.appointed(world.a_person(unit=school), Role.PRIVACY_OFFICER, school.school_owner),
    ]
    report = world.a_report(school, by=others[0])
    assert [reads(person, report) for person in (rektor, *others)] == [True] + [False] * len(others)


@pytest.mark.source("oppl § 12-5(1)", "oppl § 12-5(2)")
def test_T09_the_one_it_is_about_never_reads_it_whoever_that_is():
    school = world.a_school()
    people = [world.a_principal(school), world.an_employee(school), world.an_officer(school.school_owner)]
    world.a_head(school.school_owner)
    for person in people:
        assert not reads(person, world.a_report(school, concern=Concern.EMPLOYEE, concerned=person))


def test_reading_ends_with_the_appointment():
    report = world.a_report()
    rektor = world.principal_of(report.school)
    Appointment.objects.filter(person=rektor).update(ends_on=date(2026, 3, 22))
    assert not reads(rektor, report)


def test_a_named_lead_reads_after_declaring():
    report = world.a_report()
    world.declared(report, parties=[world.a_pupil(report.school)])
    lead = world.an_employee(report.school)
    world.with_lead(report, lead)
    assert not reads(lead, report)
    assert reads(lead, world.declared(report, lead))


def test_the_first_reading_starts_the_clock_of_habilitet_and_one_look_an_hour_is_kept():
    report = world.a_report()
    by = world.actor(world.principal_of(report.school))
    assert not Due.objects.filter(report=report, code="declaration").exists()
    for _ in range(2):
        looked(Act.READ_REPORT, report.subject, by=by, at=world.AT)
    assert Due.objects.get(report=report, code="declaration").due_at.date() == date(2026, 3, 24)
    assert Look.objects.filter(stream=report.subject.stream).count() == 1
