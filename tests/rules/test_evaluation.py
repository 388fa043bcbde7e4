"""Rounds of evaluation, and when somebody from outside must be asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.evaluation import asks_for_help, next_round, round_of
from innsats.rules.inquiry import Safe
from innsats.rules.plans import proposed_evaluations

from .days import CALENDARS, DATES, OPEN

ACTIVATED = date(2026, 3, 23)


def day(count: int) -> date:
    return ACTIVATED + timedelta(days=count)


@pytest.mark.parametrize(
    ("held", "number"),
    [(-3, 1), (0, 1), (7, 1), (13, 1), (14, 2), (21, 2), (34, 2), (35, 3), (49, 3), (63, 4), (77, 4)],
)
def test_an_evaluation_belongs_to_the_round_whose_day_is_nearest(held, number):
    assert round_of(day(held), ACTIVATED) == number


def test_the_rounds_are_those_that_the_plan_proposes():
    found = [next_round(day(held), ACTIVATED, OPEN) for held in (-30, 8, 21, 49)]
    assert found == [day(21), day(21), day(49), day(77)]
    assert proposed_evaluations(ACTIVATED, OPEN) == (day(7), day(21), day(49))


@pytest.mark.source("practice")
@given(DATES, st.integers(0, 300), CALENDARS)
def test_the_next_round_is_proposed_on_a_school_day(activated, held, calendar):
    on = activated + timedelta(days=held)
    assert calendar.is_school_day(found := next_round(on, activated, calendar)) and found > on


@given(st.integers(0, 900))
def test_the_next_round_is_always_later_and_the_rounds_never_go_back(held):
    assert next_round(day(held), ACTIVATED, OPEN) > day(held)
    assert round_of(day(held), ACTIVATED) <= round_of(day(held + 1), ACTIVATED)


@pytest.mark.parametrize(
    ("safe", "held", "asks"),
    [
        (Safe.NO, 49, True), (Safe.NO, 90, True), (Safe.NO, 21, False), (Safe.YES, 49, False),
        (Safe.NO_ANSWER, 49, False),
    ],
)
def test_help_is_asked_for_when_the_third_round_ends_with_a_pupil_who_is_not_safe(safe, held, asks):
    assert asks_for_help(safe, day(held), ACTIVATED) is asks
    assert not asks_for_help(safe, day(held), None)
