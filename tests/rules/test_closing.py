"""Closed periods and who is on duty, as rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.closing import days_without_duty, obstacles_to_calendar
from innsats.rules.limits import HOUSE, LEAST, Limits, obstacles_to_limits
from tests.rules.days import DATES

ON = date(2026, 3, 23)
PERIODS = st.builds(lambda first, length: (first, first + timedelta(days=length)), DATES, st.integers(0, 40))


def codes(*periods: tuple[str, date, date]) -> list[str]:
    return [one.code for one in obstacles_to_calendar(periods, on=ON)]


def days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


@pytest.mark.source("oppl § 14-1")
def test_no_period_takes_the_weeks_that_38_weeks_of_school_need():
    first = date(2026, 6, 1)
    assert codes(("school", first, first + timedelta(weeks=14, days=-1))) == []
    assert codes(("school", first, first + timedelta(weeks=14))) == ["closed_too_long"]


def test_school_and_sfo_may_be_closed_on_the_same_days_and_the_same_line_twice_is_one():
    july = (date(2026, 7, 1), date(2026, 7, 31))
    assert codes(("school", *july), ("sfo", *july), ("sfo", *july)) == []
    assert codes(("sfo", *july), ("sfo", july[1], july[1])) == ["periods_overlap"]


@given(closed=st.lists(PERIODS, max_size=4), duties=st.lists(PERIODS, max_size=4))
def test_days_without_duty_are_those_closed_days_that_no_duty_covers(closed, duties):
    covered = {day for duty in duties for day in days(*duty)}
    wanted = {day for first, last in closed if first < last for day in days(first, last)} - covered
    lacking = days_without_duty(closed, duties)
    assert {day for one in lacking for day in days(*one)} == wanted
    assert all(first <= last for first, last in lacking)


FIELDS = ("first_talk_school_days", "to_deputy_hours", "to_officer_hours")


@given(st.builds(Limits, **dict.fromkeys(FIELDS, st.integers(-1, 6))))
def test_limits_that_pass_are_never_laxer_than_the_house(limits):
    if not obstacles_to_limits(limits):
        assert LEAST <= limits.first_talk_school_days <= HOUSE.first_talk_school_days
        assert LEAST <= limits.to_deputy_hours <= min(HOUSE.to_deputy_hours, limits.to_officer_hours)
        assert limits.to_officer_hours <= HOUSE.to_officer_hours
