"""A school or an owner is succeeded by another: merged, or taken over. When that can be, and nothing of how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from . import law
from .verdicts import Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionFacts:
    """What is to be succeeded by what, on a day. The facts of a succession that was before are None or False.

    `same_owner`: both schools have the same owner; True for two owners. `succeeded_others_on`: when the one to be
    succeeded last succeeded somebody itself.
    """

    is_itself: bool
    is_succeeded: bool
    successor_is_succeeded: bool
    on: date
    same_owner: bool = True
    succeeded_others_on: date | None = None


def obstacles_to_succeed(facts: SuccessionFacts) -> tuple[Obstacle, ...]:
    """Everything that keeps the one from being succeeded by the other that day.

    Source: law.HOUSE_PRACTICE, so that every case always has one school and one owner that answers for it.
    Chosen reading: a school changes owner only with its owner; two schools of different owners merge after their owners
    have. What succeeded others on a day is not itself succeeded before it.
    """
    is_reversed = facts.succeeded_others_on is not None and facts.on < facts.succeeded_others_on
    found = {
        "succeeds_itself": facts.is_itself,
        "succeeded_already": facts.is_succeeded,
        "successor_is_succeeded": facts.successor_is_succeeded and not facts.is_itself,
        "succeeds_across_owners": not facts.same_owner,
        "succeeded_before_it_began": is_reversed,
    }
    return tuple(Obstacle(code, law.HOUSE_PRACTICE) for code, is_so in found.items() if is_so)
