"""Whoever works directly under an inhabil rektor may prepare the case, and the owner decides it (fvl67 § 6(3), T74)."""

from __future__ import annotations

import pytest

from innsats.cases.actions import activate_plan, draft_measure, end_measures, name_party
from innsats.cases.models import Case, Recusal
from innsats.cases.queries.access import standing_of
from innsats.people.viewers import viewer_of
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.rules.roles import Role
from tests import world
from tests.cases.refusals import refused
from tests.replaying import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.source("fvl67 § 6(3)")]


def standing(person, row):
    return standing_of(viewer_of(world.actor(person), world.AT), type(row).objects.get(pk=row.pk))


def is_under(person, row) -> bool:
    return standing(person, row).under_disqualified


def shut_out(case):
    """`case` after rektor has said to be the pupil's sibling."""
    return world.declared(case, ties={case.pupil: Relation.SIBLING})


def recused(case, person):
    """`person` is found inhabil, whoever that is."""
    Recusal.objects.create(
        case=case, school_owner=case.school_owner, person=person, source="fvl67 § 6(2)", at=world.AT
    )


@pytest.fixture
@replayed
def lead():
    """The one responsible for a case with a draft of a plan, at a school with an officer above it."""
    case = world.received()
    world.an_officer(case.school_owner)
    person = case.caseaccess_set.get(part="lead").person
    world.declared(case, person)
    world.with_draft(world.heard(case), responsible=person.uuid)
    return person


@pytest.fixture
def case(lead):
    return Case.objects.get(caseaccess__person=lead)


def test_the_lead_decides_while_rektor_is_impartial(case, lead):
    assert not is_under(lead, case)
    assert activate_plan(case.uuid, by=world.actor(lead), at=world.AT)


def test_T74_the_lead_under_an_inhabil_rektor_prepares_and_the_owner_decides(case, lead):
    shut_out(case)
    with refused("superior_disqualified"):
        activate_plan(case.uuid, by=world.actor(lead), at=world.AT)
    assert Case.objects.get(pk=case.pk).stage == case.stage
    draft_measure(case.uuid, by=world.actor(lead), at=world.AT, what="En voksen er med ut.")
    assert obstacles_to(Act.HEAR_PUPIL, standing(lead, case)) == ()
    assert obstacles_to(Act.SECURE_SAFETY, standing(lead, case)) == ()
    officer = case.school_owner.appointment_set.get(role=Role.OWNER_OFFICER).person
    world.declared(case, officer)
    assert not is_under(officer, case)
    assert obstacles_to(Act.ACTIVATE_PLAN, standing(officer, case)) == ()


def test_a_plan_that_applies_goes_on_and_the_lead_may_not_end_it(lead, case):
    activate_plan(case.uuid, by=world.actor(lead), at=world.AT)
    shut_out(case)
    with refused("superior_disqualified"):
        end_measures(case.uuid, by=world.actor(lead), at=world.AT, trusted_adult=lead.uuid)
    assert obstacles_to(Act.START_MEASURE, standing(lead, case)) == ()
    assert obstacles_to(Act.EVALUATE_MEASURE, standing(lead, case)) == ()


@pytest.mark.parametrize("how", ["recused", "party", "guardian"])
def test_rektor_is_out_whichever_way(case, lead, how):
    rektor = world.principal_of(case.school)
    if how == "recused":
        shut_out(case)
    else:
        named = rektor if how == "party" else world.a_pupil(case.school, "Ida Vik", guardians=[rektor])
        name_party(case.uuid, by=world.actor(lead), at=world.AT, parties=[named.uuid])
    assert is_under(lead, case)
    assert [o.code for o in obstacles_to(Act.ACTIVATE_PLAN, standing(lead, case))] == ["superior_disqualified"]


def test_it_holds_for_a_report_as_for_a_case(case, lead):
    shut_out(case)
    assert is_under(lead, case.casereport_set.get().report)


def test_T78_an_inhabil_colleague_or_deputy_holds_nobody_back(case, lead):
    for person in (world.in_team(case), world.a_deputy(case.school)):
        recused(case, person)
    assert not is_under(lead, case)


def test_rektor_of_another_school_holds_nobody_back(case, lead):
    other = world.a_principal(world.a_school("Nabo skole", owner=case.school_owner))
    recused(case, other)
    assert not is_under(lead, case)


def test_a_rektor_who_has_left_holds_nobody_back_any_more(case, lead):
    shut_out(case)
    case.school.appointment_set.filter(role=Role.PRINCIPAL).update(ends_on=world.AT.date())
    assert is_under(lead, case)
    case.school.appointment_set.filter(role=Role.PRINCIPAL).update(ends_on=world.SINCE)
    assert not is_under(lead, case)


def test_whoever_is_above_rektor_too_is_not_under_rektor(case, lead):
    shut_out(case)
    world.appointed(lead, Role.OWNER_OFFICER, case.school_owner)
    assert not is_under(lead, case)


def test_one_of_two_rektors_decides_when_the_other_is_inhabil(case, lead):
    other = world.a_principal(case.school, "Berit Aas")
    shut_out(case)
    world.declared(case, other)
    assert is_under(lead, case) and not is_under(other, case)
    assert obstacles_to(Act.ACTIVATE_PLAN, standing(other, case)) == ()
