"""School days, working days and the hours of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.calendar import Calendar, at_time, day_of, start_of_day, start_of_next_day

from .days import CALENDARS, DATES, FJORDVIK, MOMENTS, OPEN, RED_DAYS, a_calendar, local, span

# law.md 6.4, computed there; the fixed days are the same every year
MOVABLE = {
    2026: "04-02 04-03 04-05 04-06 05-14 05-24 05-25",
    2027: "03-25 03-26 03-28 03-29 05-06 05-16 05-17",
    2028: "04-13 04-14 04-16 04-17 05-25 06-04 06-05",
    2029: "03-29 03-30 04-01 04-02 05-10 05-20 05-21",
    2030: "04-18 04-19 04-21 04-22 05-30 06-09 06-10",
}
FIXED = "01-01 05-01 05-17 12-25 12-26"


@pytest.mark.parametrize("year", MOVABLE)
def test_the_red_days_are_those_of_the_law(year: int) -> None:
    expected = {date.fromisoformat(f"{year}-{day}") for day in (MOVABLE[year] + " " + FIXED).split()}
    assert {day for day in RED_DAYS if day.year == year} == expected
    assert len(expected) == (11 if year == 2027 else 12)


def test_the_days_before_christmas_and_new_year_are_working_days() -> None:
    for day in ("2026-12-24", "2026-12-31", "2026-04-01"):
        assert OPEN.is_working_day(date.fromisoformat(day))


def test_working_days_run_in_school_holidays_and_school_days_do_not() -> None:
    in_summer = date(2026, 7, 8)
    assert FJORDVIK.is_working_day(in_summer)
    assert not FJORDVIK.is_school_day(in_summer)


def test_sfo_has_its_own_days() -> None:
    closed, sfo_closed = span("2026-06-22", "2026-08-16"), span("2026-07-06", "2026-07-26")
    calendar = Calendar(red_days=RED_DAYS, closed_days=closed, sfo_closed=sfo_closed)
    assert calendar.is_sfo_day(date(2026, 6, 29))
    assert not calendar.is_sfo_day(date(2026, 7, 8))


@pytest.mark.parametrize(
    ("raised", "five_weekdays", "three_weekdays"),
    [
        ("2026-03-26", "2026-04-07", "2026-03-31"),
        ("2026-03-27", "2026-04-08", "2026-04-01"),
        ("2026-05-11", "2026-05-19", "2026-05-15"),
    ],
)
def test_the_worked_examples_of_the_law_file(raised: str, five_weekdays: str, three_weekdays: str) -> None:
    on = date.fromisoformat(raised)
    assert OPEN.add_working_days(on, 5).isoformat() == five_weekdays
    assert OPEN.add_working_days(on, 3).isoformat() == three_weekdays


def test_T55_three_working_days_from_thursday_before_easter() -> None:
    assert OPEN.add_working_days(date(2026, 3, 26), 3) == date(2026, 3, 31)


def test_T115_two_owners_with_different_autumn_holidays_have_each_their_own_days() -> None:
    week_40, week_41 = a_calendar(("2026-09-28", "2026-10-02")), a_calendar(("2026-10-05", "2026-10-09"))
    on = date(2026, 9, 25)
    assert week_40.add_school_days(on, 2) == date(2026, 10, 6)
    assert week_41.add_school_days(on, 2) == date(2026, 9, 29)


def test_17_May_that_is_also_Whit_Monday_is_one_day() -> None:
    assert OPEN.add_working_days(date(2027, 5, 14), 1) == date(2027, 5, 18)


def test_the_leap_day_is_a_day() -> None:
    assert OPEN.add_working_days(date(2028, 2, 28), 1) == date(2028, 2, 29)
    assert OPEN.add_working_days(date(2028, 2, 28), 2) == date(2028, 3, 1)


def test_the_last_school_day_is_after_the_first_and_not_after_the_second() -> None:
    thursday = date(2026, 3, 26)
    assert FJORDVIK.last_school_day_between(thursday, date(2026, 4, 2)) == date(2026, 3, 27)
    assert FJORDVIK.last_school_day_between(date(2026, 3, 27), date(2026, 4, 3)) is None
    assert OPEN.last_school_day_between(thursday, thursday) is None


@pytest.mark.parametrize(
    ("on", "reopens"),
    [
        ("2026-07-08", "2026-08-17"),
        ("2026-04-03", "2026-04-07"),  # a red day inside
        ("2026-06-20", "2026-08-17"),  # the Saturday before the first closed day
        ("2027-02-27", "2027-03-01"),  # the Saturday after the last closed day
        ("2026-05-16", "2026-05-18"),  # a planning day makes a long weekend
        ("2026-06-06", None),  # an ordinary weekend
        ("2026-05-25", None),  # a red day alone
        ("2026-06-03", None),  # a school day
    ],
)
def test_a_closed_period_has_weekends_at_its_ends_and_is_no_ordinary_weekend(on: str, reopens: str | None) -> None:
    expected = date.fromisoformat(reopens) if reopens else None
    assert FJORDVIK.reopens_after(date.fromisoformat(on)) == expected


@pytest.mark.parametrize(
    ("at", "hours", "passed"),
    [
        ("2026-03-23T09:00", 2, "2026-03-23T11:00"),
        ("2026-03-23T14:00", 2, "2026-03-23T16:00"),
        ("2026-03-23T14:01", 2, "2026-03-24T08:01"),
        ("2026-03-23T16:00", 2, "2026-03-24T10:00"),
        ("2026-03-23T06:00", 4, "2026-03-23T12:00"),
        ("2026-03-27T21:30", 2, "2026-03-30T10:00"),
        ("2026-04-01T15:00", 4, "2026-04-07T11:00"),  # over Easter
        ("2026-07-08T13:00", 4, "2026-07-09T09:00"),  # in the school holidays
        ("2026-10-24T23:00", 2, "2026-10-26T10:00"),  # over the night when the clocks go back
        ("2026-03-28T23:00", 2, "2026-03-30T10:00"),  # and forward
    ],
)
def test_working_hours_are_counted_from_eight_to_four(at: str, hours: int, passed: str) -> None:
    assert FJORDVIK.working_hours_after(local(at), hours) == local(passed)


def test_the_day_is_the_one_in_oslo() -> None:
    assert day_of(datetime(2026, 3, 27, 23, 30, tzinfo=UTC)) == date(2026, 3, 28)
    assert day_of(datetime(2026, 7, 1, 22, 0, tzinfo=UTC)) == date(2026, 7, 2)


@pytest.mark.parametrize(
    ("on", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2027, 3, 28), 23), (date(2026, 5, 4), 24)],
)
def test_a_day_with_a_change_of_clocks_still_ends_at_midnight(on: date, hours: int) -> None:
    length = start_of_next_day(on).astimezone(UTC) - start_of_day(on).astimezone(UTC)
    assert length == timedelta(hours=hours)
    assert at_time(on, 12).hour == 12
    assert day_of(start_of_next_day(on) - timedelta(minutes=1)) == on


def test_a_closed_monday_makes_a_long_weekend_and_a_closed_tuesday_does_not() -> None:
    saturday = date(2026, 9, 5)
    assert a_calendar(("2026-09-07", "2026-09-07")).reopens_after(saturday) == date(2026, 9, 8)
    assert a_calendar(("2026-09-08", "2026-09-08")).reopens_after(saturday) is None


def test_the_next_working_day_is_after_the_weekend_and_the_holiday() -> None:
    assert OPEN.next_working_day(date(2026, 3, 23)) == date(2026, 3, 24)
    assert OPEN.next_working_day(date(2026, 4, 1)) == date(2026, 4, 7)


@given(CALENDARS, DATES, st.integers(1, 10))
def test_counted_days_are_days_of_the_right_kind(calendar: Calendar, on: date, count: int) -> None:
    for lands, is_counted in (
        (calendar.add_working_days(on, count), calendar.is_working_day),
        (calendar.add_school_days(on, count), calendar.is_school_day),
    ):
        assert is_counted(lands)
        assert sum(is_counted(on + timedelta(days=day)) for day in range(1, (lands - on).days + 1)) == count


@given(CALENDARS, DATES)
def test_a_school_reopens_on_a_school_day_and_only_after_a_closed_one(calendar: Calendar, on: date) -> None:
    reopens = calendar.reopens_after(on)
    if on in calendar.closed_days and on.weekday() < 5:
        assert reopens is not None
    if reopens is not None:
        assert on < reopens
        assert calendar.is_school_day(reopens) and not calendar.is_school_day(on)


@given(CALENDARS, MOMENTS, st.integers(1, 20))
def test_working_hours_pass_on_working_days(calendar: Calendar, at: datetime, hours: int) -> None:
    passed = calendar.working_hours_after(at, hours)
    assert calendar.is_working_day(passed.date())
    assert at_time(passed.date(), 8) < passed <= at_time(passed.date(), 16)
    assert passed - at >= timedelta(hours=hours)


def test_a_calendar_without_an_open_day_ends_its_search() -> None:
    never = Calendar(red_days=frozenset(), closed_days=span("2024-01-01", "2034-12-31"))
    assert never.add_school_days(date(2026, 1, 1), 2) > date(2028, 1, 1)
    assert never.last_school_day_between(date(2024, 1, 1), date(2034, 1, 1)) is None
    assert never.reopens_after(date(2026, 1, 1)) > date(2028, 1, 1)
    always_red = Calendar(red_days=span("2024-01-01", "2034-12-31"), closed_days=frozenset())
    assert always_red.working_hours_after(local("2026-01-01T09:00"), 2) > local("2028-01-01T00:00")
