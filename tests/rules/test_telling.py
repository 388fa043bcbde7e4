"""Who is told of what, and when time itself does something about a clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from innsats.rules.acts import Act
from innsats.rules.calendar import CLOSES_HOUR, OPENS_HOUR, OSLO, start_of_next_day
from innsats.rules.deadlines import CASE_LEAD, FAMILY, Code, receipt_due
from innsats.rules.impartiality import Outcome
from innsats.rules.roles import Role
from innsats.rules.telling import News, Step, Timed, Whom, reminded, steps_of, tellings

from .days import CALENDARS, DATES, FJORDVIK, MOMENTS, OPEN, local


def test_nobody_is_told_of_an_act_that_asks_nothing_of_anyone():
    silent = {Act.SECURE_SAFETY, Act.NOTE_INQUIRY, Act.HEAR_PUPIL, Act.ACTIVATE_PLAN, Act.RELEASE_FROM_TEAM}
    assert all(tellings(act, {}) == () for act in silent)


def test_a_report_is_told_to_those_who_hold_rektors_part_and_an_escalated_one_to_the_new_seat():
    assert [(one.news, one.to) for one in tellings(Act.REPORT_CONCERN, {})] == [(News.REPORT_CAME, Whom.HOLDERS)]
    (escalated,) = tellings(Act.ESCALATE_REPORT, {"seat": "seat_deputy"})
    assert (escalated.to, escalated.fact) == (Whom.GIVEN, "seat")


@pytest.mark.parametrize("act", [Act.DECLARE_IMPARTIALITY, Act.NAME_PARTY])
@pytest.mark.parametrize("outcome", Outcome)
def test_only_a_habilitet_in_doubt_is_put_to_somebody_else(act, outcome):
    told = [one.to for one in tellings(act, {"outcome": outcome.value, "handed_to": []})]
    assert told == ([Whom.DECIDERS] if outcome is Outcome.TO_ASSESS else [])


@pytest.mark.parametrize(
    "act", [Act.DECLARE_IMPARTIALITY, Act.NAME_PARTY, Act.DECIDE_IMPARTIALITY, Act.OPEN_CASE]
)
def test_whoever_gets_rektors_part_is_told(act):
    assert tellings(act, {"handed_to": ["seat_officer"]})[-1].news is News.HANDED_ON


def test_a_date_is_reminded_of_on_the_working_day_before_and_on_the_day():
    steps = steps_of(Code.FIRST_TALK, date(2026, 3, 25), OPEN)
    assert steps == (
        Timed(local("2026-03-24T08:00"), Step.DAY_BEFORE), Timed(local("2026-03-25T14:00"), Step.LAST_HOURS),
    )  # fmt: skip


def test_a_date_after_easter_is_reminded_of_before_easter():
    """Working days run in school holidays; red days are none."""
    first, _ = steps_of(Code.SCHOOL_PROMISE, date(2026, 4, 7), FJORDVIK)
    assert first.at == local("2026-04-01T08:00")


def test_a_time_is_reminded_of_two_hours_before():
    due = local("2026-03-24T12:00")
    assert steps_of(Code.DECLARATION, due, OPEN) == (Timed(local("2026-03-24T10:00"), Step.LAST_HOURS),)


def test_the_receipt_of_a_report_carries_the_two_escalations():
    reported_at = local("2026-03-27T21:30")
    steps = steps_of(Code.RECEIPT, receipt_due(reported_at, OPEN), OPEN, seated_at=reported_at)
    assert [(one.at, one.step) for one in steps] == [
        (local("2026-03-30T10:00"), Step.LAST_HOURS),
        (local("2026-03-30T10:00"), Step.TO_DEPUTY),
        (local("2026-03-30T12:00"), Step.TO_OFFICER),
    ]


def test_the_one_responsible_is_reminded_first_and_rektor_on_the_last_day():
    assert reminded(Step.DAY_BEFORE, CASE_LEAD) == {Whom.LEAD}
    assert reminded(Step.LAST_HOURS, CASE_LEAD) == {Whom.LEAD, Whom.HOLDERS}
    assert reminded(Step.DAY_BEFORE, Role.PRINCIPAL) == reminded(Step.LAST_HOURS, Role.PRINCIPAL) == {Whom.HOLDERS}


@pytest.mark.parametrize("responsible", [Role.EMPLOYEE, FAMILY])
def test_neither_an_employee_nor_a_family_is_reminded(responsible):
    assert reminded(Step.LAST_HOURS, responsible) == frozenset()


@given(due=DATES, calendar=CALENDARS)
def test_a_date_is_always_reminded_of_before_it_passes_and_in_working_hours(due, calendar):
    steps = steps_of(Code.PLAN_ACTIVE, due, calendar)
    assert all(one.at < start_of_next_day(due) for one in steps)
    assert all(OPENS_HOUR <= one.at.astimezone(OSLO).hour < CLOSES_HOUR for one in steps)
    assert list(steps) == sorted(steps, key=lambda one: one.at)


@given(reported_at=MOMENTS, calendar=CALENDARS)
def test_a_receipt_is_reminded_of_before_it_is_due_and_escalated_in_order(reported_at, calendar):
    due = receipt_due(reported_at, calendar)
    at = {one.step: one.at for one in steps_of(Code.RECEIPT, due, calendar, seated_at=reported_at)}
    assert at[Step.LAST_HOURS] == due - timedelta(hours=2)
    assert reported_at < at[Step.TO_DEPUTY] < at[Step.TO_OFFICER]
