"""What an evaluation answers, in which round it is held, and when it asks for help from outside."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from . import law
from .calendar import Calendar
from .inquiry import Safe
from .plans import EVALUATION_DAYS, round_held_on
from .verdicts import Obstacle

LATER = timedelta(weeks=4)  # between rounds after the third
HELP_FROM_ROUND = len(EVALUATION_DAYS)


class CarriedOut(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Helped(StrEnum):
    """By the pupil's own word. An adult's opinion is not an answer here."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


def carried_out_obstacles(given: str | None, answered: str | None) -> tuple[Obstacle, ...]:
    """Whether a measure was carried out is answered once, also when it is common to several pupils.

    Source: law.WRITTEN_PLAN (§ 12-4(3)); that it is asked once is law.HOUSE_PRACTICE.
    Chosen reading: `answered` is the answer already given for the same round in another case. It stands.
    """
    if given is None and answered is None:
        return (Obstacle("carried_out_missing", law.WRITTEN_PLAN),)
    if given is not None and answered is not None and given != answered:
        return (Obstacle("carried_out_answered", law.HOUSE_PRACTICE),)
    return ()


class HelpAnswered(StrEnum):
    """What the school does about help from outside when three rounds have not been enough."""

    EXTERNAL_TEAM = "external_team"
    OTHER_HELP = "other_help"
    NO = "no"


def round_of(held_on: date, activated_on: date) -> int:
    """The round that an evaluation held on this day belongs to: 1, 2, 3, and on.

    Source: law.HOUSE_PRACTICE (rounds of one, two and four weeks).
    Chosen reading: the round whose day (7, 21, 49 after activation, then every four weeks) is nearest; the later one in
    the middle. Counted from the first plan that applied, for a plan that is changed does not begin the rounds anew.
    """
    number, day = 1, first_round(activated_on)
    while (following := _after(day, number, activated_on)) - held_on <= held_on - day:
        number, day = number + 1, following
    return number


def next_round(held_on: date, activated_on: date, calendar: Calendar) -> date:
    """The school day proposed for the evaluation after one that is held on this day; see `plans.round_held_on`."""
    number, day = 1, first_round(activated_on)
    for _ in range(round_of(held_on, activated_on)):
        day, number = _after(day, number, activated_on), number + 1
    return round_held_on(day, after=held_on, calendar=calendar)


def first_round(activated_on: date) -> date:
    """Day 7."""
    return activated_on + timedelta(days=EVALUATION_DAYS[0])


def asks_for_help(pupil_safe: str, held_on: date, activated_on: date | None) -> bool:
    """Whether this evaluation asks if somebody from outside must help.

    Source: law.HOUSE_PRACTICE (guidance: is a fourth period needed, consider external help).
    Chosen reading: the pupil says in the third round, or a later one, that it is not safe.
    """
    return (
        pupil_safe == Safe.NO and activated_on is not None and round_of(held_on, activated_on) >= HELP_FROM_ROUND
    )


def _after(day: date, number: int, activated_on: date) -> date:
    """The day of the round after round `number`, which is on `day`."""
    return activated_on + timedelta(days=EVALUATION_DAYS[number]) if number < HELP_FROM_ROUND else day + LATER
