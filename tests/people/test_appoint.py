"""Who appoints whom, and to what."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.persons import appoint
from innsats.people.models import Appointment
from innsats.rules.access import Part
from innsats.rules.appointing import Post, may_appoint, obstacles_to_appoint
from innsats.rules.roles import Role
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

TODAY, DAY = AT.date(), timedelta(days=1)
GIVES = {
    Part.OPERATOR: {*Role},
    Part.OFFICER_OF_UNIT: {Role.EMPLOYEE, Role.PRINCIPAL, Role.OWNER_OFFICER},
    Part.PRINCIPAL_OF_UNIT: {Role.EMPLOYEE},
}


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.obstacles]


@pytest.mark.parametrize(("part", "role"), list(product(Part, Role)))
def test_every_part_gives_out_exactly_its_roles(part, role):
    assert may_appoint({part}, role) is (role in GIVES.get(part, set()))


def test_rektor_names_the_deputy_and_no_rektor():
    assert may_appoint({Part.PRINCIPAL_OF_UNIT}, Role.PRINCIPAL, deputy=True)
    assert not may_appoint({Part.PRINCIPAL_OF_UNIT}, Role.PRINCIPAL)


@pytest.mark.parametrize(("post", "code"), [
    (Post(role=Role.EMPLOYEE, is_at_school=False, starts_on=TODAY), "role_not_at_this_unit"),
    (Post(role=Role.OWNER_HEAD, is_at_school=True, starts_on=TODAY), "role_not_at_this_unit"),
    (Post(role=Role.EMPLOYEE, is_at_school=True, starts_on=TODAY, deputy=True), "deputy_of_whom"),
    (Post(role=Role.EMPLOYEE, is_at_school=True, starts_on=TODAY, ends_on=AT.date() - DAY), "ends_before_start"),
])
def test_a_post_that_makes_no_sense_is_refused(post, code):
    assert [one.code for one in obstacles_to_appoint({Part.OPERATOR}, post, is_oneself=False)] == [code]


@pytest.mark.source("fvl67 § 6(1) a")
def test_nobody_appoints_oneself():
    post = Post(role=Role.EMPLOYEE, is_at_school=True, starts_on=TODAY)
    (obstacle,) = obstacles_to_appoint({Part.PRINCIPAL_OF_UNIT}, post, is_oneself=True)
    assert (obstacle.code, obstacle.source.name) == ("appoints_oneself", "fvl67 § 6(1) a")


@pytest.mark.parametrize(("starts", "ends", "is_free"), [
    (date(2026, 1, 1), date(2026, 1, 31), True), (date(2026, 1, 1), date(2026, 2, 1), False),
    (date(2026, 2, 28), None, False), (date(2026, 3, 1), None, True), (date(2025, 1, 1), None, False),
])
def test_the_same_post_is_not_held_twice_at_once(starts, ends, is_free):
    held = Post(role=Role.EMPLOYEE, is_at_school=True, starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 28))
    post = Post(role=Role.EMPLOYEE, is_at_school=True, starts_on=starts, ends_on=ends)
    assert (obstacles_to_appoint({Part.OPERATOR}, post, is_oneself=False, held=[held]) == ()) is is_free


@pytest.mark.django_db
def test_the_officer_appoints_rektor_at_a_school_of_the_owner():
    school, person = world.a_school(), world.a_person()
    officer = world.an_officer(school.school_owner)
    row = appoint(
        person.uuid, by=actor(officer), at=AT, unit=school.uuid, role=Role.PRINCIPAL, ends_on=date(2026, 6, 30)
    )
    assert (row.school, row.school_owner, row.starts_on, row.ends_on) == (
        school, school.school_owner, TODAY, date(2026, 6, 30),
    )
    event = Event.objects.get(at=AT)
    assert event.stream == f"school:{school.uuid}" and event.facts["person"] == str(person.uuid)


@pytest.mark.django_db
def test_the_officer_appoints_nobody_at_another_owner():
    officer, elsewhere = world.an_officer(world.an_owner()), world.a_school("Lia skole")
    with pytest.raises(Refused) as refused:
        appoint(world.a_person().uuid, by=actor(officer), at=AT, unit=elsewhere.uuid, role=Role.EMPLOYEE)
    assert codes(refused) == ["wrong_part"] and Event.objects.filter(at=AT).count() == 0


@pytest.mark.django_db
def test_an_officer_cannot_make_oneself_rektor():
    school = world.a_school()
    officer = world.an_officer(school.school_owner)
    with pytest.raises(Refused) as refused:
        appoint(officer.uuid, by=actor(officer), at=AT, unit=school.uuid, role=Role.PRINCIPAL)
    assert codes(refused) == ["appoints_oneself"] and Appointment.objects.filter(person=officer).count() == 1


@pytest.mark.django_db
def test_without_training_nobody_appoints():
    school = world.a_school()
    rektor = world.a_principal(school, trained=False)
    with pytest.raises(Refused) as refused:
        appoint(world.a_person().uuid, by=actor(rektor), at=AT, unit=school.uuid, role=Role.EMPLOYEE)
    assert codes(refused) == ["untrained"]


@pytest.mark.django_db
def test_after_the_last_day_rektor_appoints_nobody():
    school = world.a_school()
    rektor = world.appointed(world.a_person(), Role.PRINCIPAL, school, until=TODAY - DAY)
    with pytest.raises(Refused):
        appoint(world.a_person().uuid, by=actor(rektor), at=AT, unit=school.uuid, role=Role.EMPLOYEE)


@pytest.mark.django_db
def test_the_same_form_twice_appoints_once():
    school, person = world.a_school(), world.a_person()
    given = dict(by=OPERATOR, at=AT, unit=school.uuid, role=Role.EMPLOYEE, form_key="k")
    assert appoint(person.uuid, **given) == appoint(person.uuid, **given)
    assert Appointment.objects.count() == 1


@pytest.mark.django_db
def test_an_unknown_unit_or_person_is_said_so():
    school, person = world.a_school(), world.a_person()
    for who, where, code in ((school.uuid, school.uuid, "unknown_person"), (person.uuid, person.uuid, "unknown_unit")):
        with pytest.raises(Refused) as refused:
            appoint(who, by=OPERATOR, at=AT, unit=where, role=Role.EMPLOYEE)
        assert codes(refused) == [code]


@pytest.mark.django_db
@pytest.mark.parametrize("broken", [
    {"role": "employee", "school": None}, {"role": "owner_officer"}, {"role": "janitor"},
    {"role": "employee", "ends_on": date(2025, 1, 1)}, {"role": "employee", "deputy": True},
])
def test_the_database_itself_refuses_an_impossible_appointment(broken):
    school = world.a_school()
    facts = dict(school=school, school_owner=school.school_owner, person=world.a_person(), starts_on=TODAY) | broken
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(**facts)
