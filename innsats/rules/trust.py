"""The trust check: somebody of a family is asked how the school met them. It feeds the numbers, and no other rule.

Asked after the first answer of the school, and when it is over; answered once each time, or never.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import law
from .stages import Stage
from .verdicts import Obstacle


class Occasion(StrEnum):
    """What is asked about."""

    FIRST = "first"  # the first answer
    END = "end"  # all of it


class Question(StrEnum):
    """What is asked."""

    HEARD = "heard"
    KNOWS_NEXT = "knows_next"
    BETTER = "better"


class Reply(StrEnum):
    """What one can answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NO_ANSWER = "no_answer"  # will not say


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustFacts:
    """How far a case has come. `follow_up_until` and `is_stopped`: as agreed last, or stopped by the family."""

    stage: Stage
    on: date
    follow_up_until: date | None = None
    is_stopped: bool = False


def occasion_of(facts: TrustFacts) -> Occasion:
    """What somebody who has something of the school's to read is asked about: never both, and the end goes first.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: to have something to read is to have had the first answer. It is over when the case is closed,
    however it ended, or when the follow-up is: whoever closes late keeps nobody from being asked. Whoever has never
    answered when it ends is asked about the end alone.
    """
    until = facts.follow_up_until
    is_followed_up = facts.is_stopped or (until is not None and facts.on >= until)
    is_over = facts.stage is Stage.CLOSED or (facts.stage is Stage.AFTERCARE and is_followed_up)
    return Occasion.END if is_over else Occasion.FIRST


def obstacles_to_answer(*, is_answered: bool) -> tuple[Obstacle, ...]:
    """`trust_answered`: one answer of each reader each time, so that nobody weighs more than others in the numbers.

    Source: law.HOUSE_PRACTICE.
    """
    return (Obstacle("trust_answered", law.HOUSE_PRACTICE),) if is_answered else ()
