"""What a school owner may set for its own schools: stricter than the house, never laxer."""

from __future__ import annotations

from dataclasses import dataclass, fields

from . import law
from .verdicts import Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long some clocks of one owner may run. The values here are the house's own, and the laxest there are.

    `to_deputy_hours` and `to_officer_hours` are working hours that a report may lie unopened.
    """

    first_talk_school_days: int = 2
    to_deputy_hours: int = 2
    to_officer_hours: int = 4


HOUSE = Limits()
LEAST = 1


def obstacles_to_limits(limits: Limits) -> tuple[Obstacle, ...]:
    """Why an owner cannot have these limits, each about the field it is in.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: from one up to what holds for everybody, and the officer never before the deputy.
    """
    found = [
        Obstacle("limit_out_of_bounds", law.HOUSE_PRACTICE, (field.name,))
        for field in fields(limits)
        if not LEAST <= getattr(limits, field.name) <= getattr(HOUSE, field.name)
    ]
    if limits.to_officer_hours < limits.to_deputy_hours:
        found.append(Obstacle("officer_before_deputy", law.HOUSE_PRACTICE, ("to_officer_hours",)))
    return tuple(found)
