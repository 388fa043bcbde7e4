"""What makes a team ready: the right people, competence, capacity, impartiality and authority. A line for each.

Everything is dated, so that readiness can be told of any day. What *shall* be there is red when it lacks; what
*should* be is amber.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from . import law
from .acts import Act
from .mandates import Level
from .processmaps import Scenario
from .releasing import release_on
from .teamfacts import MANDATE_LASTS, Member, TeamFacts, mandate_on
from .teams import Period, Place, Profession, Skill
from .verdicts import Source

LEAST_COUNT = 2  # who go out together, and who must be impartial for every school
ENDS_SOON = timedelta(days=30)
SHORT_NOTICE_HOURS = 48
SHALL_KNOW = (Skill.UNDERSTAND, Skill.UNCOVER, Skill.STOP, Skill.FOLLOW_UP)


class Principle(StrEnum):
    """The four principles of the page this product comes from, after who sits in the team."""

    COMPOSITION = "composition"
    COMPETENCE = "competence"
    CAPACITY = "capacity"
    IMPARTIALITY = "impartiality_of_team"
    AUTHORITY = "authority"


class Colour(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Reason(StrEnum):
    """Why a line has its colour."""

    HAS_LEADER = "has_leader"
    NO_LEADER = "no_leader"
    HAS_DEPUTY = "has_deputy"
    NO_DEPUTY = "no_deputy"
    ENOUGH_MEMBERS = "enough_members"
    TOO_FEW_MEMBERS = "too_few_members"
    PRINCIPAL_TAKES_PART = "principal_takes_part"
    LEADERSHIP_WITHOUT_PRINCIPAL = "leadership_without_principal"
    NO_LEADERSHIP = "no_leadership"
    HAS_PPT = "has_ppt"
    NO_PPT = "no_ppt"
    NO_PRINCIPALS = "no_principals"
    PRINCIPAL_IN_EXTERNAL = "principal_in_external"
    CAN_CALL_IN = "can_call_in"
    NOBODY_TO_CALL_IN = "nobody_to_call_in"
    KNOWN = "known"
    KNOWN_BY_ONE = "known_by_one"
    NOT_KNOWN = "not_known"
    ALL_TRAINED = "all_trained"
    UNTRAINED = "untrained_members"
    ALL_RELEASED = "all_released"
    SOME_NOT_RELEASED = "some_not_released"
    NOBODY_RELEASED = "nobody_released"
    SHORT_NOTICE = "short_notice"
    LONG_NOTICE = "long_notice"
    ENOUGH_FREE = "enough_free"
    TOO_FEW_FREE = "too_few_free"
    LEADER_PRESENT = "leader_present"
    DEPUTY_PRESENT = "deputy_present"
    NOBODY_LEADS = "nobody_leads"
    IMPARTIAL_EVERYWHERE = "impartial_everywhere"
    TOO_FEW_IMPARTIAL = "too_few_impartial"
    MANDATE_IN_FORCE = "mandate_in_force"
    MANDATE_ENDS_SOON = "mandate_ends_soon"
    MANDATE_NOT_REVIEWED = "mandate_not_reviewed"
    MANDATE_ENDED = "mandate_ended"
    NO_MANDATE = "no_mandate"
    MAY_ACT = "may_act"
    ADVISES_ONLY = "advises_only"
    MAPS_SETTLED = "maps_settled"
    MAP_LACKS = "map_lacks"
    NEIGHBOUR_AGREED = "neighbour_agreed"
    NEIGHBOUR_ENDED = "neighbour_ended"
    NO_NEIGHBOUR = "no_neighbour"
    EXTERNAL_TEAM_STANDS_BY = "external_team_stands_by"
    NO_EXTERNAL_TEAM = "no_external_team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a ready team has: how it stands, why, on which source, and what act would mend it."""

    principle: Principle
    reason: Reason
    colour: Colour
    source: Source
    about: tuple[str, ...] = ()
    mends: Act | None = field(default=None)


def readiness(team: TeamFacts, on: date) -> tuple[Line, ...]:
    """Every line of a team on a day, in the order of the principles."""
    members = sorted((one for one in team.members if one.period.holds(on)), key=lambda one: one.id)
    composition = _school_team(team.school, members, on) if team.school else _external_team(members, on)
    return (
        *_any_team(members),
        *composition,
        *_competence(members, on),
        *_capacity(members, on),
        *_impartiality(team, members, on),
        *_authority(team, on),
    )


