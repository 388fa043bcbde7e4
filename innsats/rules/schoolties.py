"""Before the names: how somebody from outside the school stands to the school itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from .impartiality import STATUTES, Outcome, Statute, statute_on
from .verdicts import Assessment


class SchoolTie(StrEnum):
    """What somebody answers who has seen which school it is and what kind of case, and not yet whom it is about."""

    NONE = "none"
    HAS_WORKED_THERE = "has_worked_there"
    CLOSE_TO_STAFF = "close_to_staff"
    OWN_CHILD_THERE = "own_child_there"
    OTHER = "other"
    STEPS_ASIDE = "steps_aside"


NEEDS_WORDS = frozenset({SchoolTie.OTHER})


def assess_school_tie(
    tie: SchoolTie, *, on: date, statutes: Collection[Statute] = STATUTES
) -> Assessment | None:
    """What a tie to the school says by itself; None when the one asked has stepped aside, which nobody has to assess.

    Source: fvl67 § 6(2), from its day fvl25 § 27: ties that may weaken trust are assessed (H14).
    Chosen reading: no tie to a school is one to a party, and none disqualifies by a letter; each must be assessed.
    Stepping aside on one's own wish finds nobody inhabil, and is kept as just that.
    """
    statute = statute_on(on, statutes)
    if tie is SchoolTie.STEPS_ASIDE:
        return None
    if tie is SchoolTie.NONE:
        return Assessment(outcome=Outcome.IMPARTIAL, source=statute.clear)
    return Assessment(outcome=Outcome.TO_ASSESS, source=statute.in_doubt, inputs=(f"{tie} school",))
