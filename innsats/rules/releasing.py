"""How members are freed for the team, and when they are away: what can be agreed, and what counts on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from . import law
from .closing import in_short
from .teams import Period, period_obstacles
from .verdicts import Obstacle

MOST_HOURS_A_WEEK = 40
MOST_NOTICE_HOURS = 24 * 14
LONGEST_ABSENCE = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An employer frees somebody for the team: so many hours a week, at so many hours' notice."""

    period: Period
    hours_a_week: int
    notice_hours: int


def release_on(releases: Iterable[Release], on: date) -> Release | None:
    """The agreement that counts on a day: the one that began last among those in force, and of two, the later one."""
    in_force = [one for one in releases if one.period.holds(on)]
    last = max(enumerate(in_force), key=lambda pair: (pair[1].period.starts_on, pair[0]), default=None)
    return last[1] if last else None


def obstacles_to_release(release: Release, *, on: date) -> tuple[Obstacle, ...]:
    """Why this cannot be what was agreed.

    Source: practice on law.TEAM_PRINCIPLES (members can be freed at short notice).
    Chosen reading: at least one hour a week, or nobody has been freed; at most a whole job, and two weeks' notice.
    """
    found = period_obstacles(release.period, on=on)
    if not 1 <= release.hours_a_week <= MOST_HOURS_A_WEEK:
        found += (Obstacle("hours_out_of_bounds", law.HOUSE_PRACTICE, ("hours_a_week",)),)
    if not 0 <= release.notice_hours <= MOST_NOTICE_HOURS:
        found += (Obstacle("notice_out_of_bounds", law.HOUSE_PRACTICE, ("notice_hours",)),)
    return found


def obstacles_to_absence(away: Period, held: Collection[Period], *, on: date) -> tuple[Obstacle, ...]:
    """Why these days cannot be written as days away. `held` are the absences so far. Why somebody is away, nobody asks.

    Source: practice. Chosen reading: an absence has a last day, and one comes back by a new last day.
    """
    found = period_obstacles(away, on=on)
    if found or away.ends_on is None:
        return found
    if away.ends_on - away.starts_on > LONGEST_ABSENCE:
        return (Obstacle("another_time", law.HOUSE_PRACTICE, ("ends_on",)),)
    return tuple(
        Obstacle("absences_overlap", law.HOUSE_PRACTICE, (in_short((other.starts_on, other.ends_on)),))
        for other in held
        if other.ends_on is not None and other.overlaps(away)
    )


def obstacles_to_return(away: Period, *, ends_on: date, on: date) -> tuple[Obstacle, ...]:
    """Why an absence cannot end then: it can be cut, not lengthened, and what is over is left."""
    if away.ends_on is not None and (away.ends_on < on or ends_on > away.ends_on):
        return (Obstacle("absence_over", law.HOUSE_PRACTICE),)
    if ends_on < on - timedelta(days=1):
        return (Obstacle("absence_ends_in_past", law.HOUSE_PRACTICE),)
    return ()
