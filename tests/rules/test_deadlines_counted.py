"""Ten thousand deadlines around the hard nights, each counted a second time with nothing of ours but the red days.

The change to winter time in 2026 and to summer time in 2027, the leap day of 2028 and a new year, every half hour of
twelve days around each, in a school that is open but for the red days and in one with a whole skolerute.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from innsats.rules.calendar import OSLO, Calendar
from innsats.rules.deadlines import declaration_due, escalation_times, first_talk_due, plan_due, receipt_due

from .days import FJORDVIK, FJORDVIK_CLOSED, OPEN, RED_DAYS, span

DAY, HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)
NIGHTS = ["2026-10-25", "2027-03-28", "2028-02-29", "2027-01-01"]
SCHOOLS = [(OPEN, frozenset()), (FJORDVIK, frozenset().union(*(span(*one) for one in FJORDVIK_CLOSED)))]


def moments(night: str) -> Iterator[datetime]:
    """Every half hour that passes, also the ones that the clock shows twice."""
    first = datetime.fromisoformat(night).replace(tzinfo=OSLO).astimezone(UTC) - 6 * DAY
    return (first + n * HALF_AN_HOUR for n in range(12 * 48))


def is_work(day: date) -> bool:
    return day.weekday() < 5 and day not in RED_DAYS


def clock(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=OSLO)


def next_work(day: date) -> date:
    return next(one for n in count(1) if is_work(one := day + n * DAY))


def after_working(at: datetime, halves: int) -> datetime:
    """So many half hours later, of those in which somebody is at work."""
    while halves:
        shown = at.astimezone(OSLO)
        halves -= is_work(shown.date()) and 8 <= shown.hour < 16
        at += HALF_AN_HOUR
    return at


def counted_anew(at: datetime, closed: frozenset[date]) -> list[datetime | date]:
    """The receipt, the declaration, both who it goes on to, the first talk and the plan."""
    shown = at.astimezone(OSLO)
    on = shown.date()
    same_day = is_work(on) and shown.hour < 14
    school_days = [one for n in range(1, 90) if is_work(one := on + n * DAY) and one not in closed]
    within = [one for one in school_days if one <= on + 7 * DAY]
    return [
        clock(on, 16) if same_day else clock(next_work(on), 12), clock(next_work(on), 12), after_working(at, 4),
        after_working(at, 8), school_days[1], within[-1] if within else on + 7 * DAY,
    ]  # fmt: skip


def given(at: datetime, calendar: Calendar) -> list[datetime | date]:
    return [
        receipt_due(at, calendar), declaration_due(at, calendar), *escalation_times(at, calendar),
        first_talk_due(at, calendar), plan_due(at, calendar),
    ]  # fmt: skip


@pytest.mark.source("practice")
def test_no_deadline_is_missed_or_off_by_a_day_or_an_hour_around_the_hard_nights():
    wrong, counted = [], 0
    for night in NIGHTS:
        for at in moments(night):
            for calendar, closed in SCHOOLS:
                ours, theirs = given(at, calendar), counted_anew(at, closed)
                counted += len(ours)
                wrong += [(at.isoformat(), n) for n in range(len(ours)) if ours[n] != theirs[n]]
    assert wrong == [] and counted > 10_000
