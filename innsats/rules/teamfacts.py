"""What is known of a team and of who is in it: all that readiness is judged by. Everything is dated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .mandates import Mandate
from .processmaps import Scenario
from .releasing import Release
from .teams import Period, Place, Profession, Skill

MANDATE_LASTS = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A part of the profile that somebody has learned, and until when it counts (None: for good)."""

    skill: Skill
    learned_on: date
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role at a school: whether one leads it, or is of its leadership."""

    school: str
    period: Period
    is_principal: bool = False
    is_leadership: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody with a seat. `id` is what obstacles and lines are about."""

    id: str
    place: Place
    profession: Profession
    period: Period
    posts: tuple[Post, ...] = ()
    trained_on: date | None = None  # the first training in privacy
    learned: tuple[Learned, ...] = ()
    releases: tuple[Release, ...] = ()
    away: tuple[Period, ...] = ()

    def is_away(self, on: date) -> bool:
        return any(period.holds(on) for period in self.away)

    def knows(self, skill: Skill, on: date) -> bool:
        """By what was learned last: a newer entry corrects an older one.

        Source: law.TEAM_PRINCIPLES (high competence); that it expires is law.HOUSE_PRACTICE.
        """
        if skill is Skill.PRIVACY and self.trained_on is not None and self.trained_on <= on:
            return True
        last = self.learned_last(skill, on)
        return last is not None and (last.expires_on is None or on <= last.expires_on)

    def learned_last(self, skill: Skill, on: date) -> Learned | None:
        of_it = [one for one in self.learned if one.skill is skill and one.learned_on <= on]
        last = max(enumerate(of_it), key=lambda pair: (pair[1].learned_on, pair[0]), default=None)
        return last[1] if last else None

    def posts_on(self, on: date) -> list[Post]:
        return [post for post in self.posts if post.period.holds(on)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFacts:
    """A team with all its rows, past and to come. `school` is set for a school's own team.

    `schools` are those of its owner, `served` those of other owners, as long as these have an agreement with it.
    `externals` are the periods in which an external team serves the owner of the school, `neighbours` those in which
    the owner has an agreement with another owner's team. `mapped` says from which days a process map has been settled.
    """

    school: str | None
    schools: frozenset[str]
    members: tuple[Member, ...] = ()
    externals: tuple[Period, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    neighbours: tuple[Period, ...] = ()
    served: tuple[tuple[Period, frozenset[str]], ...] = ()
    mapped: tuple[tuple[Scenario, date], ...] = ()

    def schools_on(self, on: date) -> frozenset[str]:
        """Every school it serves on the day."""
        return self.schools.union(*(schools for period, schools in self.served if period.holds(on)))

    def mandate_holds(self, on: date) -> bool:
        """Whether a mandate that is not too old is in force on the day."""
        return is_held_by(self.mandates, on)


def is_held_by(mandates: Iterable[Mandate], on: date) -> bool:
    """Whether the one of these that counts on the day is not too old."""
    mandate = mandate_on(mandates, on)
    return mandate is not None and on - mandate.signed_on <= MANDATE_LASTS


def mandate_on(mandates: Iterable[Mandate], on: date) -> Mandate | None:
    """The one that counts on a day: the one signed last among those in force."""
    in_force = [one for one in mandates if one.period.holds(on)]
    last = max(enumerate(in_force), key=lambda pair: (pair[1].signed_on, pair[0]), default=None)
    return last[1] if last else None
