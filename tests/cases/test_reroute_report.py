"""A report that went to the wrong one is sent on in one click, and the one who sent it on sees it no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import reroute_report
from innsats.cases.models import Case, Due, Report
from innsats.cases.queries.access import visible
from innsats.journal.models import Event, Look
from innsats.notices.ticking import tick
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.rules.reports import Concern
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def reads(person, report) -> bool:
    seen = visible(Act.READ_REPORT, viewer_of(world.actor(person), world.AT), Report)
    return seen.filter(pk=report.pk).exists()


def sees(person, case) -> bool:
    return visible(Act.SEE_CASE, viewer_of(world.actor(person), world.AT), Case).filter(pk=case.pk).exists()


def rerouted(report, by, concern=Concern.LEADERSHIP):
    return reroute_report(report.uuid, by=world.actor(by), at=world.AT, concern=concern)


@pytest.mark.source("oppl § 12-5(2)")
def test_it_goes_to_the_owner_and_away_from_rektor_whose_reading_stays_on_the_log():
    report = world.read(world.a_report())
    rektor, officer = world.principal_of(report.school), world.an_officer(report.school_owner)
    assert reads(rektor, report) and not reads(officer, report)
    rerouted(report, rektor)
    assert reads(officer, report) and not reads(rektor, report)
    assert Look.objects.filter(stream=report.subject.stream, actor_id=str(rektor.uuid)).count() == 1
    assert Event.objects.get(act="reroute_report").facts["concern"] == "leadership"
    assert Due.objects.get(report=report, code="leadership_to_owner").met_at is not None


def test_the_officer_sends_back_what_is_rektors():
    school = world.a_school()
    officer = world.an_officer(school.school_owner)
    report = world.a_report(school, concern=Concern.LEADERSHIP)
    rerouted(report, officer, Concern.PUPILS)
    assert reads(world.principal_of(school), report) and not reads(officer, report)


@pytest.mark.source("oppl § 12-5(2)")
def test_T13_what_names_a_leader_is_never_sent_down_to_the_school():
    school = world.a_school()
    rektor, deputy = world.a_principal(school), world.a_deputy(school)
    officer = world.an_officer(school.school_owner)
    report = world.a_report(school, concerned=rektor)
    for concern in (Concern.PUPILS, Concern.EMPLOYEE):
        with refused("goes_nowhere"):
            rerouted(report, officer, concern)
    assert reads(officer, report) and not reads(deputy, report) and not reads(rektor, report)


@pytest.mark.source("oppl § 12-5(1)")
def test_T10_a_concern_about_a_colleague_is_not_called_something_else():
    school = world.a_school()
    report = world.read(world.a_report(school, concerned=world.an_employee(school)))
    with refused("goes_nowhere"):
        rerouted(report, world.principal_of(school), Concern.PUPILS)
    report.refresh_from_db()
    assert report.concern == Concern.EMPLOYEE
    assert Due.objects.filter(report=report, code="principal_to_owner").exists()


@pytest.mark.source("oppl § 12-5(1)")
def test_T09_what_turns_out_to_be_about_a_colleague_stays_with_rektor_and_is_told_to_the_owner():
    report = world.read(world.a_report())
    world.an_officer(report.school_owner)
    rektor = world.principal_of(report.school)
    rerouted(report, rektor, Concern.EMPLOYEE)
    assert reads(rektor, report) and Due.objects.filter(report=report, code="principal_to_owner").exists()


@pytest.mark.source("fvl67 § 6(1) b", "fvl67 § 6(3)")
def test_T74_it_never_comes_back_to_somebody_inhabil_or_to_the_deputy_of_one():
    school = world.a_school()
    rektor, deputy = world.a_principal(school), world.a_deputy(school)
    officer, pupil = world.an_officer(school.school_owner), world.a_pupil(school)
    report = world.declared(world.a_report(school), parties=[pupil], ties={pupil: Relation.SIBLING})
    assert reads(officer, report) and not reads(rektor, report)
    with refused("goes_nowhere"):
        rerouted(report, officer, Concern.PUPILS)
    assert reads(officer, report) and not reads(rektor, report) and not reads(deputy, report)


@pytest.mark.source("oppl § 12-5(2)")
def test_a_case_goes_where_its_report_goes_and_the_leadership_keeps_no_task_in_it():
    case = world.received(lead=None)
    school, report = case.school, case.casereport_set.get().report
    officer, rektor = world.an_officer(school.school_owner), world.principal_of(school)
    head_of_year = world.an_employee(school, "Stig Aas", leadership=True)
    world.in_team(case, head_of_year)
    rerouted(report, rektor)
    case.refresh_from_db()
    assert case.seats == {"seat_officer"}
    seen = {one: sees(one, case) for one in (officer, rektor, head_of_year)}
    assert seen == {officer: True, rektor: False, head_of_year: False}
    rerouted(report, officer, Concern.PUPILS)
    case.refresh_from_db()
    assert case.seats == {"seat_principal"}


def test_hours_in_which_it_must_be_opened_begin_anew_with_whoever_gets_it():
    school = world.a_school()
    officer, deputy = world.an_officer(school.school_owner), world.a_deputy(school)
    report = world.read(world.a_report(school, concern=Concern.LEADERSHIP), officer)
    later = world.AT + timedelta(hours=3)
    reroute_report(report.uuid, by=world.actor(officer), at=later, concern=Concern.PUPILS)
    tick(world.AT + timedelta(hours=4, minutes=59))
    assert not reads(deputy, report)
    tick(world.AT + timedelta(hours=5, minutes=1))
    assert reads(deputy, report)


def test_with_nobody_to_send_it_to_it_stays_where_it_is():
    report = world.a_report()
    with refused("nobody_to_receive"):
        rerouted(report, world.principal_of(report.school))
    assert reads(world.principal_of(report.school), report)


def test_who_may_not_read_it_may_not_send_it_on():
    report = world.a_report()
    officer = world.an_officer(report.school_owner)
    for somebody in (officer, world.an_employee(report.school), world.a_principal(world.a_school("Nabo skole"))):
        with not_visible():
            rerouted(report, somebody)


def test_a_second_click_on_the_same_form_does_nothing_more():
    report = world.a_report()
    world.an_officer(report.school_owner)
    given = {"by": world.actor(world.principal_of(report.school)), "at": world.AT, "concern": Concern.LEADERSHIP}
    assert reroute_report(report.uuid, **given, form_key="k") == reroute_report(report.uuid, **given, form_key="k")
    assert Event.objects.filter(act="reroute_report").count() == 1
