"""A pupil changes school: what stands in the way, and who is about to. A case never changes school with its pupil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from . import law
from .calendar import at_time
from .verdicts import Obstacle

TOLD_FROM, TOLD_UNTIL = (6, 1), (8, 31)  # month and day: when those who change school in August are told of
TOLD_HOUR = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A pupil's place at a school. `came_on` None: before anybody kept it; `left_on` None: the pupil is there."""

    school: str
    came_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """The grades that a school has; None where the register does not say."""

    lowest: int | None = None
    highest: int | None = None

    def has(self, grade: int | None) -> bool:
        """Whether a pupil of this grade can stand here. What is not known is no reason against it."""
        if grade is None:
            return True
        return (self.lowest is None or grade >= self.lowest) and (self.highest is None or grade <= self.highest)


def obstacles_to_move(
    place: Place, *, to_school: str, grades: Grades, grade: int | None, moved_on: date
) -> tuple[Obstacle, ...]:
    """Every reason why the pupil cannot have gone from `place` to that school on that day.

    Source: law.HOUSE_PRACTICE, so that "still attends" (law.COUNTY_GOVERNOR) can be answered of every day.
    Chosen reading: the day of the move is the first day at the new school. A place begins after the one before it.
    """
    found = []
    if place.left_on is not None:
        found.append(Obstacle("moved_already", law.HOUSE_PRACTICE))
    if to_school == place.school:
        found.append(Obstacle("moves_nowhere", law.HOUSE_PRACTICE))
    if place.came_on is not None and moved_on <= place.came_on:
        found.append(Obstacle("before_place_began", law.HOUSE_PRACTICE, ("moved_on",)))
    if not grades.has(grade):
        found.append(Obstacle("grade_not_there", law.HOUSE_PRACTICE))
    return tuple(found)


def changes_school_next(grade: int | None, grades: Grades) -> bool:
    """Whether a pupil of this grade changes school in August: it is the last one here.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: where either is not known, nobody is told of the pupil. The last year of videregående is no change
    of school, but the pupil leaves, and the case has to end all the same.
    """
    return grade is not None and grades.highest is not None and grade >= grades.highest


def told_at(year: int) -> datetime:
    """The morning on which rektor is told of them, on I dag and by a notice."""
    return at_time(date(year, *TOLD_FROM), TOLD_HOUR)


def is_time_to_tell(on: date) -> bool:
    """Whether rektor is told now of open cases whose pupils change school in August: from 1 June, and until they have.

    Source: law.HOUSE_PRACTICE, on law.SCHOOL_CHANGE: the family is asked while it is still here.
    """
    return TOLD_FROM <= (on.month, on.day) <= TOLD_UNTIL
