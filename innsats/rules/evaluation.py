"""What an evaluation answers: carried out, and did it help, by the pupil's own word."""

from __future__ import annotations

from enum import StrEnum

from . import law
from .verdicts import Obstacle


class CarriedOut(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Helped(StrEnum):
    """By the pupil's own word. An adult's opinion is not an answer here."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


def carried_out_obstacles(given: str | None, answered: str | None) -> tuple[Obstacle, ...]:
    """Whether a measure was carried out is answered once, also when it is common to several pupils.

    Source: law.WRITTEN_PLAN (§ 12-4(3)); that it is asked once is law.HOUSE_PRACTICE.
    Chosen reading: `answered` is the answer already given for the same round in another case. It stands.
    """
    if given is None and answered is None:
        return (Obstacle("carried_out_missing", law.WRITTEN_PLAN),)
    if given is not None and answered is not None and given != answered:
        return (Obstacle("carried_out_answered", law.HOUSE_PRACTICE),)
    return ()
