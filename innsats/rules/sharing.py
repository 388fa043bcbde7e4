"""What somebody knows from a service comes into a case through a gate in that service's own secrecy, or not at all.

What was seen in the case itself needs no gate: it is a note. Here it is whose knowledge it is that decides the gates,
never who holds it now: a nurse in the team keeps the secrecy of health personnel there too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from . import law
from .calendar import day_of
from .inputs import SAID_LONGEST_BACK, planned_obstacles, time_obstacles
from .teams import Profession
from .verdicts import Obstacle, Source

HEALTH_ALONE, HEALTH_ASKED = 16, 12  # years
ADULT, IN_DOUBT = 18, 15


class Origin(StrEnum):
    """From whose knowledge it is, the least strict first."""

    SCHOOL = "school"  # also the owner's staff: from another case or task
    PPT = "ppt"
    CHILD_WELFARE = "child_welfare"
    HEALTH = "health"  # nurses, doctors, psychologists
    POLICE = "police"
    ELSEWHERE = "elsewhere"  # an ombud, somebody who supports the family: no organ


class Gate(StrEnum):
    """What opens the secrecy."""

    CONSENT = "consent"
    SAME_ORGAN = "same_organ"
    OTHER_ORGAN = "other_organ"
    OWN_TASKS = "own_tasks"
    DANGER = "danger"


class Consenter(StrEnum):
    PUPIL = "pupil"
    GUARDIANS = "guardians"


BY_ORGAN = (Gate.CONSENT, Gate.SAME_ORGAN, Gate.OTHER_ORGAN, Gate.DANGER)
GATES = {
    Origin.SCHOOL: BY_ORGAN,
    Origin.PPT: BY_ORGAN,
    Origin.CHILD_WELFARE: (Gate.CONSENT, Gate.OWN_TASKS, Gate.DANGER),
    Origin.HEALTH: (Gate.CONSENT, Gate.DANGER),
    Origin.POLICE: (Gate.CONSENT, Gate.DANGER),
    Origin.ELSEWHERE: (Gate.CONSENT,),
}
BRINGS = {
    Profession.HEALTH: Origin.HEALTH,
    Profession.PSYCHOLOGY: Origin.HEALTH,
    Profession.CHILD_WELFARE: Origin.CHILD_WELFARE,
    Profession.PPT: Origin.PPT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What somebody wants to bring in, and on which ground. The consent counts when the gate is consent."""

    origin: Origin
    gate: Gate
    necessity: str
    consented_by: frozenset[Consenter] = frozenset()
    consented_on: date | None = None
    covers: str = ""
    until: date | None = None


def who_consents(origin: Origin, age: int | None) -> tuple[tuple[Consenter, ...], Source]:
    """Whose consent it takes, and the rule. `age` in whole years, None when it is not known.

    Source: law.HEALTH_AGE (16 for health), law.HEALTH_GUARDIANS (under 16), law.HEALTH_OWN_WISH (12 to 16).
    Chosen reading: a wish of one's own between 12 and 16 is respected by asking for both: no one's no is overruled.
    Of other knowledge the acts do not say from which age one consents alone: before 15 the guardians do (as by
    law.SCHOOL_CHANGE); from 15 until of age, and when the age is not known, both are asked (law.HOUSE_PRACTICE).
    """
    both = (Consenter.PUPIL, Consenter.GUARDIANS)
    if age is None:
        return both, law.HOUSE_PRACTICE
    if origin is Origin.HEALTH:
        if age >= HEALTH_ALONE:
            return (Consenter.PUPIL,), law.HEALTH_AGE
        if age >= HEALTH_ASKED:
            return both, law.HEALTH_OWN_WISH
        return (Consenter.GUARDIANS,), law.HEALTH_GUARDIANS
    if age >= ADULT:
        return (Consenter.PUPIL,), law.SHARED_BY_CONSENT
    return (both, law.HOUSE_PRACTICE) if age >= IN_DOUBT else ((Consenter.GUARDIANS,), law.SHARED_BY_CONSENT)


def secrecy_of(origin: Origin, on: date) -> Source:
    """The rule that keeps the knowledge of this service where it is, as it stands on the day.

    Source: law.HEALTH_COOPERATION, and from 1 July 2026 law.HEALTH_COOPERATION_2026: the same answer, other references.
    Chosen reading: help from a team is no health care, so that personnel who cooperate share nothing by that alone.
    """
    if origin is Origin.HEALTH:
        versions = (law.HEALTH_COOPERATION, law.HEALTH_COOPERATION_2026)
        return next(one for one in reversed(versions) if one.in_force_from and one.in_force_from <= on)
    return law.CHILD_WELFARE_SECRECY if origin is Origin.CHILD_WELFARE else law.CONFIDENTIAL


