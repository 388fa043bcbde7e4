"""The answers to what the external team says is needed: a working day for the school, and one more for the owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.calendar import Calendar, day_of
from innsats.rules.deadlines import CASE_LEAD, OWNER, AdviceFacts, Code, advice_due
from innsats.rules.deadlines.assisting import clocks_of_advice
from innsats.rules.verdicts import Clock, Met, Status

from .days import CALENDARS, FJORDVIK, MOMENTS, local

GIVEN = AdviceFacts(about="a", given=Met(local("2026-03-26T10:00")))  # a Thursday
DECLINED = replace(
    GIVEN, answered=Met(local("2026-03-26T15:00")), is_declined=True, raised=Met(local("2026-03-26T15:00"))
)
OVER = replace(GIVEN, raised=Met(local("2026-03-28T00:00")))  # the school's day is over


def clocks(facts: AdviceFacts, closed: Met | None = None) -> dict[str, Clock]:
    return {one.code: one for one in clocks_of_advice([facts], CASE_LEAD, FJORDVIK, closed)}


@pytest.mark.source("practice")
def test_the_school_has_one_working_day_and_the_owner_none_until_it_goes_there() -> None:
    (clock,) = clocks(GIVEN).values()
    assert (clock.code, clock.for_, clock.due, clock.about) == (Code.ADVICE_ANSWERED, CASE_LEAD, date(2026, 3, 27), "a")


def test_the_owner_has_the_working_day_after_the_no() -> None:
    found = clocks(DECLINED)
    assert found[Code.ADVICE_ANSWERED].met == DECLINED.answered
    assert (found[Code.ADVICE_DECIDED].for_, found[Code.ADVICE_DECIDED].due) == (OWNER, date(2026, 3, 27))


def test_the_owner_has_the_working_day_after_the_schools_when_there_is_no_answer() -> None:
    found = clocks(OVER)
    assert found[Code.ADVICE_DECIDED].due == advice_due(date(2026, 3, 27), FJORDVIK)
    assert found[Code.ADVICE_ANSWERED].status_at(local("2026-03-28T00:00")) is Status.OVERDUE


def test_what_the_owner_decides_the_school_need_not_answer_and_the_other_way_round() -> None:
    ruled = Met(local("2026-03-30T09:00"))
    found = clocks(replace(OVER, decided=ruled))
    assert found[Code.ADVICE_ANSWERED].met == found[Code.ADVICE_DECIDED].met == ruled
    followed = clocks(replace(OVER, answered=ruled))
    assert followed[Code.ADVICE_DECIDED].met == ruled
    assert clocks(DECLINED)[Code.ADVICE_DECIDED].met is None  # a no is no answer to the owner


def test_a_case_that_is_closed_waits_for_neither_overdue_or_not() -> None:
    found = clocks(OVER, closed=Met(local("2026-04-08T09:00")))
    assert {one.lapsed for one in found.values()} == {"case_closed"}
    answered = clocks(replace(GIVEN, answered=Met(local("2026-03-26T12:00"))), closed=Met(local("2026-03-26T13:00")))
    assert not answered[Code.ADVICE_ANSWERED].lapsed


def test_what_still_waits_when_the_case_is_opened_again_has_a_new_day() -> None:
    again = Met(local("2026-04-13T09:00"))  # a Monday
    assert clocks(replace(GIVEN, reopened=again))[Code.ADVICE_ANSWERED].due == date(2026, 4, 14)
    assert clocks(replace(OVER, reopened=again))[Code.ADVICE_DECIDED].due == date(2026, 4, 14)
    answered = replace(GIVEN, answered=Met(local("2026-03-26T12:00")), reopened=again)
    assert clocks(answered)[Code.ADVICE_ANSWERED].due == date(2026, 3, 27)


@given(at=MOMENTS, calendar=CALENDARS)
def test_it_is_always_a_working_day_after_the_day_it_was_given(at, calendar: Calendar) -> None:
    due = advice_due(day_of(at), calendar)
    assert due > day_of(at) and calendar.is_working_day(due)


@given(st.sampled_from([GIVEN, DECLINED, OVER]), MOMENTS)
def test_a_date_never_moves_because_it_is_met(facts: AdviceFacts, at) -> None:
    before = {code: clock.due for code, clock in clocks(facts).items()}
    assert {code: clock.due for code, clock in clocks(replace(facts, decided=Met(at))).items()} == before
