"""Who should take an assistance, with every reason. This proposes; a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from innsats.rules import law
from innsats.rules.readiness import LEAST_COUNT
from innsats.rules.teams import Skill

from .bars import bars_to
from .facts import Candidate, Need
from .reasons import Against, Point, Weighed, beside, weighed
from .search import best_team
from .ways import WayOut, ways_out
from .wishes import Able, Team, in_numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The best team there is. Members and others in the order of their ids.

    `starts_on` is when all of them can be out, `unknown` the skills asked for that none of them has. `ways_out` are
    empty when the promise can be kept.
    """

    members: tuple[Weighed, ...]
    others: tuple[Weighed, ...]
    starts_on: date
    unknown: tuple[Skill, ...] = ()
    ways_out: tuple[WayOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyToPropose:
    """Too few can go: how many are missing, what can be done, in order, and what stands against each."""

    lacking_count: int
    ways_out: tuple[WayOut, ...]
    others: tuple[Weighed, ...]


def propose(need: Need, candidates: Iterable[Candidate]) -> Proposal | NobodyToPropose:
    """Two or three who may go, the best of all such teams by these wishes, the first weighing most:

    1. SKILLS: as many as possible of the skills asked for are known
    2. WORKPLACES: not all from one workplace
    3. IN_TIME: out before the promise ends, or as few days after as possible
    4. FEW: two, unless a third mends one of the wishes above
    5. DECLARED: already declared impartial
    6. NO_PRINCIPAL: nobody who leads a school
    7. FIXED: fixed members before those on call
    8. PPT: PPT takes part
    9. SOONEST: all of them out as early as possible
    10. EVEN_LOAD: the largest share of anybody's agreed hours that is taken after, as small as possible
    11. SMALL_LOAD: the sum of those shares, as small as possible

    and between equals by their ids, which are unique.

    Source: the one beside each wish in `wishes.MEASURES`; the order is law.HOUSE_PRACTICE.
    """
    everybody = sorted(candidates, key=lambda one: one.id)
    able = {one.id: one for one in in_numbers(need, [one for one in everybody if not bars_to(need, one)])}
    team = best_team(able.values())
    if team is None:
        alone = Point(code=Against.NOBODY_TO_GO_WITH, source=law.HOUSE_PRACTICE)
        return NobodyToPropose(
            lacking_count=LEAST_COUNT - len(able),
            ways_out=ways_out(need, everybody),
            others=tuple(weighed(need, one, alone) for one in everybody),
        )
    return _proposal(need, everybody, able, team)


def _proposal(need: Need, everybody: list[Candidate], able: dict[str, Able], team: Team) -> Proposal:
    chosen = {one.id for one in team}
    members = [one for one in everybody if one.id in chosen]
    others = [one for one in everybody if one.id not in chosen]
    known = frozenset[Skill]().union(*(one.skills for one in members))
    starts_on = max(one.starts_on(need) for one in members)
    return Proposal(
        members=tuple(weighed(need, one) for one in members),
        others=tuple(weighed(need, one, *([beside(team, able[one.id])] if one.id in able else ())) for one in others),
        starts_on=starts_on,
        unknown=tuple(skill for skill in Skill if skill in need.skills - known),
        ways_out=ways_out(need, everybody) if starts_on > need.promise_ends_on else (),
    )
