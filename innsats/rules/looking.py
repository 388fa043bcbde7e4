"""Who has opened a case: what a family is told of it, by when, and which reading somebody should ask about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from . import law
from .aftercare import months_after
from .calendar import OSLO, day_of
from .editions import Group
from .verdicts import Obstacle, Source

MANY_COUNT = 15  # different cases and reports in one day
NIGHT_HOURS = range(5)  # 00:00 to 05:00
LEFT_ALONE_DAYS = 30  # after a case was closed, nobody has work in it
ANSWER_MONTHS = 1


class Why(StrEnum):
    """Why a reading is raised. It accuses nobody: somebody asks, and mostly there is a good answer."""

    MANY = "many"
    NIGHT = "night"
    NEAR = "near"  # the case is about a pupil in the same grade as a child of the reader's own
    CLOSED = "closed"  # nobody has work in the case any more


class Found(StrEnum):
    """What came of asking."""

    AT_WORK = "at_work"
    TALKED = "talked"
    BREACH = "breach"


class Ground(StrEnum):
    """Why a line of the list is held back: the letters of popplyl § 16(1) that can be meant."""

    HEALTH = "c"
    SECRECY = "d"
    INTERNAL = "e"
    INTERESTS = "f"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFacts:
    """One person's reading of one thing, and what is known around it.

    `things_count`: different cases and reports this person has read that day until then; `busiest_count`: as many on
    the busiest of the thirty days before. `closed_on`: when the case was closed, None when it is open or a report.
    `is_near`: it is about a pupil in the same grade, at the same school, as a child of the reader.
    """

    at: datetime
    things_count: int
    busiest_count: int
    closed_on: date | None = None
    is_near: bool = False


def raised_for(facts: ReadingFacts) -> tuple[Why, ...]:
    """Why somebody should ask about this reading; mostly nothing.

    Source: law.TRAINING_FIRST (opplf § 20-2: only as far as it is needed), law.HOUSE_PRACTICE.
    Chosen reading: fifteen or more in a day, and more than twice the busiest day of the month before; between midnight
    and five; about a pupil in the same grade as an own child; a case that was closed more than thirty days ago. Whoever
    has no part in a case cannot read it at all: the last is where a part has no work left. See decisions/0047.
    """
    hour, on = facts.at.astimezone(OSLO).hour, day_of(facts.at)
    found = {
        Why.MANY: facts.things_count >= MANY_COUNT and facts.things_count > 2 * facts.busiest_count,
        Why.NIGHT: hour in NIGHT_HOURS,
        Why.NEAR: facts.is_near,
        Why.CLOSED: facts.closed_on is not None and (on - facts.closed_on).days > LEFT_ALONE_DAYS,
    }
    return tuple(why for why, is_so in found.items() if is_so)


def trail_due(asked_at: datetime) -> date:
    """By when somebody who asked who has opened the case has the answer.

    Source: law.ANSWERED_IN_A_MONTH (GDPR art. 12(3)).
    Chosen reading: the same day of the next month, also when that is a day off.
    """
    return months_after(day_of(asked_at), ANSWER_MONTHS)


def may_ask(group: Group, *, is_subject: bool) -> bool:
    """Whether somebody of a family may be given the list: of the pupil whom the case is about, who may know where the
    child is, and from fifteen years for the pupil itself.

    Source: law.OWN_DATA (GDPR art. 15), law.HOUSE_PRACTICE (with a protected address: no places, and no logs).
    """
    return is_subject and group in (Group.GUARDIANS, Group.PUPIL)


def obstacles_to_ask(*, is_waiting: bool) -> tuple[Obstacle, ...]:
    """`trail_asked`: the one who asks waits for an answer already.

    Source: law.HOUSE_PRACTICE.
    """
    return (Obstacle("trail_asked", law.HOUSE_PRACTICE),) if is_waiting else ()


def obstacles_to_release(
    *, is_released: bool, withheld: Collection[str], lines: Collection[str], ground: Ground | None, because: str
) -> tuple[Obstacle, ...]:
    """Why a list cannot be given as it is: given already, a line that is none, or held back without saying why.

    Source: law.REFUSED_WITH_REASON (popplyl § 16(3): in writing, with the exact reference), law.HOUSE_PRACTICE.
    """
    practice: Source = law.HOUSE_PRACTICE
    found = (
        (is_released, Obstacle("trail_released", practice)),
        (not set(withheld) <= set(lines), Obstacle("unknown_line", practice)),
        (bool(withheld) and ground is None, Obstacle("withheld_without_ground", law.REFUSED_WITH_REASON)),
        (bool(withheld) and not because.strip(), Obstacle("withheld_without_reason", law.REFUSED_WITH_REASON)),
        (not withheld and ground is not None, Obstacle("nothing_withheld", practice)),
    )
    return tuple(obstacle for is_so, obstacle in found if is_so)


def obstacles_to_settle(*, is_settled: bool) -> tuple[Obstacle, ...]:
    """`reading_settled`: somebody has asked already.

    Source: law.HOUSE_PRACTICE.
    """
    return (Obstacle("reading_settled", law.HOUSE_PRACTICE),) if is_settled else ()