def first_to_mend(lines: Iterable[Line]) -> Line | None:
    """What to do first: a red line before an amber one, and otherwise in the order of the principles.

    Source: law.HOUSE_PRACTICE. None when nothing is left that an act mends.
    """
    order = list(Colour)
    open_ = [line for line in lines if line.mends is not None and line.colour is not Colour.GREEN]
    return min(open_, key=lambda line: -order.index(line.colour), default=None)


def worst(lines: Iterable[Line]) -> Colour:
    """Red when any is red, else amber when any is amber."""
    return max((line.colour for line in lines), key=list(Colour).index, default=Colour.GREEN)


def _any_team(members: list[Member]) -> Iterator[Line]:
    """Source: law.TEAM_GUIDE (a leader); law.STAND_IN and law.HOUSE_PRACTICE (a deputy, and two who go together)."""
    places = {one.place for one in members}
    leads = Reason.HAS_LEADER if Place.LEADER in places else Reason.NO_LEADER
    yield _shall(Principle.COMPOSITION, leads, Place.LEADER in places, law.TEAM_GUIDE, mends=Act.ADD_MEMBER)
    stands_in = Reason.HAS_DEPUTY if Place.DEPUTY in places else Reason.NO_DEPUTY
    yield _should(Principle.COMPOSITION, stands_in, Place.DEPUTY in places, law.STAND_IN, mends=Act.ADD_MEMBER)
    enough = len(_fixed(members)) >= LEAST_COUNT
    reason = Reason.ENOUGH_MEMBERS if enough else Reason.TOO_FEW_MEMBERS
    yield _shall(Principle.COMPOSITION, reason, enough, law.HOUSE_PRACTICE, mends=Act.ADD_MEMBER)


def _school_team(school: str, members: list[Member], on: date) -> Iterator[Line]:
    """Source: law.TEAM_PRINCIPLES: the leadership of the school takes part, preferably rektor."""
    here = [post for one in members for post in one.posts_on(on) if post.school == school]
    if any(post.is_principal for post in here):
        reason, colour = Reason.PRINCIPAL_TAKES_PART, Colour.GREEN
    elif any(post.is_leadership for post in here):
        reason, colour = Reason.LEADERSHIP_WITHOUT_PRINCIPAL, Colour.AMBER
    else:
        reason, colour = Reason.NO_LEADERSHIP, Colour.RED
    yield Line(
        principle=Principle.COMPOSITION, reason=reason, colour=colour, source=law.TEAM_PRINCIPLES, mends=Act.ADD_MEMBER
    )


def _external_team(members: list[Member], on: date) -> Iterator[Line]:
    """Source: law.TEAM_PRINCIPLES (PPT is central); law.TEAM_GUIDE (a small core and an extended team; think hard
    before a rektor is a member).
    """
    has_ppt = any(one.profession is Profession.PPT for one in members)
    ppt = Reason.HAS_PPT if has_ppt else Reason.NO_PPT
    yield _should(Principle.COMPOSITION, ppt, has_ppt, law.TEAM_PRINCIPLES, mends=Act.ADD_MEMBER)
    principals = tuple(one.id for one in members if any(post.is_principal for post in one.posts_on(on)))
    reason = Reason.PRINCIPAL_IN_EXTERNAL if principals else Reason.NO_PRINCIPALS
    yield _should(Principle.COMPOSITION, reason, not principals, law.TEAM_GUIDE, about=principals)
    extended = any(one.place is Place.EXTENDED for one in members)
    reason = Reason.CAN_CALL_IN if extended else Reason.NOBODY_TO_CALL_IN
    yield _should(Principle.COMPOSITION, reason, extended, law.TEAM_GUIDE, mends=Act.ADD_MEMBER)


