"""A standing agreement: another owner's external team may help at one's schools. A region's shared team is no more than
that: one owner has the team, and each of the others an agreement with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from . import law
from .inputs import LONGEST_NAME, text_obstacles
from .teams import Period, period_obstacles
from .verdicts import Obstacle

LONGEST_TERM = 1000  # characters: what the agreement says of one thing, in short
TERMS = ("delegation", "secrecy", "archive")
SIGNED = ("document", "signed_by", "signed_by_team")


def obstacles_to_agree(
    period: Period, said: Mapping[str, str], held: Collection[Period], *, is_own: bool, is_external: bool, on: date
) -> tuple[Obstacle, ...]:
    """Why this cannot be an agreement. `said` is every term and signature; `held` are the agreements with this team so
    far; `is_own`: the team is the asking owner's; `is_external`: it is no school's own.

    Source: law.HOUSE_PRACTICE, on law.TEAM_MANDATE (what the team may do is known beforehand).
    Chosen reading: what it says of mandate, secrecy and archive stands in it, since each is asked of in every case; two
    with the same team never hold on the same day, so that nobody must choose.
    """
    found: list[Obstacle] = []
    if not is_external:
        found.append(Obstacle("agreement_with_school", law.HOUSE_PRACTICE, ("team",)))
    if is_own:
        found.append(Obstacle("agreement_with_oneself", law.HOUSE_PRACTICE, ("team",)))
    for name in TERMS:
        found += text_obstacles(name, said[name], longest=LONGEST_TERM)
    for name in SIGNED:
        found += text_obstacles(name, said[name], longest=LONGEST_NAME)
    wrong = period_obstacles(period, on=on)
    if not wrong and any(other.overlaps(period) for other in held):
        wrong = (Obstacle("agreements_overlap", law.HOUSE_PRACTICE, ("starts_on",)),)
    return (*found, *wrong)


def obstacles_to_end_agreement(period: Period, *, ends_on: date, on: date) -> tuple[Obstacle, ...]:
    """Why an agreement cannot end then: it can be cut, not lengthened, and what is over is left. Yesterday means that
    it ends at once.
    """
    if period.ends_on is not None and (period.ends_on < on or ends_on > period.ends_on):
        return (Obstacle("agreement_over", law.HOUSE_PRACTICE, ("ends_on",)),)
    if ends_on < on - timedelta(days=1):
        return (Obstacle("agreement_ends_in_past", law.HOUSE_PRACTICE, ("ends_on",)),)
    return ()
