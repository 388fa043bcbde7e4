"""A colleague works on the case after having declared, and not before."""

from __future__ import annotations

import pytest

from innsats.cases.actions import admit_to_team, note_inquiry
from innsats.cases.queries.access import standing_of
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.roles import Role
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


def admit(case, member, by=None, **more):
    by = by or world.principal_of(case.school)
    return admit_to_team(case.uuid, by=world.actor(by), at=world.AT, member=member.uuid, **more)


def obstacles(case, member, act=Act.READ_CASE):
    return [one.code for one in obstacles_to(act, standing_of(viewer_of(world.actor(member), world.AT), case))]


@pytest.mark.source("fvl67 § 8")
def test_T86_a_new_member_reads_nothing_before_declaring(case):
    member = world.an_employee(case.school, "Siv Moen")
    admit(case, member)
    assert obstacles(case, member) == ["undeclared"]
    world.declared(case, member)
    assert obstacles(case, member) == []


@pytest.mark.source("fvl67 § 8")
def test_an_undeclared_member_may_write_nothing(case):
    member = world.an_employee(case.school, "Siv Moen")
    admit(case, member)
    with refused("undeclared"):
        note_inquiry(
            case.uuid, by=world.actor(member), at=world.AT, text="Jeg så det.", method="talk", perspective="staff",
            question="facts",
        )  # fmt: skip


def test_the_lead_may_admit_too(case):
    lead = case.caseaccess_set.get().person
    world.declared(case, lead)
    assert admit(case, world.an_employee(case.school, "Siv Moen"), by=lead).part == "team"


def test_nobody_is_admitted_twice(case):
    member = world.in_team(case)
    with refused("already_in_team"):
        admit(case, member)


@pytest.mark.source("opplf § 20-2")
def test_somebody_untrained_or_from_elsewhere_is_refused_for_both_reasons(case):
    stranger = world.an_employee(world.a_school("Nabo skole"), "Siv Moen", trained=False)
    with refused("not_employed_here", "assignee_untrained"):
        admit(case, stranger)


@pytest.mark.source("opplf § 20-2")
def test_a_privacy_officer_reads_logs_and_is_given_no_case(case):
    officer = world.appointed(world.a_person("Pia Vern"), Role.PRIVACY_OFFICER, case.school_owner)
    with refused("not_employed_here"):
        admit(case, officer)


def test_a_member_admits_nobody(case):
    member, other = world.in_team(case), world.an_employee(case.school, "Siv Moen")
    with refused("wrong_part"):
        admit(case, other, by=member)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        admit(case, stranger, by=stranger)


def test_the_same_form_twice_admits_once(case):
    member = world.an_employee(case.school, "Siv Moen")
    first, second = (admit(case, member, form_key="k") for _ in range(2))
    assert first == second and Event.objects.filter(act="admit_to_team").count() == 1