def _competence(members: list[Member], on: date) -> Iterator[Line]:
    """Source: law.TEAM_PRINCIPLES (understand, uncover, solve, follow up); law.TRAINING_FIRST for privacy.

    Chosen reading: the four parts shall be known by somebody, and should be known by two, so that nobody is the only
    one. The law should be known by somebody. Privacy is for everybody, before anything is read. Where nobody is yet,
    there is nobody to write it of: somebody joins first.
    """
    mends = Act.RECORD_COMPETENCE if members else Act.ADD_MEMBER
    for skill in (*SHALL_KNOW, Skill.LAW):
        knowing = sum(one.knows(skill, on) for one in members)
        if knowing >= (LEAST_COUNT if skill in SHALL_KNOW else 1):
            reason, colour = Reason.KNOWN, Colour.GREEN
        elif knowing:
            reason, colour = Reason.KNOWN_BY_ONE, Colour.AMBER
        else:
            reason, colour = Reason.NOT_KNOWN, Colour.RED if skill in SHALL_KNOW else Colour.AMBER
        source = law.TEAM_PRINCIPLES if skill in SHALL_KNOW else law.HOUSE_PRACTICE
        yield Line(
            principle=Principle.COMPETENCE, reason=reason, colour=colour, source=source, about=(skill,), mends=mends
        )
    lacking = tuple(one.id for one in members if not one.knows(Skill.PRIVACY, on))
    reason = Reason.UNTRAINED if lacking else Reason.ALL_TRAINED
    if members:
        yield _shall(
            Principle.COMPETENCE, reason, not lacking, law.TRAINING_FIRST, about=lacking, mends=Act.RECORD_COMPETENCE
        )


def _capacity(members: list[Member], on: date) -> Iterator[Line]:
    """Whether somebody can go out now.

    Source: law.TEAM_PRINCIPLES: members can be freed from other tasks; real capacity, no waiting list.
    Chosen reading: every fixed member has an agreement; without any, nobody has been freed. Two must be at work and
    freed, or no case can be taken. More than two days' notice uses up too much of the week.
    """
    mends = Act.AGREE_RELEASE if members else Act.ADD_MEMBER
    fixed = _fixed(members)
    lacking = tuple(one.id for one in fixed if release_on(one.releases, on) is None)
    if len(lacking) == len(fixed):
        reason, colour, lacking = Reason.NOBODY_RELEASED, Colour.RED, ()
    elif lacking:
        reason, colour = Reason.SOME_NOT_RELEASED, Colour.AMBER
    else:
        reason, colour = Reason.ALL_RELEASED, Colour.GREEN
    yield Line(
        principle=Principle.CAPACITY, reason=reason, colour=colour, source=law.TEAM_PRINCIPLES, about=lacking,
        mends=mends,
    )
    agreed = {one.id: found for one in members if (found := release_on(one.releases, on)) is not None}
    slow = tuple(name for name, release in agreed.items() if release.notice_hours > SHORT_NOTICE_HOURS)
    if agreed:
        reason = Reason.LONG_NOTICE if slow else Reason.SHORT_NOTICE
        yield _should(
            Principle.CAPACITY, reason, not slow, law.TEAM_PRINCIPLES, about=slow, mends=Act.AGREE_RELEASE
        )
    free = [one for one in members if one.id in agreed and not one.is_away(on)]
    enough = len(free) >= LEAST_COUNT
    reason = Reason.ENOUGH_FREE if enough else Reason.TOO_FEW_FREE
    yield _shall(Principle.CAPACITY, reason, enough, law.TEAM_PRINCIPLES, mends=mends)
    yield _who_leads(members, on)


def _who_leads(members: list[Member], on: date) -> Line:
    """Source: law.TEAM_GUIDE (a leader), law.HOUSE_PRACTICE (somebody in the leader's place when away)."""
    present = {one.place for one in members if not one.is_away(on)}
    if Place.LEADER in present:
        reason = Reason.LEADER_PRESENT
    elif Place.DEPUTY in present:
        reason = Reason.DEPUTY_PRESENT
    else:
        reason = Reason.NOBODY_LEADS
    leads = reason is not Reason.NOBODY_LEADS
    return _shall(Principle.CAPACITY, reason, leads, law.TEAM_GUIDE, mends=Act.ADD_MEMBER)


