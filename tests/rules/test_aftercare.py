"""The follow-up: its end, its rhythm, and the signs that ask for a closer look."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.aftercare import check_in_days, gaps_in_aftercare, months_after, obstacles_to_end, proposed_end
from innsats.rules.calendar import Calendar
from innsats.rules.inquiry import Safe

from .days import CALENDARS, OPEN, local

STARTS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-04-20", "2027-01-31"), ("2026-02-20", "2026-06-20"), ("2026-02-21", "2027-01-31"),
        ("2026-09-30", "2027-01-31"),
    ],
)
def test_one_term_is_proposed_at_least_four_months_ahead(starts, ends):
    assert proposed_end(date.fromisoformat(starts)) == date.fromisoformat(ends)


def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month():
    assert [months_after(date(2028, 1, 31), count) for count in (1, 2, 12, -2)] == [
        date(2028, 2, 29), date(2028, 3, 31), date(2029, 1, 31), date(2027, 11, 30)
    ]  # fmt: skip


@pytest.mark.source("practice")
def test_T64_talks_are_weekly_then_every_other_week_then_monthly_then_each_term_to_the_end():
    days = check_in_days(date(2026, 1, 5), date(2027, 6, 18), OPEN)
    weeks = [(day - date(2026, 1, 5)).days // 7 for day in days[:8]]
    assert weeks == [1, 2, 3, 4, 6, 8, 10, 12]
    assert [day.isoformat() for day in days[8:]] == [
        "2026-04-30", "2026-06-01", "2026-06-30", "2027-02-01", "2027-06-18"
    ]  # fmt: skip


@given(starts=STARTS, months=st.integers(1, 36), calendar=CALENDARS)
def test_talks_come_in_order_on_school_days_and_last_on_the_end(starts: date, months: int, calendar: Calendar):
    until = months_after(starts, months)
    days = check_in_days(starts, until, calendar)
    assert list(days) == sorted(set(days)) and starts < days[0] and days[-1] <= until
    last = calendar.last_school_day_between(starts, until)
    assert days[-1] == (last or until)
    assert all(calendar.is_school_day(day) for day in days[:-1])


def test_the_end_is_later_and_at_most_three_years_from_when_measures_ended():
    starts = date(2026, 3, 23)

    def codes(until: date, after: date = starts) -> list[str]:
        return [one.code for one in obstacles_to_end(until, starts_on=starts, after=after)]

    assert codes(starts) == ["aftercare_ends_too_soon"] and codes(starts + timedelta(days=1)) == []
    assert codes(date(2029, 3, 23)) == [] and codes(date(2029, 3, 24)) == ["aftercare_too_long"]
    assert codes(date(2027, 1, 31), after=date(2027, 1, 31)) == ["aftercare_ends_too_soon"]


def test_not_safe_or_a_sign_seen_in_the_newest_talk_or_since_asks_for_a_closer_look():
    first, later = local("2026-04-01T10:00"), local("2026-04-08T10:00")

    def asks(safe: str | None, asked_at, signal_at) -> bool:
        return bool(gaps_in_aftercare(safe, asked_at=asked_at, signal_at=signal_at))

    assert asks(Safe.NO, first, None) and asks(Safe.YES, first, first) and asks(Safe.YES, first, later)
    assert asks(None, None, first) and not asks(Safe.YES, later, first) and not asks(Safe.NO_ANSWER, first, None)
