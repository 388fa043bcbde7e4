"""A report that went to the wrong one is sent on in one click, and the one who sent it on sees it no more."""

from __future__ import annotations

import pytest

from innsats.cases.actions import reroute_report
from innsats.cases.models import Due, Report
from innsats.cases.queries.access import visible
from innsats.journal.models import Event, Look
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.reports import Concern
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def reads(person, report) -> bool:
    seen = visible(Act.READ_REPORT, viewer_of(world.actor(person), world.AT), Report)
    return seen.filter(pk=report.pk).exists()


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


def test_it_never_comes_to_the_one_it_is_about():
    school = world.a_school()
    rektor, deputy = world.a_principal(school), world.a_deputy(school)
    officer = world.an_officer(school.school_owner)
    report = world.a_report(school, concerned=rektor)
    rerouted(report, officer, Concern.PUPILS)
    assert reads(deputy, report) and not reads(rektor, report)


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
