"""The follow-up lasts longer, or goes on with another adult."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.cases.actions import renew_aftercare, stop_aftercare
from innsats.cases.queries.following import aftercare_of
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=100)


@pytest.fixture
@replayed
def case():
    return world.followed(until=date(2027, 1, 31))


def renew(case, by=None, **fields):
    given = {"until": date(2027, 6, 18)} | fields
    return renew_aftercare(case.uuid, by=world.actor(by or world.principal_of(case.school)), at=LATER, **given)


def test_it_lasts_longer_and_keeps_its_beginning(case):
    renewed = renew(case)
    assert (renewed.starts_on, renewed.until) == (world.AT.date(), date(2027, 6, 18))
    assert aftercare_of(case) == renewed


def test_another_adult_may_take_over_without_a_new_end(case):
    lise = world.an_employee(case.school, "Mari Ås")
    assert renew(case, until=date(2027, 1, 31), trusted_adult=lise.uuid).trusted_adult == lise


def test_it_never_becomes_shorter_nor_longer_than_three_years(case):
    with refused("aftercare_ends_too_soon"):
        renew(case, until=date(2027, 1, 31))
    with refused("aftercare_too_long"):
        renew(case, until=date(2029, 3, 24))


def test_what_the_family_has_stopped_is_not_renewed(case):
    stop_aftercare(case.uuid, by=world.actor(world.principal_of(case.school)), at=LATER, wished_by="both")
    with refused("aftercare_stopped"):
        renew(case)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        renew(case, by=stranger)