def _impartiality(team: TeamFacts, members: list[Member], on: date) -> Iterator[Line]:
    """Whether somebody impartial can be found for every school.

    Source: law.TEAM_PRINCIPLES (organised so that problems of habilitet are avoided), law.IMPARTIALITY_DERIVED.
    Chosen reading: an external team shall have two who do not work at the school, for each school it serves, and should
    have a neighbour to ask when that is not enough. A school's own team works there by its nature: it should have an
    external team to turn to.
    """
    if team.school is not None:
        stands_by = any(period.holds(on) for period in team.externals)
        reason = Reason.EXTERNAL_TEAM_STANDS_BY if stands_by else Reason.NO_EXTERNAL_TEAM
        yield _should(
            Principle.IMPARTIALITY, reason, stands_by, law.TEAM_PRINCIPLES, mends=Act.SET_UP_TEAM,
        )
        return
    at_school: dict[str, int] = {}
    for one in members:
        for school in {post.school for post in one.posts_on(on)}:
            at_school[school] = at_school.get(school, 0) + 1
    schools = sorted(team.schools_on(on))
    few = tuple(school for school in schools if len(members) - at_school.get(school, 0) < LEAST_COUNT)
    if few == tuple(schools) and len(members) < LEAST_COUNT:
        few = ()  # too few for any school: said once, without naming them all
    is_enough = len(members) >= LEAST_COUNT and not few
    reason = Reason.IMPARTIAL_EVERYWHERE if is_enough else Reason.TOO_FEW_IMPARTIAL
    yield _shall(Principle.IMPARTIALITY, reason, is_enough, law.TEAM_PRINCIPLES, about=few, mends=Act.ADD_MEMBER)
    yield _neighbour(team.neighbours, on)


def _neighbour(agreed: Collection[Period], on: date) -> Line:
    """Source: law.HOUSE_PRACTICE: in a small place everybody may be inhabil at once, and whom to ask then is settled
    before it happens.
    """
    is_agreed = any(period.holds(on) for period in agreed)
    if is_agreed:
        reason = Reason.NEIGHBOUR_AGREED
    else:
        has_ended = any(period.starts_on <= on for period in agreed)
        reason = Reason.NEIGHBOUR_ENDED if has_ended else Reason.NO_NEIGHBOUR
    return _should(Principle.IMPARTIALITY, reason, is_agreed, law.HOUSE_PRACTICE, mends=Act.AGREE_ON_TEAM)


def _authority(team: TeamFacts, on: date) -> Iterator[Line]:
    """Source: law.TEAM_MANDATE (the team knows its authority beforehand), law.TEAM_PRINCIPLES (enough of it),
    law.TEAM_ROUTINES (who asks knows beforehand what comes next).

    Chosen reading: a mandate is looked over every year, by signing it anew. One older than that is no longer one that
    anybody stands behind. One that only recommends gives little room to act.
    """
    mandate = mandate_on(team.mandates, on)
    colour = Colour.RED
    if mandate is None:
        has_ended = any(one.period.starts_on <= on for one in team.mandates)
        reason = Reason.MANDATE_ENDED if has_ended else Reason.NO_MANDATE
    elif on - mandate.signed_on > MANDATE_LASTS:
        reason = Reason.MANDATE_NOT_REVIEWED
    elif not team.mandate_holds(on + ENDS_SOON):
        reason, colour = Reason.MANDATE_ENDS_SOON, Colour.AMBER
    else:
        reason, colour = Reason.MANDATE_IN_FORCE, Colour.GREEN
    yield Line(
        principle=Principle.AUTHORITY, reason=reason, colour=colour, source=law.TEAM_MANDATE, mends=Act.SIGN_MANDATE
    )
    if mandate is not None:
        may_act = any(level is not Level.RECOMMEND for level in mandate.levels.values())
        reason = Reason.MAY_ACT if may_act else Reason.ADVISES_ONLY
        yield _should(Principle.AUTHORITY, reason, may_act, law.TEAM_PRINCIPLES, mends=Act.SIGN_MANDATE)
    if team.school is None:
        lacking = tuple(one for one in Scenario if not any(of is one and since <= on for of, since in team.mapped))
        reason = Reason.MAP_LACKS if lacking else Reason.MAPS_SETTLED
        yield _should(
            Principle.AUTHORITY, reason, not lacking, law.TEAM_ROUTINES, about=lacking, mends=Act.SET_PROCESS_MAP
        )


def _fixed(members: Collection[Member]) -> list[Member]:
    return [one for one in members if one.place is not Place.EXTENDED]


def _shall(
    principle: Principle, reason: Reason, is_so: bool, source: Source, *, about: tuple[str, ...] = (),
    mends: Act | None = None,
) -> Line:
    colour = Colour.GREEN if is_so else Colour.RED
    return Line(principle=principle, reason=reason, colour=colour, source=source, about=about, mends=mends)


def _should(
    principle: Principle, reason: Reason, is_so: bool, source: Source, *, about: tuple[str, ...] = (),
    mends: Act | None = None,
) -> Line:
    colour = Colour.GREEN if is_so else Colour.AMBER
    return Line(principle=principle, reason=reason, colour=colour, source=source, about=about, mends=mends)
