"""A pupil is registered with what names the child sealed, and nobody is taken for another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.pupils import GuardianGiven, register_pupil
from innsats.people.models import Guardian, NameWord, Pupil
from innsats.people.queries.pupils import opened, pupils_for
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Refused
from innsats.vault.sealing import Unreadable, open_one
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
BORN = date(2014, 5, 2)


def registered(school, by, **facts):
    given = {"name": "Noah Østby-Lien", "born": BORN, "grade": 6, "class_name": "6A"} | facts
    return register_pupil(school.uuid, by=by, at=AT, **given)


def refused_codes(school, by, **facts) -> list[str]:
    before = Pupil.objects.count(), Guardian.objects.count(), NameWord.objects.count()
    with pytest.raises(Refused) as refused:
        registered(school, by, **facts)
    assert (Pupil.objects.count(), Guardian.objects.count(), NameWord.objects.count()) == before
    return [one.code for one in refused.value.obstacles]


def test_rektor_registers_a_pupil_with_guardians():
    school = world.a_school()
    rektor, colleague = world.a_principal(school), world.an_employee(school)
    guardians = [
        GuardianGiven(name="Mona Lien", has_responsibility=True),
        GuardianGiven(name="Lise Berg", has_responsibility=None, person=colleague.uuid),
    ]
    pupil = registered(school, actor(rektor), guardians=guardians, source="from_family")
    (shown,) = opened([pupil], with_guardians=True)
    assert (shown.name, shown.born, shown.class_name) == ("Noah Østby-Lien", BORN, "6A")
    assert set(shown.guardians) == {"Mona Lien", "Lise Berg"}
    assert viewer_of(actor(colleague), AT).wards == {pupil.pk}
    assert set(Guardian.objects.values_list("has_responsibility", "source", "as_of")) == {
        (True, "from_family", AT.date()), (None, "from_family", AT.date()),
    }


def test_no_name_and_no_birth_date_stands_in_the_clear_in_any_table():
    school = world.a_school()
    registered(school, OPERATOR, guardians=[GuardianGiven(name="Mona Sildnes")])
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            text = str([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()])
        for word in ("Noah", "Østby", "Mona", "Sildnes", BORN.isoformat()):
            assert word not in text, table


def test_the_journal_holds_the_hash_of_what_was_sealed_and_no_name():
    pupil = registered(world.a_school(), OPERATOR)
    facts = Event.objects.get(act="register_pupil").facts
    assert facts["pupil"] == str(pupil.pk) and len(facts["sealed_name"]) == 64


@pytest.mark.parametrize("words", ["noah", "Østby", "ostby lien", "Noah Østby-Lien", "LIEN"])
def test_a_pupil_is_found_by_whole_words_of_the_name(words):
    school = world.a_school()
    rektor = world.a_principal(school)
    pupil = registered(school, OPERATOR)
    assert [one.uuid for one in pupils_for(viewer_of(actor(rektor), AT), words).pupils] == [pupil.pk]


@pytest.mark.parametrize("words", ["noa", "", "  ", "noah moe", "-", "6A", BORN.isoformat()])
def test_a_pupil_is_not_found_by_anything_else(words):
    school = world.a_school()
    rektor = world.a_principal(school)
    registered(school, OPERATOR)
    assert pupils_for(viewer_of(actor(rektor), AT), words).pupils == ()


def test_a_pupil_is_found_only_by_those_who_lead_the_school():
    school = world.a_school()
    registered(school, OPERATOR)
    neighbour = world.a_school("Lia skole", owner=school.school_owner)
    for person in (
        world.an_employee(school), world.a_principal(neighbour), world.an_officer(school.school_owner),
        world.a_principal(school, "Ny Rektor", trained=False),
    ):
        assert pupils_for(viewer_of(actor(person), AT), "Noah").pupils == ()


def test_one_s_own_child_is_not_in_one_s_search():
    school = world.a_school()
    rektor = world.a_principal(school)
    registered(school, OPERATOR, guardians=[GuardianGiven(name=rektor.name, person=rektor.uuid)])
    other = registered(school, OPERATOR, name="Noah Moe", born=date(2015, 1, 1))
    assert [one.uuid for one in pupils_for(viewer_of(actor(rektor), AT), "Noah").pupils] == [other.pk]


def test_the_same_pupil_is_not_registered_twice():
    school = world.a_school()
    registered(school, OPERATOR)
    again = {"name": "Lien-Østby Noah", "born_again": BORN}
    assert refused_codes(school, OPERATOR) == refused_codes(school, OPERATOR, **again) == ["pupil_is_here"]


@pytest.mark.parametrize(("name", "born"), [
    ("Noah Østby-Lien", date(2014, 5, 3)),  # the same name
    ("Ada Østby-Lien", BORN),  # a twin
])
def test_somebody_alike_asks_for_the_birth_date_again(name, born):
    school = world.a_school()
    registered(school, OPERATOR)
    assert refused_codes(school, OPERATOR, name=name, born=born) == ["is_this_another"]
    wrong = born + timedelta(days=1)
    assert refused_codes(school, OPERATOR, name=name, born=born, born_again=wrong) == ["is_this_another"]
    registered(school, OPERATOR, name=name, born=born, born_again=born)
    rektor = viewer_of(actor(world.a_principal(school)), AT)
    assert [one.needs_care for one in pupils_for(rektor, "Lien").pupils] == [True, True]


def test_the_same_name_at_another_school_asks_nothing():
    school = world.a_school()
    registered(school, OPERATOR)
    registered(world.a_school("Lia skole", owner=school.school_owner), OPERATOR)
    assert Pupil.objects.count() == 2


@pytest.mark.parametrize(("facts", "code"), [
    ({"name": " "}, "text_missing"), ({"name": "N" * 201}, "text_too_long"), ({"name": "🦊"}, "name_without_letters"),
    ({"born": AT.date() + timedelta(days=1)}, "in_the_future"), ({"grade": 14}, "unknown_grade"),
    ({"guardians": [GuardianGiven(name="")]}, "text_missing"), ({"source": "rumour"}, "unknown_source"),
])
def test_what_cannot_be_is_refused(facts, code):
    assert code in refused_codes(world.a_school(), OPERATOR, **facts)


def test_a_guardian_who_is_a_pupil_at_the_school_is_refused_and_a_namesake_is_not():
    school = world.a_school()
    registered(school, OPERATOR)
    child = {"name": "Ada Moe", "born": date(2019, 1, 1)}
    noah = GuardianGiven(name="Noah Lien-Østby", born=BORN)
    assert refused_codes(school, OPERATOR, guardians=[noah], **child) == ["guardian_is_pupil"]
    itself = GuardianGiven(name="Ada Moe", born=child["born"])
    assert refused_codes(school, OPERATOR, guardians=[itself], **child) == ["guardian_is_pupil"]
    registered(school, OPERATOR, guardians=[GuardianGiven(name="Noah Østby-Lien")], **child)


@pytest.mark.parametrize("name", ["Áilu Ŋŋolas", "محمد علي", "李 雷", "Noah 🦊 Lien", "‏שרה"])
def test_names_of_every_script_are_kept_and_found(name):
    school = world.a_school()
    pupil = registered(school, OPERATOR, name=name)
    rektor = viewer_of(actor(world.a_principal(school)), AT)
    (found,) = pupils_for(rektor, name.split()[0]).pupils
    assert found.uuid == pupil.pk and found.name == name


def test_an_officer_an_employee_and_another_school_s_rektor_register_no_pupil():
    school = world.a_school()
    for by in (
        world.an_officer(school.school_owner), world.an_employee(school), world.a_principal(world.a_school("Lia")),
    ):
        assert refused_codes(school, actor(by)) == ["wrong_part"]


def test_searching_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    school = world.a_school()
    viewer = viewer_of(actor(world.a_principal(school)), AT)
    for n, name in enumerate(("Ada Lien", "Emma Lien", "Noah Lien")):
        registered(school, OPERATOR, name=name, born=BORN + timedelta(days=n), guardians=[GuardianGiven(name="Mona")])
        pupils_for(viewer, "Lien")  # the keys are remembered from here on
        with django_assert_num_queries(4):
            assert len(pupils_for(viewer, "Lien").pupils) == n + 1


def test_what_is_sealed_for_one_pupil_opens_for_no_other():
    school = world.a_school()
    one = registered(school, OPERATOR)
    other = registered(school, OPERATOR, name="Ada Moe", born=date(2015, 1, 1))
    with pytest.raises(Unreadable):
        open_one(one.sealed_name, other.pk)
