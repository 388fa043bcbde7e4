"""A family that asks the external team for help, and asks that the school is not told yet: when, and for how long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

from . import law
from .calendar import OPENS_HOUR, Calendar, at_time
from .reports import Concern
from .verdicts import Clock, Obstacle

LONGEST_WORKING_DAYS = 5
FIRST_TALK_WORKING_DAYS = 3
CODE = "family_wait"


class Settled(StrEnum):
    """How it ended."""

    PASSED_ON = "passed_on"  # the family said yes
    DAY_CAME = "day_came"  # nobody did, and its day came
    WITHDRAWN = "withdrawn"


def days_to_wait(said_on: date, on: date, calendar: Calendar) -> tuple[date, ...]:
    """The days on which the school can be told at the latest, of what the family said on `said_on`; those after `on`.

    Source: law.HOUSE_PRACTICE, on law.ONE_WEEK.
    Chosen reading: at most five working days after it was said, so that the school still hears within the week in which
    the first measure should be in place; and working days only, so that somebody there reads it.
    """
    ahead = (calendar.add_working_days(said_on, count) for count in range(1, LONGEST_WORKING_DAYS + 1))
    return tuple(day for day in ahead if day > on)


def talk_due(asked_on: date, calendar: Calendar) -> date:
    """The day by which the team holds its first talk with a family that asked on `asked_on`.

    Source: law.HOUSE_PRACTICE (the team of one municipality talks with the family within three working days).
    """
    return calendar.add_working_days(asked_on, FIRST_TALK_WORKING_DAYS)


def told_at(until: date) -> datetime:
    """When the school is told by itself: as its working day begins."""
    return at_time(until, OPENS_HOUR)


def first_step_at(until: date, *, at: datetime, on: date, calendar: Calendar) -> datetime:
    """When something first happens by itself: the reminder, on the working day before; or, when that hour is past
    already, what happens on the day.
    """
    before = max(day for day in (on, *days_to_wait(on, on, calendar)) if day < until)
    return told_at(before) if told_at(before) > at else told_at(until)


def clock_of(until: date) -> Clock:
    """The day as a clock, for the lists that it stands in."""
    at = told_at(until)
    return Clock(code=CODE, for_="", due=at, overdue_from=at, source=law.HOUSE_PRACTICE)


def obstacles_to_holding(
    until: date, *, days: Collection[date], concern: Concern, has_no_danger: bool, works_there: bool
) -> tuple[Obstacle, ...]:
    """Why the school must be told at once. `days` are those of `days_to_wait`; `works_there`: whoever types it in has
    work at that school.

    Source: law.REPORT_TO_PRINCIPAL and law.STAFF_TO_PRINCIPAL bind those who work at the school, and those in a team
    do not by being in it; the rest is law.HOUSE_PRACTICE.
    Chosen reading: where an adult at the school is the concern, § 12-5 says at once and the child meets that adult
    every day, so it does not wait either.
    """
    found: list[Obstacle] = []
    if works_there:
        found.append(Obstacle("works_at_the_school", law.REPORT_TO_PRINCIPAL, ("school",)))
    if concern is not Concern.PUPILS:
        found.append(Obstacle("adult_cannot_wait", law.STAFF_TO_PRINCIPAL, ("concern",)))
    if until not in days:
        found.append(Obstacle("wait_too_long", law.HOUSE_PRACTICE, ("until",)))
    if not has_no_danger:
        found.append(Obstacle("danger_cannot_wait", law.HOUSE_PRACTICE, ("no_danger",)))
    return tuple(found)
