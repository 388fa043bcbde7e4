"""Whose guardians must hear of it the same day: those of the other pupils who were talked with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from . import law
from .calendar import day_of
from .verdicts import Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvedFacts:
    """Another pupil than the one the case is about: when last talked with, and when the guardians were last told."""

    key: str
    heard_at: datetime
    contacted_at: datetime | None = None


def gaps_in_contact(involved: Iterable[InvolvedFacts]) -> tuple[Obstacle, ...]:
    """The pupils whose guardians have not been told on the day of the talk or later: a warning, never a stop.

    Source: law.HOUSE_PRACTICE (practice documents on stop-talks: the homes are phoned the same day).
    Chosen reading: each talk is told of; the contact counts from the morning of the day of the talk.
    """
    untold = tuple(one.key for one in involved if not _is_told(one))
    return (Obstacle("guardians_not_contacted", law.HOUSE_PRACTICE, untold),) if untold else ()


def _is_told(one: InvolvedFacts) -> bool:
    return one.contacted_at is not None and day_of(one.contacted_at) >= day_of(one.heard_at)
