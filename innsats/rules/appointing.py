"""Who may appoint whom to what, and when a role may end. That one may appoint at all, `access.POLICY` has said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from . import law
from .access import Part
from .roles import AT_SCHOOL, Role
from .verdicts import Obstacle

APPOINTS: dict[Part, frozenset[Role]] = {
    Part.OPERATOR: frozenset(Role),
    Part.OFFICER_OF_UNIT: frozenset({Role.EMPLOYEE, Role.PRINCIPAL, Role.OWNER_OFFICER}),
    Part.PRINCIPAL_OF_UNIT: frozenset({Role.EMPLOYEE}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role at a unit for a period. `ends_on` is the last day; None has no end."""

    role: Role
    is_at_school: bool
    starts_on: date
    ends_on: date | None = None
    deputy: bool = False

    def overlaps(self, other: Post) -> bool:
        """Whether the two periods share a day."""
        return (other.ends_on is None or self.starts_on <= other.ends_on) and (
            self.ends_on is None or other.starts_on <= self.ends_on
        )


def may_appoint(parts: Collection[Part], role: Role, *, deputy: bool = False) -> bool:
    """Whether somebody with these parts towards the unit gives out this role there.

    Chosen reading: an owner's officer appoints at the own owner and its schools, but neither the head, who receives
    what concerns the officer, nor the privacy officer, who reads the logs. Rektor appoints employees and the deputy.
    """
    names_deputy = role is Role.PRINCIPAL and deputy and Part.PRINCIPAL_OF_UNIT in parts
    return names_deputy or any(role in APPOINTS.get(part, frozenset()) for part in parts)


def obstacles_to_appoint(
    parts: Collection[Part], post: Post, *, is_oneself: bool, held: Collection[Post] = ()
) -> tuple[Obstacle, ...]:
    """Why this post cannot be given. `held` are the person's posts of the same role at the same unit.

    Source: practice, save for oneself: nobody decides in a matter to which one is party (fvl67 § 6(1) a).
    """
    found = []
    if not may_appoint(parts, post.role, deputy=post.deputy):
        found.append(Obstacle("role_not_yours_to_give", law.HOUSE_PRACTICE))
    if is_oneself:
        found.append(Obstacle("appoints_oneself", law.IMPARTIALITY_PARTY))
    if (post.role in AT_SCHOOL) is not post.is_at_school:
        found.append(Obstacle("role_not_at_this_unit", law.HOUSE_PRACTICE))
    if post.deputy and post.role is not Role.PRINCIPAL:
        found.append(Obstacle("deputy_of_whom", law.HOUSE_PRACTICE))
    if post.ends_on is not None and post.ends_on < post.starts_on:
        found.append(Obstacle("ends_before_start", law.HOUSE_PRACTICE))
    elif any(post.overlaps(other) for other in held):
        found.append(Obstacle("holds_this_already", law.HOUSE_PRACTICE))
    return tuple(found)


def obstacles_to_end(
    parts: Collection[Part], post: Post, *, ends_on: date, on: date, is_last_officer: bool
) -> tuple[Obstacle, ...]:
    """Why this post cannot end then. Yesterday is the earliest, and means that it ends at once.

    `is_last_officer`: from the day after, nobody could receive what goes past rektor. Only the operator may do that.
    Chosen reading: a period can be cut, not lengthened, and the past is not written anew.
    """
    found = []
    if not may_appoint(parts, post.role, deputy=post.deputy):
        found.append(Obstacle("role_not_yours_to_give", law.HOUSE_PRACTICE))
    if post.ends_on is not None and (post.ends_on < on or ends_on > post.ends_on):
        found.append(Obstacle("ends_before_that", law.HOUSE_PRACTICE))
    elif ends_on < on - timedelta(days=1):
        found.append(Obstacle("ends_in_the_past", law.HOUSE_PRACTICE))
    if is_last_officer and Part.OPERATOR not in parts:
        found.append(Obstacle("last_officer", law.LEADERSHIP_TO_OWNER))
    return tuple(found)
