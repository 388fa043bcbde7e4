"""A proposal in words: who could go, what speaks for and against each, and the ways out when too few can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.people.calendars import red_days
from innsats.planning.assigning import Against, NobodyToPropose, Point, Proposal, WayOut
from innsats.rules.assistance import comes_on
from innsats.rules.calendar import Calendar
from innsats.web import dates, words


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberShown:
    """Somebody of the team, and what speaks for and against. `can_go`: nothing keeps this one back."""

    id: str
    name: str
    line: str
    can_go: bool


def proposed(proposal: Proposal | NobodyToPropose, names: Mapping[str, str], promise_ends_on: date) -> str:
    """Who is proposed and from when, or how many are missing."""
    if isinstance(proposal, NobodyToPropose):
        lacking = proposal.lacking_count
        said = ngettext("Det mangler {count} som kan rykke ut.", "Det mangler {count} som kan rykke ut.", lacking)
        return said.format(count=lacking)
    named = ", ".join(names[one.id] for one in proposal.members)
    said = _("Forslag: {names}. De kan komme {day}.").format(names=named, day=_day(proposal.starts_on, promise_ends_on))
    if proposal.unknown:
        lacks = ", ".join(words.of("skill", one) for one in proposal.unknown)
        said += " " + _("Ingen av dem kan: {skills}.").format(skills=lacks)
    return said


def who(
    proposal: Proposal | NobodyToPropose, names: Mapping[str, str], promise_ends_on: date,
    *, unsaid: frozenset[Against] = frozenset(),
) -> tuple[MemberShown, ...]:
    """Everybody in the team: those proposed, then those who could go, then the rest. `unsaid` goes for everybody."""
    going = proposal.members if isinstance(proposal, Proposal) else ()
    others = sorted(proposal.others, key=lambda one: not one.speaks_for)
    return tuple(
        MemberShown(
            id=one.id, name=names[one.id], can_go=bool(one.speaks_for),
            line=said_of(
                (point for point in (*one.speaks_for, *one.speaks_against) if point.code not in unsaid), promise_ends_on
            ),
        )
        for one in (*going, *others)
    )  # fmt: skip


def said_of(points: Iterable[Point], promise_ends_on: date) -> str:
    return "; ".join(_point(point, promise_ends_on) for point in points)


def ways(out: Iterable[WayOut], names: Mapping[str, str]) -> tuple[str, ...]:
    """Each way in a sentence: whose hours it takes, or which neighbour's team the school can ask."""
    said = []
    for way in out:
        about = ", ".join(names[one] for one in (*(short.id for short in way.who), *way.teams))
        said.append(words.of("way_out", "ask_agreed" if way.teams else way.way, about=about))
    return tuple(said)


def _day(able_on: date, promise_ends_on: date) -> str:
    working_days = Calendar(red_days=red_days(), closed_days=frozenset())  # the same for every owner
    return dates.day(comes_on(able_on, promise_ends_on, working_days))


def _point(point: Point, promise_ends_on: date) -> str:
    """A reason in words: what it is about is a skill, a day or a number."""
    match point.code:
        case "knows":
            about = ", ".join(words.of("skill", one).lower() for one in point.about)
        case "in_time" | "too_late":
            about = _day(date.fromisoformat(point.about[0]), promise_ends_on)
        case "has_hours":
            about = point.about[0]
        case _:
            about = ""
    return words.of("weighed", point.code, about=about)
