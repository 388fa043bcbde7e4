"""The ways out when too few can go, or not in time. Nobody waits in a list: somebody is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from innsats.rules import law
from innsats.rules.teams import Place
from innsats.rules.verdicts import Source

from .bars import AN_AGREEMENT_MENDS, bars_to
from .facts import Candidate, Need


class Way(StrEnum):
    """What to try, in this order."""

    CALL_IN_EXTENDED = "call_in_extended"
    FREE_MEMBER = "free_member"
    ASK_NEIGHBOUR = "ask_neighbour"


SOURCES: dict[Way, Source] = {
    Way.CALL_IN_EXTENDED: law.TEAM_GUIDE,
    Way.FREE_MEMBER: law.TEAM_PRINCIPLES,
    Way.ASK_NEIGHBOUR: law.HOUSE_PRACTICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Somebody who could go if the employer gave so many hours a week more."""

    id: str
    hours_a_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A way, and with whom: those of whom the least is asked first. A neighbour's people are not known here, only the
    `teams` there is an agreement with.
    """

    way: Way
    source: Source
    who: tuple[Short, ...] = ()
    teams: tuple[str, ...] = ()


def ways_out(need: Need, candidates: Iterable[Candidate]) -> tuple[WayOut, ...]:
    """Every way that leads somewhere, in order. Hours alone can be asked for: nobody is freed from habilitet."""
    short: dict[Way, list[Short]] = {Way.CALL_IN_EXTENDED: [], Way.FREE_MEMBER: []}
    for one in candidates:
        bars = bars_to(need, one)
        if bars and AN_AGREEMENT_MENDS.issuperset(bars):
            way = Way.CALL_IN_EXTENDED if one.place is Place.EXTENDED else Way.FREE_MEMBER
            short[way].append(Short(id=one.id, hours_a_week=one.hours_short(need)))
    with_somebody = (
        WayOut(way=way, source=SOURCES[way], who=tuple(sorted(who, key=lambda one: (one.hours_a_week, one.id))))
        for way, who in short.items()
        if who
    )
    asked = WayOut(way=Way.ASK_NEIGHBOUR, source=SOURCES[Way.ASK_NEIGHBOUR], teams=need.neighbours)
    return (*with_somebody, asked)
