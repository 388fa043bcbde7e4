"""Oppfølging etter mobbing: how long it lasts, when the pupil is asked, and what may be a sign that it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from . import law
from .calendar import ONE_DAY, Calendar
from .inquiry import Safe
from .verdicts import Obstacle

WEEKLY_COUNT = FORTNIGHTLY_COUNT = 4
MONTHLY_UNTIL, LONGEST, SHORTEST_TERM = 6, 36, 4  # months after the measures ended, or ahead
TERM_ENDS = ((1, 31), (6, 20))  # month and day
LAST_ALONE = timedelta(days=7)  # what falls in the week before the agreed end, is that last talk


class Track(StrEnum):
    """Whom the follow-up is for, beside the pupil."""

    INVOLVED = "involved"
    CLASS = "class"
    FAMILY = "family"
    SCHOOL = "school"


class Signal(StrEnum):
    """A sign that it may be coming back, or that something is still needed. A sign to look closer, never a proof."""

    ABSENCE = "absence"
    NURSE_VISITS = "nurse_visits"
    ALONE = "alone"
    OTHER_WAYS = "other_ways"
    GIVES_UP = "gives_up"
    AVOIDS = "avoids"
    SLEEP_OR_STOMACH = "sleep_or_stomach"
    GRADES = "grades"
    LESS_SAFE = "less_safe"
    ANOTHER_PUPIL = "another_pupil"
    MOVED_ONLINE = "moved_online"
    GROUP_AGAIN = "group_again"
    UNEASE_IN_CLASS = "unease_in_class"
    TOLD_AGAIN = "told_again"
    CHANGE_OF_SCHOOL = "change_of_school"


def months_after(on: date, count: int) -> date:
    """The same day of the month `count` months later, or the last day of a shorter month."""
    year, month = divmod(on.year * 12 + on.month - 1 + count, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=on.day - 1), first_of_next - ONE_DAY)


def proposed_end(starts_on: date) -> date:
    """The end that is proposed to the pupil and the guardians.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: one term, so the first 31 January or 20 June at least four months ahead.
    """
    return next(day for day in _term_ends(starts_on) if day >= months_after(starts_on, SHORTEST_TERM))


def obstacles_to_end(until: date, *, starts_on: date, after: date) -> tuple[Obstacle, ...]:
    """Why the follow-up cannot be agreed until then: it ends later than `after`, and within three years.

    Source: law.HOUSE_PRACTICE, on research (talks for two or three years).
    Chosen reading: 36 months from when the measures ended, renewals included.
    """
    if until <= after:
        return (Obstacle("aftercare_ends_too_soon", law.HOUSE_PRACTICE),)
    return (Obstacle("aftercare_too_long", law.HOUSE_PRACTICE),) if until > months_after(starts_on, LONGEST) else ()


def check_in_days(starts_on: date, until: date, calendar: Calendar) -> tuple[date, ...]:
    """By when the pupil is asked, each time, from when measures end to the agreed end.

    Source: law.HOUSE_PRACTICE, on research.
    Chosen reading: weekly four times, every other week four times, monthly until six months have passed, then at the
    end of each term, and last on the agreed end. What falls on a day without school is due on the next school day, and
    the last talk on the last school day of the period. Two that fall on one day are one.
    """
    last = calendar.last_school_day_between(starts_on, until) or until
    found = []
    for day in _rhythm(starts_on, until):
        due = calendar.add_school_days(day - ONE_DAY, 1)
        if due > last - LAST_ALONE:
            break
        if due not in found:
            found.append(due)
    return (*found, last)


def gaps_in_aftercare(
    pupil_safe: str | None, *, asked_at: datetime | None, signal_at: datetime | None
) -> tuple[Obstacle, ...]:
    """What the newest talk and the newest sign ask for: a warning, never a stop. `pupil_safe`: a code of Safe, or None.

    Source: law.REPORT_TO_PRINCIPAL (§ 12-4(2): the school looks into it, and puts it right).
    Chosen reading: the pupil says that it is not safe, or a sign was seen in the newest talk or since.
    """
    has_sign = signal_at is not None and (asked_at is None or signal_at >= asked_at)
    return (Obstacle("may_be_back", law.REPORT_TO_PRINCIPAL),) if pupil_safe == Safe.NO or has_sign else ()


def _rhythm(starts_on: date, until: date) -> Iterator[date]:
    """The days as they fall, in order, until the end."""
    weeks = [*range(1, WEEKLY_COUNT + 1), *(WEEKLY_COUNT + 2 * n for n in range(1, FORTNIGHTLY_COUNT + 1))]
    days = [starts_on + timedelta(weeks=week) for week in weeks]
    month_by_month = [months_after(days[-1], count) for count in range(1, MONTHLY_UNTIL)]
    days += [day for day in month_by_month if day <= months_after(starts_on, MONTHLY_UNTIL)]
    for day in (*days, *_term_ends(days[-1])):
        if day > until:
            return
        yield day


def _term_ends(after: date) -> Iterator[date]:
    """The ends of terms later than this day, for as long as a follow-up can last and one year more."""
    for year in range(after.year, after.year + LONGEST // 12 + 2):
        for month, day in TERM_ENDS:
            if date(year, month, day) > after:
                yield date(year, month, day)
