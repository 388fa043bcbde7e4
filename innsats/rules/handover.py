"""What the old school hands to the new one when a pupil changes school: as far as the pupil and guardians allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from . import law
from .verdicts import Obstacle

ALLOWS_ALONE = 15  # years: from then on it is the pupil who allows it


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFacts:
    """What handing over rests on. `age` in whole years, None when it is not known.

    `has_moved`: the pupil has a place at another school now. `is_handed`: that school has been handed this case before.
    """

    has_moved: bool
    is_handed: bool = False
    age: int | None = None
    pupil_agreed_on: date | None = None
    guardians_agreed_on: date | None = None


def obstacles_to_hand_over(facts: HandoverFacts) -> tuple[Obstacle, ...]:
    """Everything that keeps the case from being handed over.

    Source: law.SCHOOL_CHANGE (§ 25-1: what the new school needs follows the pupil without regard to confidentiality;
    what is to adapt the schooling, only when the pupil or the parents allow it).
    Chosen reading: what stands in a case about the school environment is always of the second kind. From 15 the pupil
    allows it, before that a guardian does; both are asked. Each school is handed a case once.
    """
    is_grown = facts.age is not None and facts.age >= ALLOWS_ALONE
    found = {
        "pupil_not_moved": not facts.has_moved,
        "handed_over_already": facts.is_handed,
        "pupil_has_not_allowed": is_grown and facts.pupil_agreed_on is None,
        "guardians_have_not_allowed": not is_grown and facts.guardians_agreed_on is None,
    }
    return tuple(Obstacle(code, law.SCHOOL_CHANGE) for code, is_so in found.items() if is_so)


def age_on(born: date, on: date) -> int:
    """Whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