def source_of(origin: Origin, gate: Gate) -> Source:
    """What the gate rests on, for this service. The secrecy of the police has rules of its own, which are not here."""
    own = {
        (Origin.HEALTH, Gate.CONSENT): law.HEALTH_CONSENT,
        (Origin.HEALTH, Gate.DANGER): law.HEALTH_DANGER,
        (Origin.CHILD_WELFARE, Gate.DANGER): law.CHILD_WELFARE_SECRECY,
        (Origin.POLICE, Gate.DANGER): law.HOUSE_PRACTICE,
    }
    usual = {
        Gate.CONSENT: law.SHARED_BY_CONSENT,
        Gate.SAME_ORGAN: law.SAME_ORGAN,
        Gate.OTHER_ORGAN: law.OTHER_ORGAN,
        Gate.OWN_TASKS: law.CHILD_WELFARE_SECRECY,
        Gate.DANGER: law.LIFE_AND_HEALTH,
    }
    return own.get((origin, gate), usual[gate])


def obstacles_to_sharing(
    asked: Sharing, *, age: int | None, is_same_owner: bool, at: datetime
) -> tuple[Obstacle, ...]:
    """Every reason why this may not be brought in. `age` is that of the pupil whom it is about; `is_same_owner`: who
    brings it works for the owner whose case it is.

    Source: the gate's own (`source_of`); for a need that is written down first, law.OTHER_ORGAN and its like.
    Chosen reading: the need is written whatever the gate, and two owners are never one organ.
    """
    rests_on = source_of(asked.origin, asked.gate)
    found: list[Obstacle] = []
    if asked.gate not in GATES[asked.origin]:
        found.append(Obstacle("gate_not_for_origin", secrecy_of(asked.origin, day_of(at)), ("gate",)))
    elif asked.gate is Gate.SAME_ORGAN and not is_same_owner:
        found.append(Obstacle("other_owner_other_organ", rests_on, ("gate",)))
    if not asked.necessity.strip():
        by_law = law.HOUSE_PRACTICE if asked.gate is Gate.CONSENT else rests_on
        found.append(Obstacle("sharing_need_missing", by_law, ("necessity",)))
    if asked.gate is Gate.CONSENT:
        found += _obstacles_to_consent(asked, age, rests_on, at)
    return tuple(found)


def _obstacles_to_consent(asked: Sharing, age: int | None, rests_on: Source, at: datetime) -> list[Obstacle]:
    needed, by_age = who_consents(asked.origin, age)
    missing = (one for one in needed if one not in asked.consented_by)
    found = [Obstacle(f"consent_of_{one}_missing", by_age, ("consented_by",)) for one in missing]
    if asked.consented_on is None:
        found.append(Obstacle("consent_day_missing", rests_on, ("consented_on",)))
    if not asked.covers.strip():
        found.append(Obstacle("consent_scope_missing", rests_on, ("covers",)))
    if asked.until is None:
        found.append(Obstacle("consent_end_missing", rests_on, ("until",)))
    elif asked.until < day_of(at):
        found.append(Obstacle("consent_over", rests_on, ("until",)))
    found += time_obstacles("consented_on", asked.consented_on, at=at, longest_back=SAID_LONGEST_BACK)
    found += planned_obstacles("until", asked.until, at=at)
    return found


def obstacles_to_withdrawing(
    gate: Gate, by: Consenter, *, consented_by: Collection[Consenter], is_withdrawn: bool
) -> tuple[Obstacle, ...]:
    """Why no consent can be taken back here. One of those who gave it is enough.

    Source: law.SHARED_BY_CONSENT.
    """
    if gate is not Gate.CONSENT:
        return (Obstacle("no_consent_here", law.SHARED_BY_CONSENT),)
    if is_withdrawn:
        return (Obstacle("consent_withdrawn_already", law.HOUSE_PRACTICE),)
    if by not in consented_by:
        return (Obstacle("consented_not", law.SHARED_BY_CONSENT, ("withdrawn_by",)),)
    return ()


def may_be_read(gate: Gate, *, until: date | None, is_withdrawn: bool, on: date) -> bool:
    """Whether the text is shown. What rests on a consent is shown as long as it runs; the rest as long as the case is.

    Source: law.SHARED_BY_CONSENT, law.TRAINING_FIRST (access only as far as it is needed).
    """
    return gate is not Gate.CONSENT or (not is_withdrawn and until is not None and on <= until)
