"""A part stands per person and case. Whoever is named, everybody else must declare anew."""

from __future__ import annotations

import pytest

from innsats.cases.actions import activate_plan, name_party
from innsats.cases.models import Case, Declaration, Due, Measure, Party, Plan, Report
from innsats.cases.queries.access import standing_of, visible
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.access import Impartiality
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation, Tie
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


def name(case, *parties, by=None, ties=(), **more):
    by = by or world.principal_of(case.school)
    given = [Tie(party=str(party.uuid), kind=kind) for party, kind in ties]
    return name_party(
        case.uuid, by=world.actor(by), at=world.AT, parties=[one.uuid for one in parties], ties=given, **more
    )


def impartiality(case, person):
    return standing_of(viewer_of(world.actor(person), world.AT), Case.objects.get(pk=case.pk)).impartiality


def test_another_pupil_is_involved_and_never_the_one_the_case_is_about(case):
    emma = world.a_pupil(case.school, "Emma Dahl")
    name(case, emma)
    assert Party.objects.get(case=case, pupil=emma).part == Party.INVOLVED
    assert Party.objects.get(case=case, pupil=case.pupil).part == Party.SUBJECT


@pytest.mark.source("fvl67 § 6")
def test_everybody_else_must_declare_anew(case):
    member, rektor = world.in_team(case), world.principal_of(case.school)
    name(case, world.a_pupil(case.school, "Emma Dahl"))
    assert impartiality(case, rektor) is Impartiality.IMPARTIAL
    assert impartiality(case, member) is Impartiality.UNDECLARED


def test_a_known_relation_to_the_new_party_must_be_answered(case):
    emma = world.a_pupil(case.school, "Emma Dahl")
    world.a_known_relation(world.principal_of(case.school), emma, Relation.NEIGHBOUR)
    with refused("known_relation_unanswered"):
        name(case, emma)
    name(case, emma, ties=[(emma, Relation.NONE)])
    assert Declaration.objects.filter(case=case, party_round=case.party_round + 1).exists()


@pytest.mark.source("fvl67 § 6(1) b")
def test_T67_rektor_who_names_an_own_child_is_inhabil_and_meets_the_case_no_more(case):
    officer, child = world.an_officer(case.school_owner), world.a_pupil(case.school, "Ada Vik")
    rektor = world.principal_of(case.school)
    name(case, child, ties=[(child, Relation.PARENT)])
    assert not visible(Act.SEE_CASE, viewer_of(world.actor(rektor), world.AT), Case).exists()
    assert visible(Act.SEE_CASE, viewer_of(world.actor(officer), world.AT), Case).exists()


def test_an_employee_who_becomes_a_party_is_shut_out(case):
    member = world.in_team(case)
    name(case, member)
    assert impartiality(case, member) is Impartiality.DISQUALIFIED
    with not_visible():
        name(case, world.principal_of(case.school), by=member)


def test_nobody_new_is_nothing_named(case):
    with refused("parties_missing"):
        name(case, case.pupil)


def test_a_pupil_of_another_owner_is_unknown_here(case):
    elsewhere = world.a_pupil(world.a_school("Nabo skole"), "Emma Dahl")
    with refused("unknown_party"):
        name(case, elsewhere)


def test_the_same_form_twice_names_once(case):
    emma = world.a_pupil(case.school, "Emma Dahl")
    for _ in range(2):
        name(case, emma, form_key="k")
    assert Event.objects.filter(act="name_party").count() == 1


@pytest.mark.source("oppl § 12-5(2)")
def test_T12_a_leader_named_in_the_case_takes_it_and_its_reports_past_the_school():
    case = world.received()
    officer = world.an_officer(case.school_owner)
    leader = world.an_employee(case.school, "Stig Aas", leadership=True)
    name_party(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, parties=[leader.uuid])
    report = case.casereport_set.get().report
    case.refresh_from_db()
    assert (report.concern, report.seats, case.seats) == ("leadership", {"seat_officer"}, {"seat_officer"})
    assert Due.objects.get(report=report, code="leadership_to_owner").met_at is not None
    assert visible(Act.READ_REPORT, viewer_of(world.actor(officer), world.AT), Report).filter(pk=report.pk).exists()


@pytest.mark.source("oppl § 12-5(1)")
def test_T10_a_colleague_named_in_the_case_has_no_task_left_and_the_owner_is_to_be_told():
    case = world.received()
    lead = case.caseaccess_set.get().person
    name_party(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, parties=[lead.uuid])
    report = case.casereport_set.get().report
    assert report.concern == "employee" and not case.caseaccess_set.filter(ends_at=None).exists()
    assert Due.objects.get(case=case, code="first_talk").responsible_role == "principal"
    assert not visible(Act.READ_REPORT, viewer_of(world.actor(lead), world.AT), Report).exists()


@pytest.mark.source("oppl § 12-4(3)")
def test_a_colleague_named_in_the_case_holds_no_measure_that_is_still_to_be_decided():
    case = world.received()
    lead = case.caseaccess_set.get().person
    started = world.measures_started(world.heard(case))
    world.with_draft(started, responsible=lead.uuid)
    activate_plan(started.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT)
    drafted = world.with_draft(started, responsible=lead.uuid)
    name(started, lead)
    assert Measure.objects.get(pk=drafted.pk).responsible is None
    with refused("missing_who", "missing_who"):  # one in the plan that applies, and one that is new
        activate_plan(started.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT)
    Plan.objects.filter(case=case, number=None).get().measure_set.all().delete()
    Plan.objects.filter(case=case, number=None).delete()
    world.with_draft(started)  # a new draft, from the plan that applies
    doers = Measure.objects.filter(case=case, plan__number=None).values_list("responsible", flat=True)
    assert lead.pk not in doers and None in doers
