"""A prepared query answers as the query it was built from, for every value, and is compiled once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Count, Exists, OuterRef, Q

from innsats.database.prepared import Prepared, numbered, written_out
from innsats.people.models import Appointment, Person, Pupil, School, Training
from tests import world

pytestmark = pytest.mark.django_db


def with_units(school: int, on: date):
    trained = Training.objects.filter(person=OuterRef("person"), completed_on__lte=on)
    found = Appointment.objects.filter(Q(school=school) | Q(school=None)).annotate(trained=Exists(trained))
    return found.select_related("person", "school__school_owner").order_by("person__sort_key", "pk")


def said(rows):
    return [(one.person.name, one.school and one.school.school_owner.name, one.trained) for one in rows]


def test_it_answers_with_models_as_the_query_does_with_related_rows_and_annotations(django_assert_num_queries):
    schools = [world.a_school(name) for name in ("Solbakken skole", "Fjellheim skole")]
    for school in schools:
        world.a_principal(school)
        world.an_employee(school, trained=False)
    world.an_officer(schools[0].school_owner)
    prepared = Prepared(with_units)
    for school in schools:
        for on in (date(2020, 1, 1), world.AT.date()):
            wanted = list(with_units(school.pk, on))
            said_wanted = said(wanted)
            with django_assert_num_queries(1):
                found = prepared(school.pk, on)
                assert (found, said(found)) == (wanted, said_wanted)


def test_it_answers_with_tuples_and_opens_what_the_fields_convert():
    pupil = world.a_pupil(world.a_school())
    prepared = Prepared(lambda uuid: Pupil.objects.filter(pk=uuid).order_by("pk").values_list("pk", "sealed_name"))
    assert prepared(pupil.pk) == [(pupil.pk, pupil.sealed_name)]
    assert prepared.first(world.a_pupil(pupil.school, "Emma Dahl").pk) != (pupil.pk, pupil.sealed_name)


def test_it_is_built_once():
    built = []

    def schools(name: str):
        built.append(name)
        return School.objects.filter(name=name).annotate(people=Count("appointment")).order_by("pk")

    prepared = Prepared(schools)
    school = world.a_school()
    world.a_principal(school)
    assert [one.people for one in prepared("Solbakken skole")] == [1]
    assert prepared("Ingen skole") == [] and prepared.first("Ingen skole") is None
    assert len(built) == 1


def test_a_tuple_of_any_length_is_asked_in_one_query_and_an_empty_one_in_none(django_assert_num_queries):
    people = [world.a_person(f"Person {number}") for number in range(5)]
    prepared = Prepared(lambda keys, name: Person.objects.filter(pk__in=keys).exclude(name=name).order_by("pk"))
    for many in (5, 1, 3, 4):
        with django_assert_num_queries(1):
            assert prepared(tuple(one.pk for one in people[:many]), "Ingen") == people[:many]
    assert prepared((people[0].pk, people[1].pk), "Person 0") == [people[1]]
    with django_assert_num_queries(0):
        assert prepared((), "Ingen") == []


def test_a_text_is_a_value_and_never_a_part_of_the_query():
    prepared = Prepared(lambda name: Person.objects.filter(name=name).order_by("pk"))
    world.a_person("Tone Hval")
    assert prepared("' OR 1=1 --") == [] and len(prepared("Tone Hval")) == 1


@pytest.mark.parametrize("value", [None, True, 1.5])
def test_a_value_of_another_kind_is_refused(value):
    prepared = Prepared(lambda name: Person.objects.filter(name=name).order_by("pk"))
    with pytest.raises(TypeError):
        prepared(value)


def test_a_query_without_an_order_is_refused():
    with pytest.raises(TypeError, match="in which order"):
        Prepared(lambda name: Person.objects.filter(name=name))("Tone Hval")


def test_what_is_always_the_same_is_written_in_the_sql_and_what_is_given_is_not(django_assert_num_queries):
    school = world.a_school("100 % Solbakken's «%s» skole")
    prepared = Prepared(lambda pk: School.objects.filter(pk=pk, name=school.name).order_by("pk").values_list("pk"))
    with django_assert_num_queries(1) as asked:
        assert prepared(school.pk) == [(school.pk,)]
    assert "Solbakken''s" in asked[0]["sql"]
    assert prepared(world.a_school().pk) == []
    sql, left = written_out("a = %s AND b LIKE %s AND c = %s AND d = 5 %% 2", ["it's 5 %", "given", True], ["given"])
    assert (sql, left) == ("a = 'it''s 5 %%' AND b LIKE %s AND c = %s AND d = 5 %% 2", ("given", True))


def test_places_are_numbered_for_postgresql_and_a_doubled_sign_is_one():
    assert numbered("SELECT %s WHERE a LIKE '5%%' AND b = %s") == "SELECT $1 WHERE a LIKE '5%' AND b = $2"
    assert numbered("SELECT 1") == "SELECT 1"
