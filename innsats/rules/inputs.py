"""What can be written down at all: length, and times that fit. Everything else about a text is people's own matter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from . import law
from .calendar import day_of
from .verdicts import Obstacle

LONGEST_TEXT = 20_000  # characters: about eight printed pages
LONGEST_NAME = 200
LONGEST_BACK = timedelta(days=13 * 366)  # a whole schooling
SAID_LONGEST_BACK = timedelta(days=366)  # what was said longer ago is told anew
FURTHEST_AHEAD = timedelta(days=2 * 366)  # a plan that looks further is a slip of the pen


def text_obstacles(
    field: str, text: str, *, is_required: bool = True, longest: int = LONGEST_TEXT
) -> tuple[Obstacle, ...]:
    """`text_missing` or `text_too_long`, about `field`. Any script and any sign is welcome; NUL is not a sign."""
    if is_required and not text.strip():
        return (Obstacle("text_missing", law.DOCUMENT, (field,)),)
    if len(text) > longest:
        return (Obstacle("text_too_long", law.HOUSE_PRACTICE, (field, str(longest))),)
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        return (Obstacle("text_unreadable", law.HOUSE_PRACTICE, (field,)),)
    return ()


def time_obstacles(
    field: str, when: datetime | date | None, *, at: datetime, not_before: datetime | date | None = None,
    longest_back: timedelta | None = None,
) -> tuple[Obstacle, ...]:
    """`in_the_future`; `before_the_case` when it cannot have happened before `not_before`; `too_long_ago`."""
    if when is None:
        return ()
    day = _day_of(when)
    if (isinstance(when, datetime) and when > at) or day > day_of(at):
        return (Obstacle("in_the_future", law.DOCUMENT, (field,)),)
    if not_before is not None and day < _day_of(not_before):
        return (Obstacle("before_the_case", law.DOCUMENT, (field,)),)
    if longest_back is not None and day < day_of(at) - longest_back:
        return (Obstacle("too_long_ago", law.HOUSE_PRACTICE, (field,)),)
    return ()


def planned_obstacles(
    field: str, on: date | None, *, at: datetime, not_before: datetime | date | None = None
) -> tuple[Obstacle, ...]:
    """`too_far_ahead` for a day more than two years from now, or `before_the_case`. Other days ahead are welcome."""
    if on is not None and on > day_of(at) + FURTHEST_AHEAD:
        return (Obstacle("too_far_ahead", law.HOUSE_PRACTICE, (field,)),)
    if on is not None and not_before is not None and on < _day_of(not_before):
        return (Obstacle("before_the_case", law.DOCUMENT, (field,)),)
    return ()


def _day_of(when: datetime | date) -> date:
    return day_of(when) if isinstance(when, datetime) else when


def passed_over(seen: str | None, newest: UUID | None) -> tuple[Obstacle, ...]:
    """Why what was said last cannot be replaced: somebody said it since the page showed `seen`, its id ("": nothing).

    Without `seen` nothing was shown, and nothing is asked.
    """
    is_stale = seen is not None and seen != str(newest or "")
    return (Obstacle("stale", law.HOUSE_PRACTICE),) if is_stale else ()
