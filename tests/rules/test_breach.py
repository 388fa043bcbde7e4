"""A case about the wrong child: what keeps it from being moved, and what the assessment of a breach demands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from innsats.rules.breach import Risk, obstacles_to_assessment, obstacles_to_correction
from innsats.rules.calendar import day_of
from innsats.rules.deadlines import BreachFacts, CaseFacts, Code, clocks_of_case, privacy_due
from innsats.rules.telling import REMINDERS, steps_of
from innsats.rules.verdicts import Met, Status

from .days import MOMENTS, OPEN, local


def lacks(risk, **more):
    given = {"is_open": True, "is_authority_told": False, "are_concerned_told": False} | more
    return [one.code for one in obstacles_to_assessment(risk, **given)]


@pytest.mark.source("GDPR art. 33")
def test_T111_a_breach_found_on_monday_at_ten_is_assessed_by_thursday_at_ten():
    assert privacy_due(local("2026-03-23T10:00")) == local("2026-03-26T10:00")


@pytest.mark.source("GDPR art. 33")
@given(MOMENTS)
def test_72_hours_run_on_end_through_weekends_and_the_change_to_summer_time(found_at):
    due = privacy_due(found_at)
    assert due.timestamp() - found_at.timestamp() == timedelta(hours=72).total_seconds()


@pytest.mark.source("GDPR art. 33")
def test_over_the_night_to_summer_time_it_is_an_hour_later_on_the_wall():
    assert privacy_due(local("2026-03-27T10:00")) == local("2026-03-30T11:00")


@pytest.mark.source("GDPR art. 33")
def test_closing_the_case_does_not_end_it_and_an_assessment_does():
    found_at, closed = local("2026-03-23T10:00"), Met(local("2026-03-23T12:00"))
    facts = {"first_reported_at": found_at, "closed": closed}

    def clock(breach):
        clocks = clocks_of_case(CaseFacts(**facts, breaches=(breach,)), OPEN)
        return next(one for one in clocks if one.code == Code.PRIVACY_ASSESSMENT)

    waiting = clock(BreachFacts(found_at=found_at))
    assert waiting.status_at(local("2026-03-26T09:59")) is Status.OPEN
    assert waiting.status_at(local("2026-03-26T10:00")) is Status.OVERDUE
    late = clock(BreachFacts(found_at=found_at, assessed=Met(local("2026-03-27T08:00"))))
    assert late.status_at(local("2026-03-27T09:00")) is Status.MET_LATE


def test_a_second_one_is_numbered():
    found_at = local("2026-03-23T10:00")
    facts = CaseFacts(first_reported_at=found_at, breaches=(BreachFacts(found_at=found_at),) * 2)
    assert [one.about for one in clocks_of_case(facts, OPEN) if one.code == Code.PRIVACY_ASSESSMENT] == ["", "2"]


def test_what_may_run_out_at_night_is_reminded_of_in_the_last_working_days_before_it():
    due = local("2026-03-30T02:30")  # a night to Monday
    told = [one.at for one in steps_of(Code.PRIVACY_ASSESSMENT, due, OPEN)]
    assert told == [local("2026-03-26T08:00"), local("2026-03-27T08:00"), local("2026-03-27T14:00")]
    in_the_afternoon = steps_of(Code.PRIVACY_ASSESSMENT, local("2026-03-26T15:00"), OPEN)
    assert [one.step for one in in_the_afternoon] == list(REMINDERS)
    assert day_of(in_the_afternoon[-1].at) == date(2026, 3, 26)


@pytest.mark.source("GDPR art. 33")
def test_datatilsynet_is_told_unless_a_risk_is_unlikely():
    assert lacks(Risk.UNLIKELY) == []
    assert lacks(Risk.RISK) == ["authority_not_told"]
    assert lacks(Risk.RISK, is_authority_told=True) == []


@pytest.mark.source("GDPR art. 34")
def test_those_concerned_are_told_when_the_risk_is_high():
    assert lacks(Risk.HIGH) == ["authority_not_told", "concerned_not_told"]
    assert lacks(Risk.HIGH, is_authority_told=True, are_concerned_told=True) == []


def test_where_there_is_no_breach_there_is_nothing_to_assess():
    assert lacks(Risk.UNLIKELY, is_open=False) == ["no_breach"]


@pytest.mark.source("GDPR art. 5(1) d")
def test_a_case_is_moved_to_another_pupil_of_the_school():
    given = {"is_same": False, "is_here": True, "about": "x"}
    assert obstacles_to_correction(**given) == ()
    assert [one.code for one in obstacles_to_correction(**given | {"is_same": True})] == ["same_pupil"]
    assert [one.code for one in obstacles_to_correction(**given | {"is_here": False})] == ["unknown_party"]
