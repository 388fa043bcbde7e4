"""A report is answered, and exactly one person is responsible for it."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.cases.actions import receive_report
from innsats.cases.models import Due, Report
from innsats.cases.queries.access import standing_of
from innsats.cases.queries.reporting import reporter_status
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.access import Part
from innsats.rules.impartiality import Relation
from innsats.rules.roles import Role
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def report():
    school = world.a_school()
    report = world.a_report(school, by=world.an_employee(school, "Den som meldte fra"))
    return world.declared(world.read(report), parties=[world.a_pupil(school)])


def receive(report, lead, by=None):
    by = by or world.principal_of(report.school)
    return receive_report(report.uuid, by=world.actor(by), at=world.AT, lead=lead.uuid)


def test_the_lead_is_named_and_the_reporter_is_answered(report):
    lead = world.an_employee(report.school)
    received = receive(report, lead)
    status = reporter_status(report, viewer_of(world.actor(report.reporter), world.AT))
    assert (status.has_responsible, status.answered_at) == (True, world.AT)
    assert Due.objects.get(report=report, code="lead_named").met_at == world.AT
    assert Part.LEAD in standing_of(viewer_of(world.actor(lead), world.AT), received).parts


def test_rektor_may_take_it_as_lead(report):
    assert receive(report, world.principal_of(report.school)).lead == world.principal_of(report.school)


@pytest.mark.source("fvl67 § 8")
def test_before_habilitet_is_answered_nothing_is_received():
    report = world.read(world.a_report())
    lead = world.an_employee(report.school)
    with refused("undeclared"):
        receive(report, lead)


@pytest.mark.source("opplf § 20-2")
def test_a_lead_without_training_is_refused(report):
    lead = world.an_employee(report.school, trained=False)
    with refused("assignee_untrained"):
        receive(report, lead)


def test_a_lead_must_work_at_the_school_or_its_owner_now(report):
    elsewhere = world.an_employee(world.a_school("Nabo skole"))
    gone = world.appointed(world.a_person(unit=report.school), Role.EMPLOYEE, report.school, until=date(2026, 1, 31))
    for lead in (elsewhere, gone):
        with refused("not_employed_here"):
            receive(report, lead)


@pytest.mark.source("fvl67 § 6(1) b")
def test_a_lead_known_to_be_close_to_a_party_is_refused(report):
    lead = world.an_employee(report.school)
    world.a_known_relation(lead, report.party_set.get().pupil, Relation.SIBLING)
    with refused("disqualified"):
        receive(report, lead)


def test_who_may_not_read_it_may_not_receive_it(report):
    lead = world.an_employee(report.school)
    for somebody in (report.reporter, lead, world.an_officer(report.school_owner), world.a_deputy(report.school)):
        with not_visible():
            receive(report, lead, by=somebody)


def test_a_second_click_on_the_same_form_names_nobody_twice(report):
    lead, rektor = world.an_employee(report.school), world.actor(world.principal_of(report.school))
    for _ in range(2):
        receive_report(report.uuid, by=rektor, at=world.AT, lead=lead.uuid, form_key="k")
    assert Event.objects.filter(act="receive_report").count() == 1
    assert Report.objects.get(pk=report.pk).lead == lead
