"""The list of assignees holds exactly those who may have the task."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.cases.actions.assignment import obstacles_to_task
from innsats.cases.queries.assignees import assignees_of, assignees_of_all
from innsats.people.models import Person
from innsats.rules.impartiality import Relation
from innsats.rules.roles import Role
from tests import world

pytestmark = pytest.mark.django_db


def test_only_those_who_may_have_the_task_are_listed(django_assert_num_queries):
    school = world.a_school()
    pupil = world.a_pupil(school)
    named = [
        world.an_employee(school, "Den det er meldt fra om"),
        world.an_employee(school, "Forelder"),
        world.an_employee(school, "Fetter"),
        world.an_employee(school, "Uten opplæring", trained=False),
        world.an_employee(world.a_school("Nabo skole"), "På naboskolen"),
        world.appointed(world.a_person("Sluttet", unit=school), Role.EMPLOYEE, school, until=date(2025, 12, 31)),
        world.an_officer(school.school_owner),
        world.an_employee(school, "Helt vanlig"),
    ]
    world.a_known_relation(named[1], pupil, Relation.PARENT)
    world.a_known_relation(named[2], pupil, Relation.COUSIN)
    report = world.declared(world.a_report(school), parties=[pupil, named[0]])
    with django_assert_num_queries(1):
        found = assignees_of(report, world.AT)
    assert [person.name for person in found] == ["Fetter", "Helt vanlig", "Kari Vik", "Ola Dahl"]
    assert set(found) == {person for person in Person.objects.all() if not obstacles_to_task(person, report, world.AT)}


@pytest.mark.parametrize("count", [1, 3])
def test_asked_of_many_the_answer_for_each_is_the_same(count, django_assert_num_queries):
    school = world.a_school()
    world.an_officer(school.school_owner)
    staff = [world.an_employee(school, f"Ansatt {letter}") for letter in "ABCDE"]
    world.an_employee(school, "Uten opplæring", trained=False)
    rows = []
    for number in range(count):
        pupil = world.a_pupil(school, f"Noah Lien{number}", guardians=[staff[number]])
        world.a_known_relation(staff[number + 1], pupil, Relation.SIBLING)
        rows.append(world.declared(world.a_report(school), parties=[pupil, staff[number + 2]]))
        rows.append(world.a_case(world.a_school(f"Skole {number}", owner=school.school_owner)))
    with django_assert_num_queries(3):
        found = assignees_of_all(rows, world.AT)
    assert found == {row.pk: assignees_of(row, world.AT) for row in rows}
    assert assignees_of_all([], world.AT) == {}
