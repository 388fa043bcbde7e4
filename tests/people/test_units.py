"""Owners and schools are found as people write them."""

from __future__ import annotations

import pytest

from innsats.people.models import School
from innsats.people.queries.search import find_schools
from innsats.people.queries.units import unit_called, units_of
from innsats.people.viewers import viewer_of
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [school.name for school in find_schools(text)]


TYPED = ["solbakken", "SOLBAKKEN SKOLE", "bakken sol", "solbaken skole", "Sollbakken", "solbaken"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_school_is_found_by_parts_and_when_misspelt(typed):
    for name in ("Solbakken skole", "Lia skole", "Åsheim ungdomsskole"):
        world.a_school(name)
    assert "Solbakken skole" in found(typed) and "Åsheim ungdomsskole" not in found(typed)


@pytest.mark.parametrize("typed", ["", "  ", "xyzxyzxyz", "%", "_"])
def test_nothing_is_found_for_what_is_no_school(typed):
    world.a_school()
    assert found(typed) == []


def test_what_is_not_offered_to_children_is_not_found():
    world.a_school("Fjordvik voksenopplæring")
    School.objects.update(offered=False)
    assert found("voksenopplæring") == [] and found("voksenoplæring") == []


def test_a_unit_is_called_by_number_or_exact_name():
    school = world.a_school()
    owner = school.school_owner
    assert unit_called(school.organisation_number) == unit_called("solbakken skole") == [school]
    assert unit_called(owner.number) == unit_called("Fjordvik kommune") == [owner]
    assert unit_called("Solbakken") == []


def test_the_officer_looks_after_the_owner_and_its_schools_in_two_queries(django_assert_num_queries):
    school = world.a_school("Åsheim skole")
    world.a_school("Berg skole", owner=school.school_owner)
    world.a_school("Annen skole")
    viewer = viewer_of(actor(world.an_officer(school.school_owner)), AT)
    with django_assert_num_queries(2):
        assert [unit.name for unit in units_of(viewer)] == ["Fjordvik kommune", "Berg skole", "Åsheim skole"]
