"""What is an enkeltvedtak in this field: a closed list. The written plan and its measures are none of it."""

from __future__ import annotations

from enum import StrEnum


class IndividualDecision(StrEnum):
    """The kinds of decision that can be appealed as enkeltvedtak.

    Source: law.INDIVIDUAL_DECISION (fvl67 § 2); Utdanningsdirektoratet says that the plan of § 12-4 is none.
    Chosen reading: the list is closed here. Nothing of the product takes a kind of decision from anybody.
    """

    GOVERNOR_DECISION = "governor_decision"  # oppl § 12-6(5)
    DISMISSAL = "dismissal"  # the governor does not take the matter up: fvl67 § 2(3)
    EXCLUSION = "exclusion"  # bortvisning, oppl § 13-1
    CHANGE_OF_SCHOOL = "change_of_school"  # skolebytte, oppl § 13-2


def is_individual_decision(kind: str) -> bool:
    """Whether something of this kind is an enkeltvedtak: also asked of what is not in the list, which is none."""
    return kind in frozenset(IndividualDecision)
