"""A case that was about the wrong child: what that may have told somebody, and how the breach is assessed."""

from __future__ import annotations

from enum import StrEnum

from . import law
from .verdicts import Obstacle


class Exposure(StrEnum):
    """How something about the wrong child may have reached somebody."""

    READ = "read"  # by somebody else than who opened the case
    PRINTED = "printed"
    TALKED = "talked"  # the wrong child was asked
    TOLD = "told"  # the wrong family, another child's guardians, or the owner
    OTHERWISE = "otherwise"  # outside the system, says whoever corrects


class Risk(StrEnum):
    """What the breach may mean for those it concerns, in the words of art. 33 and 34."""

    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"


def obstacles_to_correction(*, is_same: bool, is_here: bool, about: str) -> tuple[Obstacle, ...]:
    """What keeps a case from being moved to the chosen pupil (`about`): it is that pupil's, or the pupil is not here.

    Source: law.DOCUMENT, and law.ACCURACY (art. 5(1) d: what is wrong is put right without delay).
    Chosen reading: a case never changes school, not by a correction either.
    """
    if not is_here:
        return (Obstacle("unknown_party", law.HOUSE_PRACTICE, (about,)),)
    return (Obstacle("same_pupil", law.ACCURACY, (about,)),) if is_same else ()


def obstacles_to_assessment(
    risk: Risk, *, is_open: bool, is_authority_told: bool, are_concerned_told: bool
) -> tuple[Obstacle, ...]:
    """What the assessment of a breach lacks. `is_open`: there is one that has not been assessed.

    Source: law.BREACH_REPORTED (art. 33: Datatilsynet is told unless a risk is unlikely) and law.BREACH_TOLD (art. 34:
    those concerned are told when the risk is high).
    Chosen reading: assessed when that is done. Until then the clock runs, and shows how long it has been.
    """
    found = [] if is_open else [Obstacle("no_breach", law.BREACH_REPORTED)]
    if risk != Risk.UNLIKELY and not is_authority_told:
        found.append(Obstacle("authority_not_told", law.BREACH_REPORTED))
    if risk == Risk.HIGH and not are_concerned_told:
        found.append(Obstacle("concerned_not_told", law.BREACH_TOLD))
    return tuple(found)
