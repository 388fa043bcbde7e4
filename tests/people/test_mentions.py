"""A text that must be without names: what looks like a pupil's name, and what does not."""

from __future__ import annotations

import pytest

from innsats.people.queries.mentions import names_a_pupil
from tests import world
from tests.desk.plans import asked

pytestmark = pytest.mark.django_db
PUPILS = (
    "Noah Lien", "Bo Berg", "Sol Strand", "Liv Moe", "Storm Vik", "Anne-Márjá Sara", "Øyvind Olsen", "Ida Olsen",
    "Ida Marie Johansen", "Jonas Brun",
)  # fmt: skip


@pytest.fixture
def school():
    school = world.a_school()
    for name in PUPILS:
        world.a_pupil(school, name)
    return school


@pytest.mark.parametrize(
    "text",
    [
        "Noah Lien blir stengt ute.",
        "noah lien blir stengt ute",
        "Det er Lien, Noah som er alene.",
        "Hva gjør vi for Noah?",
        "Noahs mor ringte.",
        "Jonas' mor ringte.",
        "Mora til Noah Liens venn ringte",
        "Sol Strand er alene",
        "Familien Brun er redde",
        "Vi har snakket med Anne-Márjá",
        "Anne Sara er alene",
        "Oyvind er alene",
        "Ida er alene. Mor, fru Olsen, har ringt.",
        "Ida Johansen er alene",
        "Storm Vik slår",
    ],
)
def test_a_name_is_found_however_it_is_written(school, text):
    assert names_a_pupil(text, school)


@pytest.mark.parametrize(
    "text",
    [
        "En gutt på sjette trinn blir stengt ute i friminuttene.",
        "De bor ved et berg, og sola skinner. Bo i telt er fint, sa hun.",
        "Sol og strand er det de snakker om.",
        "Liv og røre i gangen. Storm ute. Hva gjør vi?",
        "Ida er alene.",  # two have the name
        "Solbakken skole har mange.",
        "Kan en jente være med? Olsen er et vanlig navn.",
        "",
        "!!! 123 ?",
    ],
)
def test_ordinary_words_that_are_names_too_are_let_through(school, text):
    assert not names_a_pupil(text, school)


def test_a_pupil_at_another_school_is_not_asked_about(school):
    world.a_pupil(world.a_school("Lia skole", owner=school.school_owner), "Tiril Aas")
    assert not names_a_pupil("Tiril Aas er alene", school)


def test_the_words_of_a_text_are_looked_for_in_three_queries_at_most(school):
    with asked() as queries:
        names_a_pupil("Sol og Strand. Noah og Ida og alle de andre " * 40, school)
    assert len(queries) <= 4  # the key of the names, the words, the pupils, and their keys


def test_a_school_without_pupils_has_no_names():
    assert not names_a_pupil("Noah Lien", world.a_school())
