"""Who is told of what, and when time itself does something about a clock."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from innsats.rules.acts import Act
from innsats.rules.calendar import CLOSES_HOUR, OPENS_HOUR, OSLO, day_of, start_of_next_day
from innsats.rules.deadlines import CASE_LEAD, FAMILY, TEAM_LEADER, Code, declaration_due, receipt_due
from innsats.rules.impartiality import Outcome
from innsats.rules.roles import HOLDING, Role
from innsats.rules.telling import REMINDERS, SAME_DAY, News, Step, Whom, reminded, steps_of, tellings

from .days import CALENDARS, DATES, FJORDVIK, MOMENTS, OPEN, local


def test_nobody_is_told_of_an_act_that_asks_nothing_of_anyone():
    silent = {Act.SECURE_SAFETY, Act.NOTE_INQUIRY, Act.HEAR_PUPIL, Act.ACTIVATE_PLAN, Act.RELEASE_FROM_TEAM}
    assert all(tellings(act, {}) == () for act in silent)


def test_a_report_is_told_to_those_who_hold_rektors_part_and_an_escalated_one_to_the_new_seat():
    assert [(one.news, one.to) for one in tellings(Act.REPORT_CONCERN, {})] == [(News.REPORT_CAME, Whom.HOLDERS)]
    assert [one.to for one in tellings(Act.WITHDRAW_REPORT, {})] == [Whom.HOLDERS]
    wrote = (News.REPORTER_WROTE, Whom.HOLDERS), (News.REPORTER_WROTE, Whom.LEAD)
    assert tuple((one.news, one.to) for one in tellings(Act.WRITE_TO_SCHOOL, {})) == wrote
    assert [(one.news, one.to) for one in tellings(Act.ANSWER_REPORTER, {})] == [(News.SCHOOL_WROTE, Whom.REPORTER)]
    home = (News.FAMILY_WROTE, Whom.HOLDERS), (News.FAMILY_WROTE, Whom.LEAD)
    assert tuple((one.news, one.to) for one in tellings(Act.WRITE_FROM_HOME, {})) == home
    (escalated,) = tellings(Act.ESCALATE_REPORT, {"seat": "seat_deputy"})
    assert (escalated.to, escalated.fact) == (Whom.GIVEN, "seat")


def test_what_a_pupil_answers_alone_is_told_the_lead_and_more_loudly_when_it_asks_for_an_adult():
    def told(**facts):
        return [(one.news, one.to) for one in tellings(Act.CHECK_IN_PUPIL, facts)]

    calls = [(News.CHILD_CALLS, Whom.LEAD), (News.CHILD_CALLS, Whom.HOLDERS)]
    assert told(by_own_code=True) == [(News.CHILD_ANSWERED, Whom.LEAD)]
    assert told(by_own_code=True, calls=["not_safe"]) == told(by_own_code=False, calls=["not_safe"]) == calls
    assert told(by_own_code=False) == told() == []


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


def reminders(code, due, calendar=OPEN):
    """When the three reminders are given, first one first."""
    steps = steps_of(code, due, calendar)
    assert [one.step for one in steps] == list(REMINDERS)
    return [one.at for one in steps]


def at(*texts):
    return [local(text) for text in texts]


def test_a_date_is_reminded_of_on_the_working_day_before_and_twice_on_the_day():
    assert reminders(Code.FIRST_TALK, date(2026, 3, 25)) == at(
        "2026-03-24T08:00", "2026-03-25T08:00", "2026-03-25T14:00"
    )


def test_a_date_on_a_day_off_is_reminded_of_on_the_working_days_before_it():
    """Working days run in school holidays; red days are none. Easter Monday is 6 April."""
    assert reminders(Code.SCHOOL_PROMISE, date(2026, 4, 6), FJORDVIK) == at(
        "2026-03-31T08:00", "2026-04-01T08:00", "2026-04-01T14:00"
    )


def test_a_date_after_easter_is_first_reminded_of_before_easter():
    assert reminders(Code.SCHOOL_PROMISE, date(2026, 4, 7), FJORDVIK) == at(
        "2026-04-01T08:00", "2026-04-07T08:00", "2026-04-07T14:00"
    )


def test_the_seventeenth_of_may_on_whit_monday_is_one_day_off():
    assert reminders(Code.EVALUATION, date(2027, 5, 17)) == at(
        "2027-05-13T08:00", "2027-05-14T08:00", "2027-05-14T14:00"
    )


def test_a_date_on_the_leap_day_and_the_day_after_it():
    assert reminders(Code.EVALUATION, date(2028, 2, 29))[0] == local("2028-02-28T08:00")
    assert reminders(Code.EVALUATION, date(2028, 3, 1))[0] == local("2028-02-29T08:00")


def test_reminders_keep_their_hour_when_the_clocks_change_at_night():
    spring, autumn = reminders(Code.EVALUATION, date(2026, 3, 30)), reminders(Code.EVALUATION, date(2026, 10, 26))
    assert [one.astimezone(UTC).hour for one in spring] == [7, 6, 12]
    assert [one.astimezone(UTC).hour for one in autumn] == [6, 7, 13]


def test_what_is_due_the_day_it_begins_is_reminded_of_that_day_whatever_day_it_is():
    saturday = date(2026, 3, 28)
    assert reminders(Code.SAFETY_TODAY, saturday) == at("2026-03-28T12:00", "2026-03-28T14:00", "2026-03-28T15:00")


def test_a_time_is_reminded_of_two_hours_one_hour_and_half_an_hour_before():
    assert reminders(Code.DECLARATION, local("2026-03-24T12:00")) == at(
        "2026-03-24T10:00", "2026-03-24T11:00", "2026-03-24T11:30"
    )


def test_the_receipt_of_a_report_carries_the_two_escalations():
    reported_at = local("2026-03-27T21:30")
    steps = steps_of(Code.RECEIPT, receipt_due(reported_at, OPEN), OPEN, seated_at=reported_at)
    assert [(one.at, one.step) for one in steps] == [
        (local("2026-03-30T10:00"), Step.FIRST_REMINDER),
        (local("2026-03-30T10:00"), Step.TO_DEPUTY),
        (local("2026-03-30T11:00"), Step.SECOND_REMINDER),
        (local("2026-03-30T11:30"), Step.LAST_REMINDER),
        (local("2026-03-30T12:00"), Step.TO_OFFICER),
    ]


def test_advice_that_is_needed_and_has_no_answer_goes_to_the_owner_when_its_day_is_over():
    steps = steps_of(Code.ADVICE_ANSWERED, date(2026, 3, 27), OPEN)
    assert (steps[-1].at, steps[-1].step) == (local("2026-03-28T00:00"), Step.TO_OWNER)
    assert [one.step for one in steps[:-1]] == list(REMINDERS)


def test_what_the_school_declines_is_told_to_the_owner_and_to_the_one_who_gave_it():
    def told(**facts: object) -> set[Whom]:
        return {one.to for one in tellings(Act.ANSWER_ADVICE, {"advisor": "a", **facts})}

    assert told(is_raised=True) == {Whom.NAMED, Whom.OWNER} and told(is_raised=False) == {Whom.NAMED}


def test_first_the_one_responsible_then_rektor_then_the_owners_officer():
    reached = [reminded(step, CASE_LEAD) for step in REMINDERS]
    assert reached == [{Whom.LEAD}, {Whom.LEAD, Whom.HOLDERS}, {Whom.LEAD, Whom.HOLDERS, Whom.OWNER}]


@pytest.mark.parametrize("responsible", HOLDING)
def test_what_rektors_part_answers_for_reminds_rektors_part_and_at_last_the_owners_officer(responsible):
    reached = [reminded(step, responsible) for step in REMINDERS]
    assert reached == [{Whom.HOLDERS}, {Whom.HOLDERS}, {Whom.HOLDERS, Whom.OWNER}]


@pytest.mark.parametrize(("responsible", "part"), [(CASE_LEAD, Whom.LEAD), (TEAM_LEADER, Whom.TEAM_LEADERS)])
def test_rektors_part_is_reminded_from_the_first_where_no_lead_and_no_leader_of_the_team_can_be(responsible, part):
    assert reminded(Step.FIRST_REMINDER, responsible) == {part}
    assert reminded(Step.FIRST_REMINDER, responsible, nobody=[part]) == {Whom.HOLDERS}


@pytest.mark.parametrize("responsible", [*HOLDING, CASE_LEAD, TEAM_LEADER])
@pytest.mark.parametrize("nobody", [(), (Whom.LEAD, Whom.TEAM_LEADERS)])
def test_no_reminder_drops_anybody_whom_an_earlier_one_reached(responsible, nobody):
    reached = [reminded(step, responsible, nobody=nobody) for step in REMINDERS]
    assert reached[0] and reached[0] <= reached[1] <= reached[2]


@pytest.mark.parametrize("responsible", [Role.EMPLOYEE, FAMILY])
@pytest.mark.parametrize("step", REMINDERS)
def test_neither_an_employee_nor_a_family_is_reminded(responsible, step):
    assert reminded(step, responsible) == frozenset()


CODES = st.sampled_from([code for code in Code if code is not Code.GOVERNOR_FROM])


@given(code=CODES, due=DATES, calendar=CALENDARS)
@example(code=Code.SCHOOL_PROMISE, due=date(2026, 3, 29), calendar=FJORDVIK)  # the clocks go forward
@example(code=Code.SCHOOL_PROMISE, due=date(2026, 10, 25), calendar=FJORDVIK)  # and back
@example(code=Code.SCHOOL_PROMISE, due=date(2026, 4, 6), calendar=FJORDVIK)  # Easter Monday
@example(code=Code.EVALUATION, due=date(2027, 5, 17), calendar=OPEN)
@example(code=Code.EVALUATION, due=date(2028, 2, 29), calendar=OPEN)
@example(code=Code.SCHOOL_PROMISE, due=date(2026, 7, 20), calendar=FJORDVIK)  # summer
def test_a_date_is_always_reminded_of_three_times_before_it_passes_and_in_working_hours(code, due, calendar):
    steps = [one for one in steps_of(code, due, calendar) if one.step is not Step.TO_OWNER]
    assert [one.step for one in steps] == list(REMINDERS)
    for before, one in pairwise(steps):
        assert before.at < one.at
    for one in steps:
        assert one.at < start_of_next_day(due)
        assert OPENS_HOUR <= one.at.astimezone(OSLO).hour < CLOSES_HOUR
        assert day_of(one.at) == due if code in SAME_DAY else calendar.is_working_day(day_of(one.at))


@given(due=DATES, calendar=CALENDARS)
def test_no_working_day_lies_between_the_last_reminder_and_the_date(due, calendar):
    *_, last = steps_of(Code.PLAN_ACTIVE, due, calendar)
    between = (due - day_of(last.at)).days
    assert not any(calendar.is_working_day(day_of(last.at) + timedelta(days=day)) for day in range(1, between + 1))


@given(read_at=MOMENTS, calendar=CALENDARS)
def test_a_declaration_is_reminded_of_before_noon_of_a_working_day(read_at, calendar):
    due = declaration_due(read_at, calendar)
    for one in steps_of(Code.DECLARATION, due, calendar):
        assert read_at < one.at < due
        assert calendar.is_working_day(day_of(one.at)) and one.at.astimezone(OSLO).hour >= OPENS_HOUR


@given(reported_at=MOMENTS, calendar=CALENDARS)
def test_a_receipt_is_reminded_of_before_it_is_due_and_escalated_in_order(reported_at, calendar):
    due = receipt_due(reported_at, calendar)
    at = {one.step: one.at for one in steps_of(Code.RECEIPT, due, calendar, seated_at=reported_at)}
    assert reported_at < at[Step.FIRST_REMINDER] < at[Step.SECOND_REMINDER] < at[Step.LAST_REMINDER] < due
    assert calendar.is_working_day(day_of(at[Step.FIRST_REMINDER]))
    assert reported_at < at[Step.TO_DEPUTY] < at[Step.TO_OFFICER]
