"""The family's edition of a case: whom one is made for, what each may hold, and what an approver is told first."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from . import law
from .ages import may_know_secrets
from .linking import naming_obstacles
from .verdicts import Obstacle

FEW_IN_GRADE = 10  # pupils: under this, one is found by what is told


class Group(StrEnum):
    """Whom an edition is made for. All in one group read the same, and it is approved for all of them at once."""

    GUARDIANS = "guardians"
    LIMITED = "limited"  # guardians who may not learn where the child is
    PUPIL = "pupil"
    CHILD = "child"  # the pupil under 15


def group_of_pupil(born: date | None, at: datetime) -> Group:
    """The edition a pupil reads. A birth date that is not known gives the one that holds least.

    Source: law.NO_SECRETS_UNDER_15 (fvl67 § 18(1)).
    """
    return Group.PUPIL if born is not None and may_know_secrets(born, at) else Group.CHILD


def group_of_guardian(*, is_limited: bool) -> Group:
    """The edition a guardian reads.

    Source: law.HOUSE_PRACTICE (product rule: with a protected address no school name, times, places, routes or logs).
    """
    return Group.LIMITED if is_limited else Group.GUARDIANS


def tells_of_others(group: Group) -> bool:
    """Whether it may be told at all that the school does something about other pupils; never what, or about whom.

    Source: law.NO_SECRETS_UNDER_15, law.REDACTED (offl § 13: what is under secrecy is left out).
    """
    return group is not Group.CHILD


def tells_where(group: Group) -> bool:
    """Whether school, people there, days and what is written about them may be told.

    Source: law.HOUSE_PRACTICE.
    """
    return group is not Group.LIMITED


def tells_childs_words(group: Group) -> bool:
    """Whether what the pupil said, and lets those at home read, may be told. They may say where the child is.

    Source: law.PUPIL_HEARD (§ 10-2), law.HOUSE_PRACTICE.
    Chosen reading: to guardians who may know where the child is. Not in what the pupil itself reads, where somebody may
    look over a shoulder and it is nothing new.
    """
    return group is Group.GUARDIANS


def hints_for(texts: str, others: tuple[str, ...], own: str, *, in_grade: int | None) -> tuple[Obstacle, ...]:
    """What whoever approves should look at first: `names_another_child`, `few_in_grade`. They stop nothing.

    Source: law.CONFIDENTIAL (fvl67 § 13), law.HOUSE_PRACTICE (under ten in the grade one can be found without a name).
    """
    named = naming_obstacles("family_text", texts, others, [own])
    few = in_grade is not None and in_grade < FEW_IN_GRADE
    return named + ((Obstacle("few_in_grade", law.HOUSE_PRACTICE),) if few else ())


def obstacles_to_approval(*, seen: str, now: str, approved: str, names_other: bool) -> tuple[Obstacle, ...]:
    """Why an edition cannot be approved: it changed since it was read, or it is approved as it is.

    `names_other`: it is for the family of another pupil than the one the case is about, and names a child of the case.
    Source: law.REDACTED (offl § 13), law.HOUSE_PRACTICE (what they read is what a person has read and approved).
    """
    found = (
        (seen != now, Obstacle("edition_changed", law.HOUSE_PRACTICE)),
        (seen == now == approved, Obstacle("edition_approved_already", law.HOUSE_PRACTICE)),
        (names_other, Obstacle("edition_names_another", law.REDACTED)),
    )
    return tuple(obstacle for is_so, obstacle in found if is_so)
