"""Who stands beside a pupil or a family: a supporter, or somebody who acts for them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from . import law
from .inputs import FURTHEST_AHEAD
from .verdicts import Obstacle


class Support(StrEnum):
    """A supporter comes along; an agent acts on their behalf."""

    SUPPORTER = "supporter"
    AGENT = "agent"


def obstacles_to_support(
    part: Support, *, has_authority: bool, starts_on: date, ends_on: date
) -> tuple[Obstacle, ...]:
    """`agent_without_authority`, `support_ends_before`, `too_far_ahead`.

    Source: law.AGENT (fvl67 § 12); law.HOUSE_PRACTICE for an end that is always set.
    Chosen reading: everybody who acts for the family shows it in writing, lawyers too; at most two years at a time.
    """
    found = []
    if part is Support.AGENT and not has_authority:
        found.append(Obstacle("agent_without_authority", law.AGENT))
    if ends_on < starts_on:
        found.append(Obstacle("support_ends_before", law.HOUSE_PRACTICE))
    if ends_on > starts_on + FURTHEST_AHEAD:
        found.append(Obstacle("too_far_ahead", law.HOUSE_PRACTICE, ("ends_on",)))
    return tuple(found)


def is_over(ends_on: date, *, on: date) -> bool:
    """Whether it has ended, by itself: the last day counts."""
    return on > ends_on
