"""Registering somebody, with a first role."""

from __future__ import annotations

import pytest

from innsats.journal.actors import ANONYMOUS, OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.persons import register_person
from innsats.people.models import Account, Appointment, Person
from innsats.rules.roles import Role
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def registered(unit, by, **facts):
    given = {"name": "  Lise   Berg ", "email": "Lise@Fjordvik.example", "role": Role.EMPLOYEE} | facts
    return register_person(unit.uuid, by=by, at=AT, **given)


def test_rektor_registers_an_employee_at_the_own_school():
    school = world.a_school()
    person = registered(school, actor(world.a_principal(school)))
    assert (person.name, person.account.email) == ("Lise Berg", "lise@fjordvik.example")
    held = Appointment.objects.get(person=person)
    assert (held.school, held.role, held.starts_on, held.ends_on) == (school, "employee", AT.date(), None)
    assert [event.act for event in Event.objects.filter(at=AT).order_by("seq")] == ["register_person", "appoint"]
    assert not person.account.has_usable_password() and not person.is_demo


def test_whoever_has_the_e_mail_is_not_registered_twice_and_keeps_the_name():
    school = world.a_school()
    first = registered(school, OPERATOR)
    again = registered(world.a_school("Lia skole"), OPERATOR, name="Elise Berg", email="LISE@fjordvik.example")
    assert again == first and again.name == "Lise Berg" and Appointment.objects.filter(person=first).count() == 2


def test_somebody_without_e_mail_has_no_account():
    assert registered(world.a_school(), OPERATOR, email="").account is None


def test_a_role_that_cannot_be_given_registers_nobody():
    school = world.a_school()
    rektor = world.a_principal(school)
    before = Person.objects.count(), Account.objects.count(), Event.objects.filter(at=AT).count()
    with pytest.raises(Refused) as refused:
        registered(school, actor(rektor), role=Role.PRINCIPAL)
    assert [one.code for one in refused.value.obstacles] == ["role_not_yours_to_give"]
    assert (Person.objects.count(), Account.objects.count(), Event.objects.filter(at=AT).count()) == before


@pytest.mark.parametrize(("facts", "code"), [
    ({"name": " "}, "text_missing"), ({"name": "L" * 201}, "text_too_long"), ({"name": "Li\x00se"}, "text_unreadable"),
    ({"email": "lise"}, "email_unreadable"),
])
def test_what_cannot_be_written_is_refused(facts, code):
    school = world.a_school()
    with pytest.raises(Refused) as refused:
        registered(school, OPERATOR, **facts)
    assert code in [one.code for one in refused.value.obstacles] and not Person.objects.exists()


def test_nobody_registers_at_another_s_unit_or_without_training():
    school, other = world.a_school(), world.a_school("Lia skole")
    for by in (
        ANONYMOUS, actor(world.an_employee(school)), actor(world.a_principal(other)),
        actor(world.a_principal(school, trained=False)), actor(world.an_officer(world.an_owner("Nabo"))),
    ):
        with pytest.raises(Refused):
            registered(school, by, name="Ny Ansatt")
    assert not Person.objects.filter(name="Ny Ansatt").exists()


def test_the_demo_marks_those_who_are_registered_in_it(settings):
    settings.DEMO = True
    assert registered(world.a_school(), OPERATOR).is_demo
