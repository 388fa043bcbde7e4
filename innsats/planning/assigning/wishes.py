"""What is wished of those who go, in one order: whatever stands first weighs more than all that follows together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import add, and_, call

from innsats.rules import law
from innsats.rules.access import Impartiality
from innsats.rules.teams import Place, Profession
from innsats.rules.verdicts import Source

from .facts import Candidate, Need


class Wish(StrEnum):
    """In the order in which they count."""

    SKILLS = "skills"  # as few as possible of the skills asked for are known by nobody
    WORKPLACES = "workplaces"  # not all from one workplace
    IN_TIME = "in_time"  # as few days as possible after the promise has ended
    FEW = "few"  # two, unless a third knows more, comes from another place, or makes it in time
    DECLARED = "declared"  # already declared impartial
    NO_PRINCIPAL = "no_principal"  # nobody who leads a school
    FIXED = "fixed"  # fixed members before those on call
    PPT = "ppt"  # PPT takes part
    SOONEST = "soonest"  # all of them out as early as possible
    EVEN_LOAD = "even_load"  # the smallest largest load after
    SMALL_LOAD = "small_load"  # the smallest sum of loads after


Numbers = tuple[int, ...]  # one for each wish, in their order


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody who may go, and what this one brings to each wish."""

    id: str
    numbers: Numbers


Team = tuple[Able, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """How the numbers of those in a team become one, and how far from the wish that is: the smaller, the better."""

    source: Source
    together: Callable[[int, int], int]
    far: Callable[[int], int] = int


MEASURES: dict[Wish, Measure] = {
    Wish.SKILLS: Measure(law.TEAM_PRINCIPLES, and_, int.bit_count),
    Wish.WORKPLACES: Measure(law.HOUSE_PRACTICE, and_, bool),
    Wish.IN_TIME: Measure(law.ONE_WEEK, max),
    Wish.FEW: Measure(law.HOUSE_PRACTICE, add),
    Wish.DECLARED: Measure(law.TEAM_PRINCIPLES, add),
    Wish.NO_PRINCIPAL: Measure(law.TEAM_GUIDE, add),
    Wish.FIXED: Measure(law.TEAM_GUIDE, add),
    Wish.PPT: Measure(law.TEAM_PRINCIPLES, and_),
    Wish.SOONEST: Measure(law.ONE_WEEK, max),
    Wish.EVEN_LOAD: Measure(law.HOUSE_PRACTICE, max),
    Wish.SMALL_LOAD: Measure(law.HOUSE_PRACTICE, add),
}
_TOGETHER = tuple(measure.together for measure in MEASURES.values())
_FAR = tuple(measure.far for measure in MEASURES.values())
_AT_BEST = tuple(and_ if together is and_ else min for together in _TOGETHER)
NOBODY: Numbers = tuple(-1 if together is and_ else 0 for together in _TOGETHER)  # together with anybody: that one


def together(one: Numbers, other: Numbers) -> Numbers:
    """What these bring when they go together."""
    return tuple(map(call, _TOGETHER, one, other))


def at_best(one: Numbers, other: Numbers) -> Numbers:
    """What somebody could bring at best who had the best of both."""
    return tuple(map(call, _AT_BEST, one, other))


def far(numbers: Numbers) -> Numbers:
    """How far from each wish. Of two teams the better is nearer at the first difference."""
    return tuple(map(call, _FAR, numbers))


def far_of(team: Team) -> Numbers:
    """How far from each wish this team is."""
    return far(reduce(together, [one.numbers for one in team]))


def in_numbers(need: Need, candidates: Iterable[Candidate]) -> list[Able]:
    """Those candidates, who may all go, as the wishes see them. A bit stands for a skill asked for, or a workplace."""
    pool = list(candidates)
    places = _bits(place for one in pool for place in one.workplaces)
    skills = _bits(need.skills)
    return [Able(one.id, tuple(_brings(need, one, skills, places).values())) for one in pool]


def _bits(names: Iterable[str]) -> dict[str, int]:
    return {name: 1 << number for number, name in enumerate(sorted(set(names)))}


def _brings(need: Need, one: Candidate, skills: dict[str, int], places: dict[str, int]) -> dict[Wish, int]:
    starts_on, load = one.starts_on(need), load_percent(need, one)
    return {
        Wish.SKILLS: sum(bit for skill, bit in skills.items() if skill not in one.skills),
        Wish.WORKPLACES: sum(places[place] for place in one.workplaces),
        Wish.IN_TIME: max(0, (starts_on - need.promise_ends_on).days),
        Wish.FEW: 1,
        Wish.DECLARED: one.impartiality is Impartiality.UNDECLARED,
        Wish.NO_PRINCIPAL: one.is_principal,
        Wish.FIXED: one.place is Place.EXTENDED,
        Wish.PPT: one.profession is not Profession.PPT,
        Wish.SOONEST: starts_on.toordinal(),
        Wish.EVEN_LOAD: load,
        Wish.SMALL_LOAD: load,
    }


def load_percent(need: Need, candidate: Candidate) -> int:
    """How much of the hours agreed is taken when this candidate goes, in whole percent. There must be an agreement.

    Chosen reading: a share, since an hour of four weighs more than an hour of twenty.
    """
    return 100 * (candidate.hours_used + need.hours_a_week) // candidate.hours_agreed(need)
