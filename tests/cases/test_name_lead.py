"""Exactly one is responsible for a case, from minute one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import name_lead
from innsats.cases.models import CaseAccess
from innsats.cases.queries.access import standing_of
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.access import Part
from innsats.rules.impartiality import Relation
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=1)


@pytest.fixture
def case():
    return world.received()


def name(case, lead, by=None, **more):
    return name_lead(
        case.uuid, by=world.actor(by or world.principal_of(case.school)), at=LATER, lead=lead.uuid, **more
    )


def test_the_former_leads_access_ends_when_the_new_ones_begins(case):
    former = case.caseaccess_set.get()
    new = world.an_employee(case.school, "Siv Moen")
    name(case, new)
    former.refresh_from_db()
    assert former.ends_at == LATER
    assert CaseAccess.objects.get(case=case, part="lead", ends_at=None).person == new
    assert Part.LEAD not in standing_of(viewer_of(world.actor(former.person), LATER), case).parts


def test_naming_the_same_lead_again_gives_nobody_two_parts(case):
    lead = case.caseaccess_set.get().person
    name(case, lead)
    assert CaseAccess.objects.filter(case=case).count() == 1


@pytest.mark.source("fvl67 § 6(1) b")
def test_a_guardian_of_a_party_cannot_be_the_lead():
    school = world.a_school()
    mother = world.an_employee(school, "Mona Lien")
    case = world.received(world.a_case(school, pupil=world.a_pupil(school, guardians=[mother])))
    with refused("disqualified"):
        name(case, mother)


def test_somebody_known_to_be_close_is_given_no_task(case):
    sister = world.an_employee(case.school, "Ida Lien")
    world.a_known_relation(sister, case.pupil, Relation.SIBLING)
    with refused("disqualified"):
        name(case, sister)


def test_somebody_at_another_school_cannot_be_the_lead(case):
    elsewhere = world.an_employee(world.a_school("Nabo skole"), "Siv Moen")
    with refused("not_employed_here"):
        name(case, elsewhere)


def test_only_rektor_names_the_lead(case):
    member = world.in_team(case)
    with refused("wrong_part"):
        name(case, member, by=member)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        name(case, stranger, by=stranger)


def test_the_same_form_twice_names_once(case):
    new = world.an_employee(case.school, "Siv Moen")
    for _ in range(2):
        name(case, new, form_key="k")
    assert Event.objects.filter(act="name_lead").count() == 1
