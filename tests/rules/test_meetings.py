"""The rules of a meeting with those who assist: thirty minutes, who was there, and steps that somebody has."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from innsats.rules.meetings import (
    AGENDA,
    MOST_STEPS,
    Item,
    Step,
    obstacles_to_finishing,
    obstacles_to_meeting,
    obstacles_to_steps,
)
from tests.world import AT

LISE, STRANGER = uuid4(), uuid4()
TODAY = AT.date()


def of_steps(*steps: Step) -> list[tuple[str, tuple[str, ...]]]:
    found = obstacles_to_steps(steps, readers=[str(LISE)], met_at=AT, at=AT)
    return [(one.code, one.about) for one in found]


def test_the_points_take_thirty_minutes_together() -> None:
    assert sum(AGENDA.values()) == 30
    assert list(AGENDA) == list(Item)


@pytest.mark.source("Udir team routines")
def test_every_reason_why_minutes_cannot_be_kept_is_told_at_once() -> None:
    nothing = obstacles_to_meeting([], readers=["a"], has_minutes=False)
    assert [one.code for one in nothing] == ["nobody_took_part", "minutes_empty"]
    stranger = obstacles_to_meeting(["a", "b"], readers=["a"], has_minutes=True)
    assert [(one.code, one.about) for one in stranger] == [("present_not_in_case", ("members", "b"))]


def test_a_step_has_somebody_and_a_day_and_each_says_where_it_lacks_something() -> None:
    assert of_steps(Step(what="Ring", who=LISE, due_on=TODAY), Step(), Step(what="Snakk med klassen")) == [
        ("step_without_person", ("step_3_who",)), ("step_without_day", ("step_3_due_on",)),
    ]  # fmt: skip
    assert of_steps(Step(who=STRANGER, due_on=TODAY - timedelta(days=1))) == [
        ("step_without_what", ("step_1_what",)), ("step_for_stranger", ("step_1_who", str(STRANGER))),
        ("step_before_meeting", ("step_1_due_on",)),
    ]  # fmt: skip


def test_a_step_is_a_line_and_not_years_ahead_and_there_are_not_too_many() -> None:
    long = Step(what="x" * 100_000, who=LISE, due_on=date(TODAY.year + 3, 1, 1))
    assert [code for code, _ in of_steps(long)] == ["text_too_long", "too_far_ahead"]
    many = [Step(what="Ring", who=LISE, due_on=TODAY)] * (MOST_STEPS + 1)
    assert [code for code, _ in of_steps(*many)] == ["too_many_steps"]


def test_a_step_is_finished_once_and_not_before_it_was_agreed() -> None:
    assert obstacles_to_finishing(is_done=False, done_on=TODAY, met_at=AT) == ()
    found = obstacles_to_finishing(is_done=True, done_on=TODAY - timedelta(days=1), met_at=AT)
    assert [one.code for one in found] == ["step_done", "step_before_meeting"]
