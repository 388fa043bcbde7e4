"""What an owner may settle about how its team works, and what it may not."""

from __future__ import annotations

import pytest

from innsats.rules import law
from innsats.rules.limits import HOUSE
from innsats.rules.processmaps import DAYS, USUAL_DAYS, MapStep, StepSaid, obstacles_to_map
from innsats.rules.verdicts import Obstacle


def reasons(*steps, contact_point="Lea Strand", phone="32 00 00 01", is_external=True):
    return list(obstacles_to_map(steps, contact_point, phone, is_external=is_external))


@pytest.mark.parametrize("step", DAYS)
def test_the_owner_sets_its_own_time_for_a_step_or_none(step):
    assert [reasons(StepSaid(step=step, days=days)) for days in (None, *DAYS[step])] == [[]] * (len(DAYS[step]) + 1)
    assert [one.code for one in reasons(StepSaid(step=step, days=99))] == ["step_limit"]
    assert USUAL_DAYS.get(step) in (None, *DAYS[step])


@pytest.mark.parametrize("step", [step for step in MapStep if step not in DAYS])
def test_the_first_talk_the_week_and_the_plan_have_limits_of_their_own(step):
    assert reasons(StepSaid(step=step)) == []
    assert reasons(StepSaid(step=step, days=1)) == [Obstacle("step_limit_fixed", law.HOUSE_PRACTICE, (step,))]


def test_t56_nothing_before_the_measures_is_given_more_than_the_week():
    for step in (MapStep.CHECKING, MapStep.SHARING, MapStep.MEETING):
        assert reasons(StepSaid(step=step, days=6)) == [Obstacle("step_limit", law.ONE_WEEK, (step,))]
    assert HOUSE.first_talk_school_days <= 5


def test_every_reason_is_told_at_once():
    said = StepSaid(step=MapStep.MEETING, days=20, words="x" * 601, contact="y" * 201)
    found = reasons(said, StepSaid(step=MapStep.MEETING), contact_point=" ", phone="1" * 26, is_external=False)
    assert [one.code for one in found] == [
        "map_of_school_team", "step_twice", "step_limit", "text_too_long", "text_too_long", "text_missing",
        "text_too_long",
    ]  # fmt: skip
