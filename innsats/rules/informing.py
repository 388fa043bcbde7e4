"""What is written down of a telling that took place: who was informed, and by what means."""

from __future__ import annotations

from enum import StrEnum


class Informed(StrEnum):
    """Who of the family was informed of the rights."""

    BOTH = "both"
    GUARDIAN = "guardian"
    PUPIL = "pupil"


class Means(StrEnum):
    """How it was said."""

    TALK = "talk"
    PHONE = "phone"
    MEETING = "meeting"
    LETTER = "letter"
    DIGITAL = "digital"
