"""The pupil's own word: whether it is safe and good now, and how long what was said once still holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from . import law
from .inquiry import Safe
from .verdicts import Obstacle

FRESH = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilWord:
    """What the pupil answered, on which day. Never what an adult thinks."""

    is_safe: str
    said_on: date


def newest_answer(words: Iterable[PupilWord]) -> PupilWord | None:
    """The last time the pupil said yes or no; `words` are the oldest first. No answer is no new word."""
    return next((one for one in reversed(tuple(words)) if one.is_safe in (Safe.YES, Safe.NO)), None)


def obstacles_to_safe(words: Iterable[PupilWord], *, on: date) -> tuple[Obstacle, ...]:
    """Why one cannot say that the pupil has it safe and good now; `words` are the oldest first.

    Source: law.SAFE_AND_GOOD (§ 12-2: the pupil's own experience governs).
    Chosen reading: the newest answer is yes, and it was given at most 14 days ago. The 14 days are practice.
    """
    newest = newest_answer(words)
    if newest is None:
        return (Obstacle("no_word_of_pupil", law.SAFE_AND_GOOD),)
    if newest.is_safe == Safe.NO:
        return (Obstacle("pupil_says_not_safe", law.SAFE_AND_GOOD),)
    return (Obstacle("pupil_word_is_old", law.HOUSE_PRACTICE),) if on - newest.said_on > FRESH else ()
