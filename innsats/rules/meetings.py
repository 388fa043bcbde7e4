"""A meeting with those who assist: what is gone through in thirty minutes, who can be there, and who does what next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from . import law
from .calendar import day_of
from .inputs import LONGEST_NAME, planned_obstacles, text_obstacles
from .verdicts import Obstacle

MOST_STEPS = 20


class Item(StrEnum):
    """A fixed point on the agenda."""

    SINCE_LAST = "since_last"
    OWN_WORD = "own_word"
    UNDONE = "undone"
    ADVICE = "advice"
    DECISIONS = "decisions"
    NEXT_STEPS = "next_steps"
    NEXT_MEETING = "next_meeting"


AGENDA: dict[Item, int] = {  # minutes, in the order they are gone through
    Item.SINCE_LAST: 4,
    Item.OWN_WORD: 5,
    Item.UNDONE: 5,
    Item.ADVICE: 4,
    Item.DECISIONS: 6,
    Item.NEXT_STEPS: 4,
    Item.NEXT_MEETING: 2,
}
"""Source: law.HOUSE_PRACTICE (thirty minutes, with agenda, decisions and next steps: KiVa's team time)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was agreed that somebody does, and by which day. As it is given: anything of it may be missing."""

    what: str = ""
    who: UUID | None = None
    due_on: date | None = None

    @property
    def is_given(self) -> bool:
        """A line of the form with nothing on it is no step."""
        return bool(self.what.strip() or self.who or self.due_on)


def obstacles_to_meeting(
    members: Collection[str], *, readers: Collection[str], has_minutes: bool
) -> tuple[Obstacle, ...]:
    """Why these minutes cannot be kept. `readers` are those who read the case now; `has_minutes`: something was said,
    decided or agreed.

    Source: law.IMPARTIALITY (who is inhabil takes no part); else law.HOUSE_PRACTICE, on law.TEAM_ROUTINES (all minutes
    and decisions are archived).
    Chosen reading: whoever is named as present reads the case now. Others who were there are told of by what they are.
    """
    found = [] if members else [Obstacle("nobody_took_part", law.HOUSE_PRACTICE, ("members",))]
    strangers = (one for one in members if one not in readers)
    found += [Obstacle("present_not_in_case", law.IMPARTIALITY, ("members", one)) for one in strangers]
    return (*found, *(() if has_minutes else (Obstacle("minutes_empty", law.HOUSE_PRACTICE, ("text",)),)))


def obstacles_to_steps(
    steps: Iterable[Step], *, readers: Collection[str], met_at: datetime, at: datetime
) -> tuple[Obstacle, ...]:
    """Why these steps cannot be given, each by its place: without what, without whom, without a day, or to somebody who
    may not read what it is about.

    Source: law.HOUSE_PRACTICE (a step that nobody has, or that has no day, is not taken).
    """
    given = [(place, step) for place, step in enumerate(steps, 1) if step.is_given]
    found = [Obstacle("too_many_steps", law.HOUSE_PRACTICE)] if len(given) > MOST_STEPS else []
    for place, step in given:
        found += _obstacles_to(step, place, readers, met_at, at)
    return tuple(found)


def obstacles_to_finishing(*, is_done: bool, done_on: date | None, met_at: datetime) -> tuple[Obstacle, ...]:
    """Why a step cannot be finished: it is, or not on a day before it was agreed.

    Source: law.HOUSE_PRACTICE.
    """
    found = [Obstacle("step_done", law.HOUSE_PRACTICE)] if is_done else []
    if done_on is not None and done_on < day_of(met_at):
        found.append(Obstacle("step_before_meeting", law.HOUSE_PRACTICE, ("done_on",)))
    return tuple(found)


def _obstacles_to(
    step: Step, place: int, readers: Collection[str], met_at: datetime, at: datetime
) -> Iterable[Obstacle]:
    what, who, due_on = (f"step_{place}_{name}" for name in ("what", "who", "due_on"))
    if not step.what.strip():
        yield Obstacle("step_without_what", law.HOUSE_PRACTICE, (what,))
    yield from text_obstacles(what, step.what, is_required=False, longest=LONGEST_NAME)
    if step.who is None:
        yield Obstacle("step_without_person", law.HOUSE_PRACTICE, (who,))
    elif str(step.who) not in readers:
        yield Obstacle("step_for_stranger", law.IMPARTIALITY, (who, str(step.who)))
    if step.due_on is None:
        yield Obstacle("step_without_day", law.HOUSE_PRACTICE, (due_on,))
    elif step.due_on < day_of(met_at):
        yield Obstacle("step_before_meeting", law.HOUSE_PRACTICE, (due_on,))
    yield from planned_obstacles(due_on, step.due_on, at=at)
