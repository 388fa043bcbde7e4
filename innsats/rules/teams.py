"""A response team: what one can be in it, what its members should know, and what cannot be written down about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from . import law
from .verdicts import Obstacle

FURTHEST_AHEAD = timedelta(days=2 * 366)
FURTHEST_BACK = timedelta(days=10 * 366)


class Place(StrEnum):
    """What somebody is in the team. Extended: not a fixed member, and called in when needed."""

    LEADER = "leader"
    DEPUTY = "deputy"  # in the leader's place
    CORE = "core"
    EXTENDED = "extended"


class Profession(StrEnum):
    """What somebody brings along. That somebody leads a school is known from the roles, and not asked again."""

    PPT = "ppt"
    TEACHER = "teacher"
    SOCIAL_TEACHER = "social_teacher"
    LEADERSHIP = "school_leadership"
    ADMINISTRATION = "administration"
    HEALTH = "health"
    PSYCHOLOGY = "psychology"
    CHILD_WELFARE = "child_welfare"
    OTHER = "other_profession"


class Skill(StrEnum):
    """The parts of the competence profile."""

    UNDERSTAND = "understand"
    UNCOVER = "uncover"
    STOP = "stop"
    FOLLOW_UP = "follow_up"
    LAW = "law"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a day, and to and including a day; None has no end."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day. A period that ends before it begins has none."""
        first = max(self.starts_on, other.starts_on)
        return all(last is None or first <= last for last in (self.ends_on, other.ends_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody's place in a team, for a period."""

    person: str
    place: Place
    period: Period


def obstacles_to_add(seat: Seat, held: Collection[Seat], *, on: date) -> tuple[Obstacle, ...]:
    """Why this seat cannot be taken, in a team where `held` are the seats so far, ended ones too.

    Source: practice, save for one leader (law.TEAM_GUIDE).
    Chosen reading: nobody has two seats in a team at the same time, and a team has one leader; deputies may be several.
    """
    found = period_obstacles(seat.period, on=on)
    together = [one for one in held if one.period.overlaps(seat.period)] if not found else []
    if any(one.person == seat.person for one in together):
        found += (Obstacle("member_already", law.HOUSE_PRACTICE),)
    elif seat.place is Place.LEADER and any(one.place is Place.LEADER for one in together):
        found += (Obstacle("leader_already", law.TEAM_GUIDE),)
    return found


def obstacles_to_leave(period: Period, *, ends_on: date, on: date) -> tuple[Obstacle, ...]:
    """Why a membership cannot end then. Yesterday is the earliest, and means that it ends at once.

    Chosen reading: as for a role, a period can be cut, not lengthened, and the past is not written anew.
    """
    if period.ends_on is not None and (period.ends_on < on or ends_on > period.ends_on):
        return (Obstacle("membership_ended", law.HOUSE_PRACTICE),)
    if ends_on < on - timedelta(days=1):
        return (Obstacle("membership_ends_in_past", law.HOUSE_PRACTICE),)
    return ()


def obstacles_to_end_team(
    *, ends_on: date, on: date, has_ending: bool, waiting_count: int, helping_count: int, asked_count: int = 0
) -> tuple[Obstacle, ...]:
    """Why a team cannot end then. Yesterday is the earliest, and means that it ends at once. The counts are the
    families who wait for it, the cases in which it is asked or helps, and the questions without names that it has not
    answered.

    Source: law.TEAM_GUIDE (the team stays until the child is well); else law.HOUSE_PRACTICE.
    Chosen reading: what it is asked it answers or hands over first. From when it is said that it ends, nobody asks it,
    so that nothing new can come before the last day.
    """
    if has_ending:
        return (Obstacle("team_ends", law.HOUSE_PRACTICE),)
    found: tuple[Obstacle, ...] = ()
    if helping_count:
        found += (Obstacle("team_helps", law.TEAM_GUIDE),)
    if waiting_count:
        found += (Obstacle("families_wait", law.TEAM_GUIDE),)
    if asked_count:
        found += (Obstacle("questions_wait", law.HOUSE_PRACTICE),)
    if ends_on < on - timedelta(days=1):
        found += (Obstacle("team_ends_in_past", law.HOUSE_PRACTICE, ("ends_on",)),)
    if ends_on > on + FURTHEST_AHEAD:
        found += (Obstacle("too_far_ahead", law.HOUSE_PRACTICE, ("ends_on",)),)
    return found


def obstacles_to_keep_team(ends_on: date | None, *, on: date, has_other: bool) -> tuple[Obstacle, ...]:
    """Why a team that is to end cannot go on after all. `ends_on`: its last day, None when it is not to end;
    `has_other`: its school has set up another.

    Source: law.HOUSE_PRACTICE. Until the last day nothing has ended yet; after it, what is over stays over.
    """
    if ends_on is None:
        return (Obstacle("team_goes_on", law.HOUSE_PRACTICE),)
    if ends_on < on:
        return (Obstacle("team_is_over", law.HOUSE_PRACTICE),)
    return (Obstacle("team_already", law.HOUSE_PRACTICE),) if has_other else ()


def obstacles_to_learned(skills: Iterable[Skill], learned_on: date, expires_on: date | None) -> tuple[Obstacle, ...]:
    """Why this cannot be what a member has learned."""
    found: tuple[Obstacle, ...] = ()
    if not list(skills):
        found += (Obstacle("skills_missing", law.HOUSE_PRACTICE, ("skills",)),)
    if expires_on is not None and expires_on < learned_on:
        found += (Obstacle("expires_before", law.HOUSE_PRACTICE, ("expires_on",)),)
    return found


def period_obstacles(period: Period, *, on: date) -> tuple[Obstacle, ...]:
    """`ends_before_start`; `another_time` for days so far away that the year must be wrong."""
    days = [day for day in (period.starts_on, period.ends_on) if day is not None]
    if period.ends_on is not None and period.ends_on < period.starts_on:
        return (Obstacle("ends_before_start", law.HOUSE_PRACTICE, ("ends_on",)),)
    if period.starts_on > on + FURTHEST_AHEAD or min(days) < on - FURTHEST_BACK:
        return (Obstacle("another_time", law.HOUSE_PRACTICE, ("starts_on",)),)
    return ()
