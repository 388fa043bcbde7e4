"""What an evaluation answers: carried out, and did it help, by the pupil's own word."""

from __future__ import annotations

from enum import StrEnum


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
