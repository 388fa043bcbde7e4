"""A family that asks that the school is not told yet: how long, and when it cannot wait at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.rules.calendar import at_time
from innsats.rules.holding import (
    clock_of,
    days_to_wait,
    first_step_at,
    obstacles_to_holding,
    talk_due,
    told_at,
)
from innsats.rules.reports import Concern
from tests.rules.days import OPEN as CALENDAR

MONDAY = date(2026, 3, 23)
DAYS = days_to_wait(MONDAY, MONDAY, CALENDAR)
FINE = {"days": DAYS, "concern": Concern.PUPILS, "has_no_danger": True, "works_there": False}


def codes(until: date, **more: object) -> list[str]:
    return [one.code for one in obstacles_to_holding(until, **FINE | more)]


def test_it_can_wait_for_five_working_days_and_no_longer() -> None:
    assert [day.isoformat() for day in DAYS] == ["2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27", "2026-03-30"]
    assert [codes(day) for day in DAYS] == [[]] * 5
    for day in (MONDAY, date(2026, 3, 28), date(2026, 3, 31)):
        assert codes(day) == ["wait_too_long"]


def test_what_was_said_days_ago_has_fewer_days_left() -> None:
    assert days_to_wait(MONDAY, date(2026, 3, 26), CALENDAR) == (date(2026, 3, 27), date(2026, 3, 30))
    assert days_to_wait(MONDAY, date(2026, 3, 30), CALENDAR) == ()


def test_red_days_are_no_days_to_wait_until() -> None:
    wednesday = date(2026, 4, 1)
    assert date(2026, 4, 2) not in days_to_wait(wednesday, wednesday, CALENDAR)


def test_t55_the_first_talk_is_held_within_three_working_days_of_when_the_family_asked() -> None:
    assert talk_due(date(2026, 3, 26), CALENDAR) == date(2026, 3, 31)


def test_the_school_is_told_as_its_working_day_begins() -> None:
    assert told_at(DAYS[2]) == at_time(DAYS[2], 8) == clock_of(DAYS[2]).overdue_from


@pytest.mark.parametrize(
    ("until", "first"), [(DAYS[0], at_time(DAYS[0], 8)), (DAYS[1], at_time(DAYS[0], 8)), (DAYS[4], at_time(DAYS[3], 8))]
)
def test_the_working_day_before_is_reminded_of_unless_its_morning_is_past(until: date, first: object) -> None:
    assert first_step_at(until, at=at_time(MONDAY, 9), on=MONDAY, calendar=CALENDAR) == first


def test_before_eight_in_the_morning_the_same_day_can_still_remind() -> None:
    early = at_time(MONDAY, 8) - timedelta(hours=1)
    assert first_step_at(DAYS[0], at=early, on=MONDAY, calendar=CALENDAR) == at_time(MONDAY, 8)


@pytest.mark.source("oppl § 12-4(2)")
def test_who_works_at_the_school_must_tell_there_at_once() -> None:
    assert codes(DAYS[0], works_there=True) == ["works_at_the_school"]


@pytest.mark.source("oppl § 12-5(1)")
@pytest.mark.parametrize("concern", [Concern.EMPLOYEE, Concern.LEADERSHIP, Concern.OFFICER])
def test_it_does_not_wait_when_an_adult_is_the_concern(concern: Concern) -> None:
    assert codes(DAYS[0], concern=concern) == ["adult_cannot_wait"]


def test_every_reason_is_told_at_once() -> None:
    assert codes(MONDAY, concern=Concern.EMPLOYEE, has_no_danger=False, works_there=True) == [
        "works_at_the_school", "adult_cannot_wait", "wait_too_long", "danger_cannot_wait",
    ]  # fmt: skip
