"""Help from the external team: why it is asked for, on what ground it may be told of the case, and for how long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from . import law
from .calendar import ONE_DAY, Calendar
from .teams import Skill
from .verdicts import Obstacle, Source

LONGEST = timedelta(days=366)
LEAST_HOURS, MOST_HOURS = 1, 40  # a week, of each who assists
USUAL_HOURS = 4
USUAL_DAYS = 60


class Reason(StrEnum):
    """Why the external team is asked. The closed list of the page this product comes from, and two of our own."""

    IMPARTIALITY = "impartiality_problem"
    POWERFUL = "powerful_measures"
    COMPLEX = "complex_or_serious"
    ROUTINES = "routines_not_enough"
    UNHEARD = "not_heard"
    BEYOND = "beyond_the_school"
    OTHER = "other_reason"


class Basis(StrEnum):
    """On what ground the school may tell the team of the case."""

    SAME_ORGAN = "same_organ"
    OTHER_ORGAN = "other_organ"
    CONSENT = "consent"


class Declined(StrEnum):
    """Why the team does not take it on."""

    PREVENTION = "prevention"
    OTHER = "declined_otherwise"


BASES: dict[Basis, Source] = {
    Basis.SAME_ORGAN: law.SAME_ORGAN,
    Basis.OTHER_ORGAN: law.OTHER_ORGAN,
    Basis.CONSENT: law.SHARED_BY_CONSENT,
}
NEEDS_LAW = frozenset({Reason.IMPARTIALITY, Reason.POWERFUL, Reason.BEYOND})


def comes_on(able_on: date, promise_ends_on: date, calendar: Calendar) -> date:
    """The day that those who go are said to come to the school, when all of them can from `able_on`.

    Source: law.HOUSE_PRACTICE, within law.ONE_WEEK.
    Chosen reading: the first working day, for a school is shut on a Sunday; working days run in school holidays. The
    promise is counted in calendar days: where that day would pass its last, the day as counted.
    """
    day = calendar.next_working_day(able_on - ONE_DAY)
    return able_on if able_on <= promise_ends_on < day else day


def skills_for(reasons: Collection[Reason]) -> frozenset[Skill]:
    """What those who go should know between them.

    Source: law.TEAM_PRINCIPLES (understand, uncover, solve, follow up).
    Chosen reading: always those four; the law too when the question is who may decide, or measures that few may decide.
    """
    four = {Skill.UNDERSTAND, Skill.UNCOVER, Skill.STOP, Skill.FOLLOW_UP}
    return frozenset(four | ({Skill.LAW} if NEEDS_LAW & set(reasons) else set()))


def proposes_outside_help(*, is_at_school: bool, has_asked: bool) -> bool:
    """Whether whoever holds rektor's part is told that the external team can help. `is_at_school`: rektor or the deputy
    holds it, and neither is inhabil or the concern.

    Source: law.TEAM_PRINCIPLES (the external team is for where habilitet is a problem).
    """
    return not (is_at_school or has_asked)


def obstacles_to_request(
    reasons: Collection[Reason], *, other: str, necessity: str, basis: Basis, is_open: bool, is_served: bool,
    is_neighbours: bool,
) -> tuple[Obstacle, ...]:
    """Why the team cannot be asked. `is_open`: help is asked for or given here already; `is_served`: it is a team for
    this school; `is_neighbours`: it is another owner's.

    Source: law.OTHER_ORGAN and its like: why sharing is necessary is written down before anything is shared. The rest
    is law.HOUSE_PRACTICE.
    Chosen reading: two owners are never one organ, whatever they have agreed on.
    """
    found: list[Obstacle] = []
    if not is_served:
        found.append(Obstacle("team_not_for_school", law.TEAM_PRINCIPLES, ("team",)))
    if is_neighbours and basis is Basis.SAME_ORGAN:
        found.append(Obstacle("not_same_organ", BASES[basis], ("basis",)))
    if is_open:
        found.append(Obstacle("assistance_open", law.HOUSE_PRACTICE))
    found += _reasons(reasons, other)
    if not necessity.strip():
        found.append(Obstacle("necessity_missing", law.OTHER_ORGAN, ("necessity",)))
    return tuple(found)


def obstacles_to_family_request(
    reasons: Collection[Reason], *, other: str, is_served: bool, consents: bool
) -> tuple[Obstacle, ...]:
    """Why a family's request cannot be typed in. `is_served`: the team helps this school; `consents`: the family is
    fine with two or more of it reading the case.

    Source: law.TEAM_PRINCIPLES (families may ask directly), law.SHARED_BY_CONSENT.
    Chosen reading: what an owner demands of its schools first bars no family.
    """
    served = () if is_served else (Obstacle("school_not_served", law.TEAM_PRINCIPLES, ("school",)),)
    consent = () if consents else (Obstacle("consent_missing", law.SHARED_BY_CONSENT, ("consents",)),)
    return (*served, *_reasons(reasons, other), *consent)


def _reasons(reasons: Collection[Reason], other: str) -> list[Obstacle]:
    found = []
    if not reasons:
        found.append(Obstacle("reasons_missing", law.TEAM_PRINCIPLES, ("reasons",)))
    if Reason.OTHER in reasons and not other.strip():
        found.append(Obstacle("other_reason_missing", law.HOUSE_PRACTICE, ("other",)))
    return found


def obstacles_to_assign(
    until: date, hours_a_week: int, *, on: date, mandate_until: date | None, has_mandate: bool,
    agreed_until: date | None = None,
) -> tuple[Obstacle, ...]:
    """Why members cannot assist until then. `mandate_until` is the last day of the mandate in force, and `agreed_until`
    that of the agreement by which another owner's team helps; None has no end.

    Source: law.TEAM_MANDATE (the team knows its authority beforehand); the longest time is law.HOUSE_PRACTICE.
    """
    found: list[Obstacle] = []
    if until < on:
        found.append(Obstacle("until_in_past", law.HOUSE_PRACTICE, ("until",)))
    if until > on + LONGEST:
        found.append(Obstacle("until_too_far", law.HOUSE_PRACTICE, ("until",)))
    if not LEAST_HOURS <= hours_a_week <= MOST_HOURS:
        found.append(Obstacle("hours_out_of_bounds", law.HOUSE_PRACTICE, ("hours_a_week",)))
    if not has_mandate:
        found.append(Obstacle("no_mandate", law.TEAM_MANDATE))
    elif mandate_until is not None and until > mandate_until:
        found.append(Obstacle("beyond_mandate", law.TEAM_MANDATE, ("until",)))
    if agreed_until is not None and until > agreed_until:
        found.append(Obstacle("beyond_agreement", law.TEAM_MANDATE, ("until",)))
    return tuple(found)


PRACTISED = (Skill.UNDERSTAND, Skill.UNCOVER, Skill.STOP, Skill.FOLLOW_UP)


def obstacles_to_practice(
    people: Collection[str], skills: Collection[Skill], *, offered: Collection[str]
) -> tuple[Obstacle, ...]:
    """Why it cannot be kept that these have learned this by working with the team. `offered`: who of the school has had
    a part in the case.

    Source: law.TEAM_PRINCIPLES (the school's competence is built while the team assists).
    Chosen reading: the four parts of the profile that are learned by doing; law and privacy are learned elsewhere.
    """
    found = [
        Obstacle("took_no_part", law.HOUSE_PRACTICE, ("took_part", one)) for one in people if one not in offered
    ]
    if people and not skills:
        found.append(Obstacle("practised_what", law.HOUSE_PRACTICE, ("learned",)))
    if skills and not people:
        found.append(Obstacle("practised_who", law.HOUSE_PRACTICE, ("took_part",)))
    if any(one not in PRACTISED for one in skills):
        found.append(Obstacle("not_practised", law.HOUSE_PRACTICE, ("learned",)))
    return tuple(found)


def obstacles_to_commission(member: str, *, assists: bool, has_one: bool) -> tuple[Obstacle, ...]:
    """Why this one cannot be asked to talk and observe for the school. `has_one`: this one has been asked already.

    Source: law.HOUSE_PRACTICE, on law.TEAM_GUIDE (the school owns the case: what is done in it is done for the school).
    """
    found = [] if assists else [Obstacle("assists_not", law.HOUSE_PRACTICE, ("member", member))]
    return (*found, *([Obstacle("commissioned_already", law.HOUSE_PRACTICE, ("member", member))] if has_one else []))
