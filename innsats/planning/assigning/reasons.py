"""Why somebody is proposed, and why somebody else is not: codes with their sources, never sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from innsats.rules import law
from innsats.rules.access import Impartiality
from innsats.rules.teams import Place, Profession, Skill
from innsats.rules.verdicts import Source

from .bars import SOURCES, Bar, bars_to
from .facts import Candidate, Need
from .wishes import MEASURES, Able, Team, far_of, load_percent


class For(StrEnum):
    """What speaks for somebody who may go."""

    KNOWS = "knows"  # about: the skills asked for
    IN_TIME = "in_time"  # about: the day
    DECLARED = "declared"
    FIXED = "fixed"
    PPT = "ppt"
    HAS_HOURS = "has_hours"  # about: percent of the hours agreed that are taken with this


class Against(StrEnum):
    """What speaks against somebody who may go. The last three: why somebody is not proposed after all."""

    KNOWS_NOTHING_ASKED = "knows_nothing_asked"
    TOO_LATE = "too_late"  # about: the day
    UNDECLARED = "undeclared"  # declares before being assigned
    LEADS_SCHOOL = "leads_school"
    EXTENDED = "extended"
    OUTRANKED = "outranked"  # about: the wish that suffers, and in whose place
    AS_GOOD = "as_good"  # about: in whose place; the order of the ids decided
    NOBODY_TO_GO_WITH = "nobody_to_go_with"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that speaks for or against somebody. `about` holds ids, codes, days and numbers."""

    code: For | Against | Bar
    source: Source
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A candidate with every reason. Somebody who is kept from going has the bars against, and nothing more."""

    id: str
    speaks_for: tuple[Point, ...] = ()
    speaks_against: tuple[Point, ...] = ()


def weighed(need: Need, candidate: Candidate, *more: Point) -> Weighed:
    """What the candidate brings, and `more` that speaks against this one here: the heaviest first."""
    if bars := bars_to(need, candidate):
        points = tuple(Point(code=bar, source=SOURCES[bar]) for bar in bars)
        return Weighed(id=candidate.id, speaks_against=points)
    points = (*more, *_brings(need, candidate))
    return Weighed(
        id=candidate.id,
        speaks_for=tuple(point for point in points if isinstance(point.code, For)),
        speaks_against=tuple(point for point in points if isinstance(point.code, Against)),
    )


def beside(team: Team, other: Able) -> Point:
    """Why the best team goes as it is, and not with the other in the place where that would harm least."""
    best = far_of(team)
    instead = {out.id: far_of(tuple(other if one is out else one for one in team)) for out in team}
    place = min(instead, key=lambda name: (instead[name], name))
    for wish, is_far, was_far in zip(MEASURES, instead[place], best, strict=True):
        if is_far > was_far:
            return Point(code=Against.OUTRANKED, source=MEASURES[wish].source, about=(wish, place))
    return Point(code=Against.AS_GOOD, source=law.HOUSE_PRACTICE, about=(place,))


def _brings(need: Need, one: Candidate) -> Iterator[Point]:
    """In the order of the wishes."""
    known = tuple(skill for skill in Skill if skill in need.skills & one.skills)
    starts_on = one.starts_on(need)
    if need.skills:
        code = For.KNOWS if known else Against.KNOWS_NOTHING_ASKED
        yield Point(code=code, source=law.TEAM_PRINCIPLES, about=known)
    code = For.IN_TIME if starts_on <= need.promise_ends_on else Against.TOO_LATE
    yield Point(code=code, source=law.ONE_WEEK, about=(starts_on.isoformat(),))
    if one.impartiality is Impartiality.IMPARTIAL:
        yield Point(code=For.DECLARED, source=law.TEAM_PRINCIPLES)
    else:
        yield Point(code=Against.UNDECLARED, source=law.IMPARTIALITY_SELF_DECIDED)
    if one.is_principal:
        yield Point(code=Against.LEADS_SCHOOL, source=law.TEAM_GUIDE)
    yield Point(code=Against.EXTENDED if one.place is Place.EXTENDED else For.FIXED, source=law.TEAM_GUIDE)
    if one.profession is Profession.PPT:
        yield Point(code=For.PPT, source=law.TEAM_PRINCIPLES)
    yield Point(code=For.HAS_HOURS, source=law.TEAM_PRINCIPLES, about=(str(load_percent(need, one)),))
