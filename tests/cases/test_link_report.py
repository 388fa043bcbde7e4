"""One more report that belongs to a case: the week may then have begun earlier."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import declare_impartiality, escalate_report, link_report, open_case
from innsats.cases.models import Case, CaseReport, Due
from innsats.cases.queries.access import standing_of, visible
from innsats.journal.actors import CLOCK
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.access import Impartiality
from innsats.rules.acts import Act
from innsats.rules.reports import Concern
from innsats.rules.roles import Role
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.a_case()


def another(case, *, at=world.AT):
    report = world.a_report(case.school, at=at)
    return world.declared(world.read(report, at=at), parties=[case.pupil], at=at)


def link(case, report, by=None, **more):
    by = by or world.principal_of(case.school)
    return link_report(case.uuid, by=world.actor(by), at=world.AT, report=report.uuid, **more)


@pytest.mark.source("UiS one week")
def test_the_promise_then_counts_from_the_earliest(case):
    before = Due.objects.get(case=case, code="school_promise").due_on
    link(case, another(case, at=world.AT - timedelta(days=2)))
    assert Due.objects.get(case=case, code="school_promise").due_on == before - timedelta(days=2)


def test_one_about_the_leadership_takes_the_case_past_rektor():
    school = world.a_school()
    rektor, officer = world.a_principal(school), world.an_officer(school.school_owner)
    first = world.a_report(school)
    escalate_report(first.pk, by=CLOCK, at=world.AT, to=Role.OWNER_OFFICER)
    first.refresh_from_db()
    pupil = world.a_pupil(school)
    world.declared(world.read(first, by=officer), officer, parties=[pupil])
    case = open_case([first.pk], by=world.actor(officer), at=world.AT, pupil=pupil.uuid)
    seen = visible(Act.SEE_CASE, viewer_of(world.actor(rektor), world.AT), Case)
    assert seen.filter(pk=case.pk).exists()  # it lay unopened with rektor, who may still take it up
    second = world.a_report(school, concern=Concern.LEADERSHIP)
    world.declared(world.read(second, by=officer), officer, parties=[pupil])
    link(case, second, by=officer)
    assert not seen.filter(pk=case.pk).exists()
    assert Event.objects.get(act="link_report", stream=case.subject.stream).facts["report"] == str(second.pk)


def test_both_streams_say_so(case):
    report = another(case)
    link(case, report)
    told = Event.objects.filter(act="link_report").values_list("stream", flat=True)
    assert set(told) == {case.subject.stream, report.subject.stream}


def test_a_report_belongs_to_a_case_once(case):
    report = another(case)
    link(case, report)
    with refused("report_elsewhere"):
        link(case, report)


def test_a_report_of_another_school_is_refused(case):
    rektor = world.principal_of(case.school)
    elsewhere = world.a_school("Nabo skole")
    world.appointed(rektor, "principal", elsewhere)
    report = world.a_report(elsewhere)
    world.declared(report, rektor, parties=[world.a_pupil(elsewhere)])
    with refused("report_elsewhere"):
        link(case, report, rektor)


def test_a_report_one_has_not_declared_on_is_refused(case):
    report = world.read(world.a_report(case.school))
    with refused("undeclared"):
        link(case, report)


def test_a_report_one_may_not_read_is_not_there(case):
    world.an_officer(case.school_owner)
    report = world.a_report(case.school, concern="leadership")
    with not_visible():
        link(case, report)


def test_the_lead_does_not_link(case):
    report, lead = another(case), world.an_employee(case.school)
    case = world.received(case, lead=lead)
    world.declared(case, lead)
    with refused("wrong_part"):
        link(case, report, lead)


def test_a_second_click_links_once(case):
    report = another(case)
    assert link(case, report, form_key="k") == link(case, report, form_key="k")
    assert CaseReport.objects.filter(case=case).count() == 2


@pytest.mark.source("fvl67 § 6(1) b")
def test_whom_the_report_names_the_case_concerns_and_a_guardian_among_us_is_out_at_once(case):
    lead = world.received(case).caseaccess_set.get().person
    report = another(case)
    sibling = world.a_pupil(case.school, "Amir Sæther", guardians=[lead])
    world.declared(report, parties=[sibling])
    link(case, report)
    assert case.party_set.filter(pupil=sibling, part="involved").exists()
    assert not case.caseaccess_set.filter(person=lead, ends_at=None).exists()
    assert Due.objects.get(case=case, code="first_talk").responsible_role == "principal"
    with not_visible():
        declare_impartiality(case.subject, by=world.actor(lead), at=world.AT)


def test_whoever_answered_for_both_is_not_asked_again_and_others_are(case):
    member = world.in_team(case, world.an_employee(case.school, "Per Sand"))
    report = another(case)
    world.declared(report, parties=[world.a_pupil(case.school, "Amir Sæther")])
    link(case, report)
    stands = {
        one: standing_of(viewer_of(world.actor(one), world.AT), case).impartiality
        for one in (world.principal_of(case.school), member)
    }
    assert list(stands.values()) == [Impartiality.IMPARTIAL, Impartiality.UNDECLARED]
