"""Gjøremål: a piece of work for somebody who may not, or need not, see the case. What it may say, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from . import law
from .calendar import day_of
from .inputs import planned_obstacles, time_obstacles
from .verdicts import Obstacle

SHOWN_FOR = timedelta(days=14)  # after it ended, to whoever had it


class ErrandOutcome(StrEnum):
    """How a piece of work ended: the two answers of whoever had it, and that it was taken back."""

    DONE = "done"
    CANNOT = "cannot"
    TAKEN_BACK = "taken_back"


def obstacles_to_times(starts_at: datetime | None, ends_at: datetime, *, at: datetime) -> tuple[Obstacle, ...]:
    """It ends after it starts, and later than now: nobody can do what should have been done already."""
    if ends_at <= at:
        return (Obstacle("errand_is_past", law.HOUSE_PRACTICE, ("ends_at",)),)
    if starts_at is not None and ends_at <= starts_at:
        return (Obstacle("errand_ends_before_start", law.HOUSE_PRACTICE, ("ends_at",)),)
    return planned_obstacles("ends_at", day_of(ends_at), at=at)


def obstacles_to_wording(
    text: str, *, names: Mapping[str, str], number: str, names_allowed: bool
) -> tuple[Obstacle, ...]:
    """What is read by somebody without access tells no case, and no name of a party unless it is said that it must.

    `names`: the parties by id, as they are called. A first or a last name alone is a name too. Who takes a pupil to the
    gym must know which; that there is a case, and why, nobody must. Source: law.CONFIDENTIAL (fvl67 § 13).
    """
    found = [Obstacle("errand_tells_case", law.CONFIDENTIAL, ("what",))] if number in text else []
    named = named_in(text, names)
    if named and not names_allowed:
        found.append(Obstacle("errand_names_party", law.CONFIDENTIAL, ("names_allowed", *named)))
    return tuple(found)


def named_in(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Those whose first or last name stands in the text, by id."""
    said = _words(text)
    said |= {word[:-1] for word in said if word.endswith("s")}  # Noahs sekk
    return tuple(one for one, name in names.items() if said & {word for word in _words(name) if len(word) > 2})


def obstacles_to_done(happened_at: datetime, *, given_at: datetime, at: datetime) -> tuple[Obstacle, ...]:
    """It was done, and after it was given. Said without a word of any report or case: whoever had it knows of none."""
    if day_of(happened_at) < day_of(given_at):
        return (Obstacle("errand_before_given", law.HOUSE_PRACTICE, ("happened_at",)),)
    return time_obstacles("happened_at", happened_at, at=at)


def obstacles_to_ending(outcome: ErrandOutcome | None, *, by_holder: bool) -> tuple[Obstacle, ...]:
    """Why a piece of work cannot end once more. `outcome` is how it has ended, None while it waits."""
    if outcome is None:
        return ()
    if outcome is ErrandOutcome.TAKEN_BACK:
        return (Obstacle("errand_taken_back", law.HOUSE_PRACTICE),)
    return (Obstacle("errand_answered" if by_holder else "errand_answered_by_holder", law.HOUSE_PRACTICE),)


def obstacles_to_keeping(outcome: ErrandOutcome | None, *, is_left: bool) -> tuple[Obstacle, ...]:
    """Why nobody has to say that a piece of work is to be done all the same. `is_left`: it was given while the case was
    about another pupil, and nobody has looked at it since.

    Source: law.HOUSE_PRACTICE. Time never ends it by itself: it may be what keeps the right child safe.
    """
    if outcome is not None:
        return (Obstacle("errand_is_over", law.HOUSE_PRACTICE),)
    return () if is_left else (Obstacle("errand_is_kept", law.HOUSE_PRACTICE),)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))
