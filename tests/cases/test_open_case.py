"""A case is about one pupil's right, and is made from one or more reports."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import declare_impartiality, name_lead, open_case
from innsats.cases.models import Case, Declaration, Due, Party
from innsats.cases.queries.access import standing_of
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.access import Impartiality
from innsats.rules.impartiality import Relation
from innsats.rules.stages import Stage
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    return school


@pytest.fixture
def pupil(school):
    return world.a_pupil(school)


@pytest.fixture
def report(school, pupil):
    return world.declared(world.read(world.a_report(school)), parties=[pupil])


def opened(reports, pupil, by=None, **more) -> Case:
    by = by or world.principal_of(pupil.school)
    return open_case([row.uuid for row in reports], by=world.actor(by), at=world.AT, pupil=pupil.uuid, **more)


def test_the_case_is_reported_and_what_was_declared_on_the_report_holds_here(report, pupil):
    case = opened([report], pupil)
    assert (case.stage, case.pupil, case.school) == (Stage.REPORTED, pupil, report.school)
    assert Party.objects.get(case=case).part == Party.SUBJECT
    rektor = viewer_of(world.actor(world.principal_of(report.school)), world.AT)
    assert standing_of(rektor, case).impartiality is Impartiality.IMPARTIAL


@pytest.mark.source("UiS one week")
def test_the_promise_counts_from_the_earliest_report_and_its_clocks_move_to_the_case(school, pupil, report):
    earlier = world.a_report(school, at=world.AT - timedelta(days=3))
    world.declared(earlier, parties=[pupil])
    case = opened([report, earlier], pupil)
    assert Due.objects.get(case=case, code="school_promise").due_on == (world.AT + timedelta(days=4)).date()
    assert not Due.objects.filter(report__in=[report, earlier], code="school_promise").exists()
    assert Due.objects.filter(report=report, code="receipt").exists()


def test_two_pupils_in_one_report_have_a_case_each_and_another_part_in_the_others(school, pupil):
    other = world.a_pupil(school, "Emma Dahl", grade=4)
    report = world.declared(world.a_report(school), parties=[pupil, other])
    cases = [opened([report], one) for one in (pupil, other)]
    parts = [dict(case.party_set.values_list("pupil", "part")) for case in cases]
    assert parts == [{pupil.pk: "subject", other.pk: "involved"}, {pupil.pk: "involved", other.pk: "subject"}]


def test_a_hint_answered_on_the_report_is_answered_in_the_case(school, pupil):
    rektor = world.principal_of(school)
    world.a_known_relation(rektor, pupil)
    report = world.declared(world.a_report(school), parties=[pupil], ties={pupil: Relation.NONE})
    assert Declaration.objects.get(case=opened([report], pupil)).outcome == "impartial"


def test_the_own_child_of_whoever_has_rektors_part_takes_the_case_to_the_owner(school, report):
    child = world.a_pupil(school, "Ada Vik", grade=2, guardians=[world.principal_of(school)])
    case = opened([report], child)
    assert (case.seat_principal, case.seat_officer) == (False, True)


def test_a_pupil_of_another_school_is_refused(report):
    stranger = world.a_pupil(world.a_school("Nabo skole"))
    rektor = world.principal_of(report.school)
    with refused("unknown_party"):
        opened([report], stranger, by=rektor)


def test_a_case_needs_a_report(pupil):
    with refused("reports_missing"):
        opened([], pupil)


def test_before_habilitet_is_answered_no_case_is_opened(school, pupil):
    report = world.read(world.a_report(school))
    with refused("undeclared"):
        opened([report], pupil)


def test_who_may_not_read_the_report_opens_nothing_from_it(school, pupil, report):
    for somebody in (world.an_employee(school), world.a_deputy(school)):
        with not_visible():
            opened([report], pupil, by=somebody)


def test_a_second_click_opens_one_case(report, pupil):
    assert opened([report], pupil, form_key="k") == opened([report], pupil, form_key="k")
    assert Case.objects.count() == 1
    assert Event.objects.filter(act="open_case", stream__startswith="case:").count() == 1


@pytest.mark.source("fvl67 § 6(1) b")
def test_whoever_is_inhabil_on_the_report_is_so_in_the_case(school, pupil):
    officer, rektor = world.an_officer(school.school_owner), world.principal_of(school)
    report = world.declared(world.a_report(school), parties=[pupil], ties={pupil: Relation.SIBLING})
    case = opened([world.declared(report, officer)], pupil, officer)
    assert standing_of(viewer_of(world.actor(rektor), world.AT), case).impartiality is Impartiality.DISQUALIFIED
    with refused("disqualified"):
        name_lead(case.uuid, by=world.actor(officer), at=world.AT, lead=rektor.uuid)
    with not_visible():
        declare_impartiality(case.subject, by=world.actor(rektor), at=world.AT)


@pytest.mark.source("fvl67 § 8")
def test_a_doubt_about_somebody_goes_along_until_it_is_decided(school, pupil, report):
    lead = world.an_employee(school)
    report = world.with_lead(report, lead)
    world.declared(report, lead, ties={pupil: Relation.COUSIN})
    case = opened([report], pupil)
    world.in_team_undeclared(case, lead)
    standing = standing_of(viewer_of(world.actor(lead), world.AT), case)
    assert standing.impartiality is Impartiality.TO_ASSESS


def test_what_colleagues_answered_on_the_report_they_are_not_asked_again(school, pupil, report):
    lead = world.an_employee(school)
    report = world.declared(world.with_lead(report, lead), lead)
    case = opened([report], pupil)
    world.in_team_undeclared(case, lead)
    assert standing_of(viewer_of(world.actor(lead), world.AT), case).impartiality is Impartiality.IMPARTIAL


@pytest.mark.parametrize("same_report", [True, False])
def test_a_second_case_about_the_pupil_is_opened_only_on_purpose(school, report, pupil, same_report):
    first = opened([report], pupil)
    later = report if same_report else world.declared(world.read(world.a_report(school)), parties=[pupil])
    with refused("case_is_open"):
        opened([later], pupil)
    assert opened([later], pupil, confirmed=True) != first


def test_a_case_that_is_hidden_from_the_opener_is_not_told_of(school, report, pupil):
    hidden = opened([report], pupil)
    rektor = world.principal_of(school)
    world.declared(hidden, rektor, parties=[world.a_pupil(school, "Ada Vik", guardians=[rektor])])
    with not_visible():
        world.declared(hidden, rektor)
    later = world.declared(world.read(world.a_report(school)), parties=[pupil])
    assert opened([later], pupil) != hidden
