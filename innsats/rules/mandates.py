"""What an owner lets a team decide, demand an answer to, or recommend; and what no mandate can give."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import law
from .teams import Period
from .verdicts import Obstacle, Source


class Thing(StrEnum):
    """What a mandate is about."""

    SAFETY_TODAY = "safety_today"
    CALL_MEETING = "call_meeting"
    EXTRA_ADULTS = "extra_adults"
    OUTSIDE_HELP = "outside_help"
    CHANGE_STAFFING = "change_staffing"
    MEASURES_IN_PLAN = "measures_in_plan"
    EXCLUSION = "exclusion"
    SCHOOL_CHANGE = "school_change"


class Level(StrEnum):
    """How far the team may go, the furthest first."""

    DECIDE = "decide"
    DEMAND = "demand"  # an answer, within the time the owner has set
    RECOMMEND = "recommend"


BARRED: dict[Thing, tuple[frozenset[Level], Source]] = {
    Thing.MEASURES_IN_PLAN: (frozenset({Level.DECIDE}), law.TEAM_GUIDE),
    Thing.EXCLUSION: (frozenset({Level.DECIDE, Level.DEMAND}), law.EXCLUSION),
    Thing.SCHOOL_CHANGE: (frozenset({Level.DECIDE, Level.DEMAND}), law.IMPOSED_CHANGE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """What an owner has signed: how far the team may go in each thing, when it was signed, and for how long."""

    signed_on: date
    period: Period
    levels: Mapping[Thing, Level]


def levels_for(thing: Thing) -> tuple[Level, ...]:
    """The levels that a mandate can give in this thing.

    Source: law.EXCLUSION and law.IMPOSED_CHANGE (decided by rektor or the owner, by rules of their own), law.TEAM_GUIDE
    (the school owns the case: its plan is its own).
    """
    barred, _ = BARRED.get(thing, (frozenset(), law.HOUSE_PRACTICE))
    return tuple(level for level in Level if level not in barred)


def at_another_owners(levels: Mapping[Thing, Level]) -> dict[Thing, Level]:
    """How far a team goes at a school of another owner than the one that signed its mandate.

    Source: law.TEAM_MANDATE (anchored with the top leadership of the owner).
    Chosen reading: that owner has agreed that the team helps, and not signed what it decides. It may demand an answer,
    which goes to the school's own owner, and decides nothing.
    """
    return {thing: Level.DEMAND if level is Level.DECIDE else level for thing, level in levels.items()}


def obstacles_to_mandate(given: Mapping[Level, Collection[Thing]]) -> tuple[Obstacle, ...]:
    """Why these things cannot be what a team is authorised to, each about the thing it concerns.

    Source: as for `levels_for`; else law.HOUSE_PRACTICE.
    """
    named = [thing for things in given.values() for thing in dict.fromkeys(things)]
    if not named:
        return (Obstacle("mandate_empty", law.TEAM_MANDATE),)
    found = [
        Obstacle("thing_twice", law.HOUSE_PRACTICE, (thing,))
        for thing in dict.fromkeys(named)
        if named.count(thing) > 1
    ]
    for level, things in given.items():
        for thing in dict.fromkeys(things):
            barred, source = BARRED.get(thing, (frozenset(), law.HOUSE_PRACTICE))
            if level in barred:
                found.append(Obstacle("not_the_teams", source, (thing,)))
    return tuple(dict.fromkeys(found))
