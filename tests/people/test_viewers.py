"""Who looks, and what that person holds."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from innsats.journal.actors import ANONYMOUS, CLOCK, Actor, ActorKind
from innsats.people.models import OwnerInUse, Training
from innsats.people.viewers import viewer_of
from innsats.rules.roles import Role
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def test_a_viewer_costs_three_queries_however_much_is_held(django_assert_num_queries):
    school = world.a_school()
    person = world.a_principal(school)
    for name in ("Noah Lien", "Ada Moe", "Emma Vik"):
        world.appointed(person, Role.EMPLOYEE, world.a_school())
        world.a_pupil(school, name, guardians=[person])
    with django_assert_num_queries(3):
        viewer = viewer_of(actor(person), AT)
    assert viewer.schools_as(Role.PRINCIPAL) == {school.pk} and len(viewer.appointments) == 4 and len(viewer.wards) == 3


def test_nobody_but_persons_holds_anything(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert {viewer_of(by, AT).appointments for by in (ANONYMOUS, CLOCK)} == {()}


def test_an_actor_who_is_nobody_is_anonymous():
    viewer = viewer_of(Actor(ActorKind.PERSON, str(uuid4())), AT)
    assert viewer.actor == ANONYMOUS and viewer.person_id is None


@pytest.mark.parametrize(("since", "until", "runs"), [
    (date(2026, 3, 23), None, True), (date(2026, 3, 24), None, False),
    (date(2026, 1, 1), date(2026, 3, 23), True), (date(2026, 1, 1), date(2026, 3, 22), False),
])
def test_an_appointment_runs_on_its_first_and_its_last_day(since, until, runs):
    school = world.a_school()
    person = world.appointed(world.a_person(), Role.EMPLOYEE, school, since=since, until=until)
    assert bool(viewer_of(actor(person), AT).appointments) is runs


def test_an_appointment_ends_at_midnight_in_oslo():
    school = world.a_school()
    person = world.appointed(world.a_person(), Role.EMPLOYEE, school, until=AT.date())
    before, after = AT.replace(hour=23, minute=59), AT.replace(hour=0, minute=0) + timedelta(days=1)
    assert viewer_of(actor(person), before).appointments and not viewer_of(actor(person), after).appointments


def test_training_to_come_is_no_training():
    person = world.a_person(trained=False)
    Training.objects.create(person=person, completed_on=AT.date() + timedelta(days=1))
    assert not viewer_of(actor(person), AT).trained
    assert viewer_of(actor(person), AT + timedelta(days=1)).trained


def test_a_deputy_and_rektor_are_told_apart():
    school = world.a_school()
    deputy = viewer_of(actor(world.a_deputy(school)), AT)
    assert deputy.schools_as(Role.PRINCIPAL, deputy=True) == deputy.schools_as(Role.PRINCIPAL) == {school.pk}
    assert deputy.schools_as(Role.PRINCIPAL, deputy=False) == frozenset()


def test_the_menu_offers_only_what_one_may_open():
    school = world.a_school()
    assert viewer_of(actor(world.a_principal(school)), AT).places == {"cases", "people", "teams"}
    assert viewer_of(actor(world.an_employee(school)), AT).places == {"cases"}
    assert viewer_of(actor(world.a_principal(school, trained=False)), AT).places == frozenset()


def test_it_is_practice_until_every_owner_one_works_for_is_in_use():
    school = world.a_school()
    person = world.a_principal(school)
    assert not viewer_of(actor(person), AT).in_use
    OwnerInUse.objects.create(
        school_owner=school.school_owner, by=person, at=AT, **dict.fromkeys(OwnerInUse.CONFIRMATIONS, True)
    )
    assert viewer_of(actor(person), AT).in_use
    world.appointed(person, Role.EMPLOYEE, world.a_school("Lia skole"))
    assert not viewer_of(actor(person), AT).in_use
