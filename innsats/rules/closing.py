"""When an owner's schools and SFO can be said to be closed, and who can be on duty meanwhile (ferievakt)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from . import law
from .appointing import Post
from .calendar import ONE_DAY
from .roles import HOLDING
from .verdicts import Obstacle

Days = tuple[date, date]  # the first and the last
Closed = tuple[str, date, date]  # what is closed (school or sfo), the first day and the last
LONGEST_CLOSED = timedelta(weeks=52 - 38)
FURTHEST_AHEAD = timedelta(days=4 * 366)  # three school years, decided together
FURTHEST_BACK = timedelta(days=2 * 366)
ON_DUTY = frozenset(HOLDING)


def in_short(days: Days) -> str:
    """2026-03-30..2026-04-06: how an obstacle and an event name a period."""
    return f"{days[0]}..{days[1]}"


def obstacles_to_calendar(
    periods: Iterable[Closed], *, on: date, kept: Iterable[Closed] = ()
) -> tuple[Obstacle, ...]:
    """Every reason why these periods cannot be the skolerute, each about the periods it concerns.

    `kept` are earlier periods that stay. The same days given twice are one period. School and SFO may overlap.
    Source: law.SCHOOL_YEAR (§ 14-1: at least 38 weeks of school in a year) for the length, else law.HOUSE_PRACTICE.
    Chosen reading: no single period is longer than the weeks that 38 leave; from two years back to four ahead, since
    several school years may be decided together.
    """
    given = list(dict.fromkeys(periods))
    found = [obstacle for _, first, last in given for obstacle in _of_one((first, last), on)]
    for closes in dict.fromkeys(what for what, _, _ in given):
        new, old = ([(f, n) for what, f, n in some if what == closes and f <= n] for some in (given, kept))
        found += _overlaps(sorted(new), old)
    return tuple(dict.fromkeys(found))


def obstacles_to_duty(
    days: Days, posts: Collection[Post], *, is_trained: bool, on: date, person: str
) -> tuple[Obstacle, ...]:
    """Why somebody with these posts, at the owner and its schools, cannot be on duty then.

    Source: law.HOUSE_PRACTICE, on law.REPORT_TO_PRINCIPAL (somebody reads what is reported).
    Chosen reading: whoever leads a school or receives at the owner on every one of the days. Others could read nothing.
    """
    found = list(_of_one(days, on))
    if days[0] <= days[1] and not _holds_throughout(days, posts):
        found.append(Obstacle("not_receiving_then", law.HOUSE_PRACTICE, (person,)))
    if not is_trained:
        found.append(Obstacle("assignee_untrained", law.TRAINING_FIRST, (person,)))
    return tuple(found)


def days_without_duty(closed: Iterable[Days], duties: Iterable[Days]) -> tuple[Days, ...]:
    """The stretches of closed periods in which nobody is on duty, in order.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: a single closed day needs none, since the staff are at work then (planleggingsdag) or it is bridged
    by two working days; every day of a longer period does, weekends too.
    """
    taken = sorted(duties)
    found: list[Days] = []
    for first, last in sorted(closed):
        if first == last:
            continue
        day = first
        for starts, ends in taken:
            if starts > last or ends < day:
                continue
            if starts > day:
                found.append((day, starts - ONE_DAY))
            day = max(day, ends + ONE_DAY)
        if day <= last:
            found.append((day, last))
    return tuple(found)


def _of_one(days: Days, on: date) -> Iterable[Obstacle]:
    first, last = days
    if last < first:
        yield Obstacle("ends_before_start", law.HOUSE_PRACTICE, (in_short(days),))
    elif last - first >= LONGEST_CLOSED:
        yield Obstacle("closed_too_long", law.SCHOOL_YEAR, (in_short(days),))
    if max(first, last) > on + FURTHEST_AHEAD or min(first, last) < on - FURTHEST_BACK:
        yield Obstacle("another_time", law.HOUSE_PRACTICE, (in_short(days),))


def _overlaps(new: list[Days], old: Iterable[Days]) -> list[Obstacle]:
    pairs = [(one, other) for n, one in enumerate(new) for other in new[n + 1 :]]
    pairs += [(one, other) for one in old for other in new]
    return [
        Obstacle("periods_overlap", law.HOUSE_PRACTICE, (in_short(one), in_short(other)))
        for one, other in pairs
        if one[0] <= other[1] and other[0] <= one[1]
    ]


def _holds_throughout(days: Days, posts: Collection[Post]) -> bool:
    """Whether every day is within a post from which one can receive, one following the other."""
    day = days[0]
    for post in sorted((one for one in posts if one.role in ON_DUTY), key=lambda one: one.starts_on):
        if post.starts_on > day:
            break
        if post.ends_on is None:
            return True
        day = max(day, post.ends_on + ONE_DAY)
    return day > days[1]
