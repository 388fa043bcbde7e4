"""When each thing is due: worked examples, and what must hold on every day there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from innsats.rules.calendar import Calendar, at_time, day_of
from innsats.rules.deadlines import (
    READINGS,
    Code,
    child_answered_due,
    declaration_due,
    earliest_governor,
    escalation_times,
    evaluation_due,
    first_talk_due,
    governor_dates,
    measures_work_from,
    owner_due,
    plan_due,
    promise_due,
    receipt_due,
    safety_due,
    straks_due,
)

from .days import CALENDARS, FJORDVIK, MOMENTS, OPEN, local

COUNTED: list[Callable[[datetime, Calendar], datetime | date]] = [
    receipt_due, declaration_due, first_talk_due, plan_due,
    lambda at, calendar: promise_due(at),
    lambda at, calendar: safety_due(at),
    lambda at, calendar: straks_due(at),
    lambda at, calendar: owner_due(at),
    lambda at, calendar: escalation_times(at, calendar)[0],
    lambda at, calendar: escalation_times(at, calendar)[1],
    lambda at, calendar: governor_dates(at, calendar).from_,
    lambda at, calendar: governor_dates(at, calendar).five_weekdays,
    lambda at, calendar: governor_dates(at, calendar).five_school_days,
]
HARD_DAYS = [
    "2026-03-28T23:59", "2026-03-29T03:00", "2026-10-24T23:59", "2026-10-25T02:30", "2027-03-27T23:59",
    "2027-03-28T03:00", "2028-02-28T13:59", "2028-02-29T14:00", "2027-05-14T14:00", "2027-05-17T09:00",
    "2026-12-31T23:59", "2026-06-19T14:00",
]


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("reported", "due"),
    [
        ("2026-03-23T00:00", "2026-03-23T16:00"),
        ("2026-03-23T13:59:59", "2026-03-23T16:00"),
        ("2026-03-23T14:00", "2026-03-24T12:00"),
        ("2026-03-27T21:30", "2026-03-30T12:00"),  # Friday evening
        ("2026-04-01T15:00", "2026-04-07T12:00"),  # before Easter
        ("2026-07-08T09:00", "2026-07-08T16:00"),  # in the school holidays
        ("2026-10-25T02:30", "2026-10-26T12:00"),  # the night when the clocks go back
        ("2027-05-14T14:00", "2027-05-18T12:00"),  # 17 May is Whit Monday
        ("2028-02-28T15:00", "2028-02-29T12:00"),  # the leap day
    ],
)
def test_a_report_is_answered_the_same_afternoon_or_by_noon_on_the_next_working_day(reported: str, due: str) -> None:
    assert receipt_due(local(reported), FJORDVIK) == local(due)


@pytest.mark.source("practice")
@given(CALENDARS, MOMENTS)
def test_what_a_pupil_answers_alone_is_read_by_when_a_report_is_answered(calendar: Calendar, at: datetime) -> None:
    assert child_answered_due(at, calendar) == receipt_due(at, calendar) > at


def test_a_report_sent_in_another_time_zone_is_due_by_the_clock_in_oslo() -> None:
    assert receipt_due(datetime(2026, 3, 23, 12, 59, tzinfo=UTC), OPEN) == local("2026-03-23T16:00")
    assert receipt_due(datetime(2026, 7, 6, 12, 0, tzinfo=UTC), OPEN) == local("2026-07-07T12:00")
    assert promise_due(datetime(2026, 7, 6, 22, 0, tzinfo=UTC)) == date(2026, 7, 14)


@pytest.mark.source("practice")
def test_an_unopened_report_goes_on_after_two_and_four_working_hours() -> None:
    assert escalation_times(local("2026-03-23T09:00"), OPEN) == (local("2026-03-23T11:00"), local("2026-03-23T13:00"))
    assert escalation_times(local("2026-03-27T21:30"), OPEN) == (local("2026-03-30T10:00"), local("2026-03-30T12:00"))


@pytest.mark.source("fvl67 § 8")
def test_habilitet_is_declared_before_noon_on_the_working_day_after_the_first_reading() -> None:
    assert declaration_due(local("2026-03-27T09:05"), OPEN) == local("2026-03-30T12:00")
    assert declaration_due(local("2026-04-01T09:05"), OPEN) == local("2026-04-07T12:00")


@pytest.mark.source("UiS one week")
def test_T56_measures_are_in_place_within_a_week() -> None:
    assert promise_due(local("2026-05-05T10:00")) == date(2026, 5, 12)


@pytest.mark.source("UiS one week")
@pytest.mark.parametrize("reported", ["2026-03-26T10:00", "2026-03-25T00:00", "2026-07-01T12:00", "2026-12-23T08:00"])
def test_the_promise_is_never_paused(reported: str) -> None:
    assert promise_due(local(reported)) == local(reported).date() + timedelta(days=7)


def test_the_promise_in_a_closed_period_has_a_second_line() -> None:
    assert measures_work_from(promise_due(local("2026-06-18T10:00")), FJORDVIK) == date(2026, 8, 17)
    assert measures_work_from(promise_due(local("2026-05-05T10:00")), FJORDVIK) is None


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("reported", "due"),
    [
        ("2026-03-23T10:00", "2026-03-25"),
        ("2026-03-27T21:30", "2026-04-08"),  # over a closed Easter week
        ("2026-06-18T10:00", "2026-08-17"),  # one school day left before the summer
        ("2027-05-13T10:00", "2027-05-18"),
    ],
)
def test_the_first_talk_is_within_two_school_days(reported: str, due: str) -> None:
    assert first_talk_due(local(reported), FJORDVIK) == date.fromisoformat(due)


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("reported", "due"),
    [
        ("2026-05-04T10:00", "2026-05-11"),  # five working days, and the promise
        ("2026-05-11T10:00", "2026-05-18"),  # a red day and a closed day on the way: the promise is first
        ("2026-03-26T10:00", "2026-03-27"),  # the last school day before Easter
        ("2026-03-27T21:30", "2026-04-03"),  # no school day is left: the promise's own date
        ("2026-06-18T10:00", "2026-06-19"),
        ("2026-06-19T10:00", "2026-06-26"),
        ("2026-06-27T10:00", "2026-07-04"),  # a Saturday in the summer
        ("2026-05-09T10:00", "2026-05-13"),  # a Saturday: 14 is red, 15 and 16 are no school days
    ],
)
def test_a_plan_applies_on_the_last_school_day_that_the_promise_allows(reported: str, due: str) -> None:
    assert plan_due(local(reported), FJORDVIK) == date.fromisoformat(due)


def test_a_plan_after_a_report_on_a_saturday_is_due_on_the_friday() -> None:
    assert plan_due(local("2026-05-30T10:00"), OPEN) == date(2026, 6, 5)


@pytest.mark.source("oppl § 12-5(1)", "oppl § 12-5(2)")
def test_straks_is_the_same_day_also_on_a_sunday_night() -> None:
    assert straks_due(local("2026-03-29T23:59")) == date(2026, 3, 29)


def test_what_is_for_today_is_for_today() -> None:
    assert safety_due(local("2026-03-27T21:30")) == date(2026, 3, 27)
    assert owner_due(local("2026-03-30T09:05")) == date(2026, 3, 30)


@pytest.mark.source("oppl § 12-4(3)")
def test_an_evaluation_is_due_on_the_date_in_the_plan() -> None:
    assert evaluation_due(date(2026, 4, 5)) == date(2026, 4, 5)


@pytest.mark.source("oppl § 12-6(2)")
def test_T44_the_governors_week_over_easter_is_shown_in_all_ways_of_counting() -> None:
    dates = governor_dates(local("2026-03-26T10:00"), FJORDVIK)
    assert (dates.from_, dates.five_weekdays) == (date(2026, 4, 2), date(2026, 4, 7))
    assert dates.five_school_days == date(2026, 4, 10)
    assert not dates.special_reasons


@pytest.mark.source("oppl § 12-6(2)")
def test_when_rektor_is_the_concern_the_family_need_not_wait() -> None:
    dates = governor_dates(local("2026-03-26T10:00"), FJORDVIK, special_reasons=True)
    assert dates.from_ == date(2026, 3, 26)
    assert dates.special_reasons


def test_of_several_reports_the_family_may_use_the_earliest() -> None:
    early, late = (governor_dates(local(at), OPEN) for at in ("2026-05-04T10:00", "2026-05-06T10:00"))
    past_rektor = governor_dates(local("2026-05-05T10:00"), OPEN, special_reasons=True)
    assert earliest_governor([late, None, early]) == early
    assert earliest_governor([late, early, past_rektor]) == past_rektor
    assert earliest_governor([]) is None


@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_who_reports_later_never_gets_an_earlier_date(calendar: Calendar, at: datetime, later: timedelta) -> None:
    first, second = sorted([at, at + later], key=lambda when: when.astimezone(UTC))
    for due in COUNTED:
        assert due(first, calendar) <= due(second, calendar)


@given(CALENDARS, MOMENTS)
@example(FJORDVIK, local(HARD_DAYS[0])).via("the night the clocks go forward")
def test_every_date_falls_on_an_allowed_day(calendar: Calendar, at: datetime) -> None:
    on, promise = day_of(at), promise_due(at)
    receipt, declaration, plan = receipt_due(at, calendar), declaration_due(at, calendar), plan_due(at, calendar)
    assert calendar.is_working_day(receipt.date()) and receipt.hour in (12, 16) and receipt > at
    assert calendar.is_working_day(declaration.date()) and declaration.hour == 12 and declaration.date() > on
    assert calendar.is_school_day(first_talk_due(at, calendar))
    assert on < plan <= promise
    assert plan == promise or (calendar.is_school_day(plan) and plan <= calendar.add_working_days(on, 5))
    assert promise - on == timedelta(days=7)
    assert governor_dates(at, calendar).from_ == promise
    works_from = measures_work_from(promise, calendar)
    assert works_from is None or (works_from > promise and calendar.is_school_day(works_from))
    for escalated in escalation_times(at, calendar):
        assert calendar.is_working_day(escalated.date())
        assert at_time(escalated.date(), 8) < escalated <= at_time(escalated.date(), 16)


@pytest.mark.parametrize("at", HARD_DAYS)
def test_no_date_is_off_by_a_day_on_the_hard_days(at: str) -> None:
    when = local(at)
    on = when.date()
    assert (safety_due(when), straks_due(when), owner_due(when)) == (on, on, on)
    assert promise_due(when) == on + timedelta(days=7)
    test_every_date_falls_on_an_allowed_day.hypothesis.inner_test(FJORDVIK, when)


def test_the_same_instant_twice_in_the_night_of_october_is_the_same_day() -> None:
    first, second = local("2026-10-25T02:30"), local("2026-10-25T02:30").replace(fold=1)
    assert promise_due(first) == promise_due(second) == date(2026, 11, 1)
    assert receipt_due(first, OPEN) == receipt_due(second, OPEN)


@pytest.mark.parametrize("code", Code)
def test_every_clock_has_a_reading_with_its_source(code: Code) -> None:
    reading = READINGS[code].__doc__ or ""
    assert "Source: law." in reading
    assert "Chosen reading: " in reading
