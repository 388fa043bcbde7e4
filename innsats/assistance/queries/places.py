"""One's own place in a team: how one is freed, when one is away, what one knows, and what one is out on now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import Case, CaseAccess
from innsats.cases.queries.access import visible
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.readiness import ENDS_SOON
from innsats.rules.teamfacts import Member
from innsats.rules.teams import Skill
from innsats.teams.models import Membership
from innsats.teams.queries.addresses import open_address
from innsats.teams.queries.capacity import FreedShown, freed
from innsats.teams.queries.facts import members_of
from innsats.teams.queries.seen import LEADING, seats_of
from innsats.web import dates, words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOn:
    """A case that one is assigned to: its number, and the last day in words."""

    number: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShown:
    """A place in one team. `is_leading`: who says who of an external team goes."""

    team: UUID
    name: str
    unit: str
    line: str
    freed: FreedShown
    out_on: tuple[OutOn, ...]
    is_leading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillShown:
    """A part of the profile: whether one knows it today, and until when."""

    word: str
    standing: str
    look: str
    icon: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPlacePage:
    """Everything that is known of the viewer as a member. What one knows goes for every team.

    `calendar_since`: when the address of the own calendar was made; "" when there is none.
    """

    places: tuple[PlaceShown, ...]
    skills: tuple[SkillShown, ...]
    calendar_since: str


def my_place_page(viewer: Viewer) -> MyPlacePage | None:
    """One's own places today; None for whoever has none. Ten queries."""
    on = day_of(viewer.at)
    seats = seats_of(viewer).select_related("person", "team__school", "team__school_owner").order_by("team__name", "pk")
    if not seats:
        return None
    cases, members, address = _out_on(viewer), members_of(seats), open_address(viewer.person_id)
    shown = zip(seats, freed(seats, on, may_end=True), strict=True)
    return MyPlacePage(
        places=tuple(_place(seat, how, cases, is_trained=viewer.trained) for seat, how in shown),
        skills=tuple(_skill(skill, members[seats[0].pk], on) for skill in Skill),
        calendar_since=dates.long_date(address.opened_at) if address else "",
    )


def _place(seat: Membership, how: FreedShown, cases: Mapping[int, list[OutOn]], *, is_trained: bool) -> PlaceShown:
    said = (
        words.of("place", seat.place), words.of("profession", seat.profession),
        dates.period(seat.starts_on, seat.ends_on),
    )  # fmt: skip
    is_leading = seat.place in LEADING and seat.team.school_id is None and is_trained
    return PlaceShown(
        team=seat.team.uuid, name=seat.team.name, unit=seat.team.unit.name, line=" · ".join(said), freed=how,
        out_on=tuple(cases[seat.team_id]), is_leading=is_leading,
    )


def assigned_now(viewer: Viewer) -> QuerySet[CaseAccess]:
    """What the viewer is assigned to now and may see, by its last day."""
    held = CaseAccess.objects.filter(
        person=viewer.person_id, part=CaseAccess.ASSISTANT, starts_at__lte=viewer.at, ends_at__gt=viewer.at,
        assignment__assistance__is_open=True, case__in=visible(Act.SEE_CASE, viewer, Case).values("pk"),
    )  # fmt: skip
    return held.order_by("assignment__until", "pk")


def _out_on(viewer: Viewer) -> dict[int, list[OutOn]]:
    """By the team. One query."""
    found: dict[int, list[OutOn]] = defaultdict(list)
    rows = assigned_now(viewer).values_list("assignment__assistance__team", "case__number", "assignment__until")
    for team, number, until in rows:
        found[team].append(OutOn(number=number, until=dates.long_date(until)))
    return found


def _skill(skill: Skill, member: Member, on: date) -> SkillShown:
    last, knows = member.learned_last(skill, on), member.knows(skill, on)
    ends_on = last.expires_on if last else None
    if not knows:
        standing, look, icon = _("Mangler") if last is None else _("Gikk ut"), "danger", "XMarkOctagon"
    elif ends_on and ends_on <= on + ENDS_SOON:
        standing, look, icon = _("Går ut snart"), "warning", "ExclamationmarkTriangle"
    else:
        standing, look, icon = _("Kan"), "success", "CheckmarkCircle"
    return SkillShown(
        word=words.of("skill", skill), standing=standing, look=look, icon=icon,
        line=_("Gjelder til og med {day}").format(day=dates.long_date(ends_on)) if ends_on else "",
    )
