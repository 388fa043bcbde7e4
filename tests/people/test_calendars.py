"""Each owner's days."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.people.calendars import calendar_of
from innsats.people.models import ClosedPeriod
from tests import world

pytestmark = pytest.mark.django_db


def test_norway_s_holidays_are_red_and_an_ordinary_day_is_not():
    calendar = calendar_of(world.an_owner().pk)
    assert not calendar.is_working_day(date(2026, 4, 2))  # skjærtorsdag
    assert not calendar.is_working_day(date(2027, 5, 17))
    assert calendar.is_working_day(date(2026, 12, 24))


def test_no_skolerute_is_guessed():
    assert calendar_of(world.an_owner().pk).closed_days == frozenset()


def test_a_closed_period_is_seen_at_once_and_costs_one_query(django_assert_num_queries):
    owner = world.an_owner()
    assert calendar_of(owner.pk).is_school_day(date(2026, 10, 5))
    ClosedPeriod.objects.create(
        school_owner=owner, closes="school", starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 9)
    )
    with django_assert_num_queries(1):
        calendar = calendar_of(owner.pk)
    assert not calendar.is_school_day(date(2026, 10, 9)) and calendar.is_working_day(date(2026, 10, 9))
    assert calendar.is_sfo_day(date(2026, 10, 9))


def test_sfo_has_its_own_days():
    owner = world.an_owner()
    ClosedPeriod.objects.create(
        school_owner=owner, closes="sfo", starts_on=date(2026, 7, 6), ends_on=date(2026, 7, 31)
    )
    calendar = calendar_of(owner.pk)
    assert not calendar.is_sfo_day(date(2026, 7, 6)) and calendar.is_school_day(date(2026, 7, 6))
