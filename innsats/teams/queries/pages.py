"""What the pages about teams show: whether a team is ready, line by line, and who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.mandates import Thing
from innsats.rules.processmaps import Scenario
from innsats.rules.readiness import Colour, Line, Principle, Reason, first_to_mend, readiness, worst
from innsats.rules.roles import Role
from innsats.rules.teamfacts import Member
from innsats.rules.teams import Skill
from innsats.web import dates, words

from ..models import Mandate, Membership, Team
from .agreements import AgreementShown, agreements_seen, as_shown
from .capacity import FreedShown, freed
from .facts import as_fact, gathered, mandate_row_on
from .maps import WAYS
from .seen import LEADING, keeps, seats_of, standing_towards, teams_seen, units_without_team

MOST_NAMED_COUNT = 6
SKILLED = {Reason.KNOWN, Reason.KNOWN_BY_ONE, Reason.NOT_KNOWN}  # lines that are about a part of the profile
LOOKS = {  # colour → of the tag, and its icon: no colour stands alone
    Colour.GREEN: ("success", "CheckmarkCircle"),
    Colour.AMBER: ("warning", "ExclamationmarkTriangle"),
    Colour.RED: ("danger", "XMarkOctagon"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A colour as the page shows it, with its word."""

    look: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """One line of readiness: how it stands, why, on what, and where it is mended (nothing: it needs no mending)."""

    standing: Standing
    said: str
    source: str
    address: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleShown:
    code: str
    word: str
    standing: Standing
    lines: tuple[LineShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberShown:
    """Somebody in the team. `knows`: for each part of the profile, whether it is known on the day."""

    uuid: UUID
    name: str
    place: str
    profession: str
    period: str
    may_end: bool
    knows: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateShown:
    """The mandate that counts on the day: how far it goes in each thing, and the paper it stands on."""

    levels: tuple[dict[str, str], ...]
    paper: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedShown:
    """A team that has ended or is to end: when, and why."""

    uuid: UUID
    name: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """A team on a day, as whoever sees it sees it. `keeps`: the viewer looks after it, and sees who is away;
    `hears_families`: and types in what a family asks of it. `has_consults`: asks it without names, from a
    school, or answers such questions.

    `step` is what to do first, for who may do it today; None when nothing is left to mend. With an `ending` it is read
    only, and `may_go_on` after all until the last day.
    """

    team: Team
    unit: str
    on: date
    said_on: str
    is_today: bool
    verdict: Standing
    step: LineShown | None
    principles: tuple[PrincipleShown, ...]
    members: tuple[MemberShown, ...]
    skills: tuple[str, ...]
    mandate: MandateShown | None
    freed: tuple[FreedShown, ...]
    keeps: bool
    hears_families: bool
    has_consults: bool
    ending: EndedShown | None
    may_go_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A team in the list: the verdict, and how it stands with each principle."""

    uuid: UUID
    name: str
    unit: str
    verdict: Standing
    principles: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPage:
    """The teams that the viewer sees, on a day. `without` are the places that could have a team and have none.

    `ended` are those that had ended by then. `has_place`: the viewer is in a team today. `agreements` are those on help
    from another owner's team, from either side, as they stand on the day.
    """

    rows: tuple[TeamRow, ...]
    principles: tuple[str, ...]
    on: date
    said_on: str
    is_today: bool
    may_set_up: bool
    has_place: bool
    ended: tuple[EndedShown, ...]
    without: tuple[str, ...]
    agreements: tuple[AgreementShown, ...]
    may_agree: bool


def teams_page(viewer: Viewer, on: date) -> TeamsPage:
    """All teams one sees, those that existed on the day. At most twenty queries."""
    seen = list(teams_seen(viewer).filter(starts_on__lte=on))
    teams = [team for team in seen if not has_ended(team, on)]
    free = units_without_team(viewer)
    return TeamsPage(
        rows=rows_of(teams, on),
        principles=tuple(words.of("principle", one) for one in Principle), on=on,
        said_on=dates.long_date(on), is_today=on == day_of(viewer.at), may_set_up=bool(free),
        has_place=seats_of(viewer).exists(),
        ended=tuple(_ended(team) for team in seen if has_ended(team, on)),
        without=tuple(one.name for one in free if one.is_school),
        agreements=tuple(as_shown(row, on) for row in agreements_seen(viewer).filter(starts_on__lte=on)),
        may_agree=bool(viewer.owners_kept),
    )


def rows_of(teams: list[Team], on: date) -> tuple[TeamRow, ...]:
    """How ready each of these was on the day. Thirteen queries for all of them."""
    facts = gathered(teams).facts
    return tuple(_row(team, readiness(facts[team.pk], on)) for team in teams)


def team_page(viewer: Viewer, team: Team, on: date) -> TeamPage:
    """One team on a day. Seventeen queries."""
    found = gathered([team])
    facts, seats = found.facts[team.pk], found.memberships[team.pk]
    lines = readiness(facts, on)
    ending = _ended(team) if hasattr(team, "ending") else None
    is_today, is_kept = on == day_of(viewer.at), ending is None and keeps(viewer, team)
    mends = team.uuid if is_kept and is_today else None
    members, first = {one.id: one for one in facts.members}, first_to_mend(lines) if mends else None
    return TeamPage(
        team=team, unit=team.unit.name, on=on, said_on=dates.long_date(on), is_today=is_today,
        verdict=_standing(worst(lines), "verdict"), step=_line(first, found.names, mends) if first else None,
        principles=tuple(_principles(lines, found.names, mends)),
        members=tuple(_member(row, members[str(row.uuid)], on, is_kept and is_today) for row in seats),
        skills=tuple(words.of("skill", skill) for skill in Skill), mandate=_mandate(found.mandates[team.pk], on),
        freed=freed(seats, on, may_end=is_today) if is_kept else (), keeps=is_kept,
        ending=ending, may_go_on=ending is not None and not has_ended(team, day_of(viewer.at)) and keeps(viewer, team),
        has_consults=not (ending or team.school_id)
        and (bool(viewer.schools_as(Role.PRINCIPAL)) or any(_leads(viewer, seat) for seat in seats)),
        hears_families=not (
            ending or team.school_id or obstacles_to(Act.TAKE_FAMILY_REQUEST, standing_towards(viewer, team))
        ),
    )


def _leads(viewer: Viewer, seat: Membership) -> bool:
    return seat.person_id == viewer.person_id and seat.place in LEADING


def has_ended(team: Team, on: date) -> bool:
    """Whether the team had ended before the day. No query: its ending has been fetched with it."""
    return hasattr(team, "ending") and team.ending.ends_on < on


def _ended(team: Team) -> EndedShown:
    said = _("Siste dag {day}").format(day=dates.long_date(team.ending.ends_on))
    return EndedShown(uuid=team.uuid, name=team.name, said=said, reason=team.ending.reason)


def _row(team: Team, lines: tuple[Line, ...]) -> TeamRow:
    colours = {one: worst(line for line in lines if line.principle is one) for one in Principle}
    return TeamRow(
        uuid=team.uuid, name=team.name, unit=team.unit.name, verdict=_standing(worst(lines), "verdict"),
        principles=tuple(_standing(colour, "colour") for colour in colours.values()),
    )


def _principles(lines: tuple[Line, ...], names: dict[str, str], mends: UUID | None) -> list[PrincipleShown]:
    found = []
    for principle, of_it in groupby(lines, key=lambda line: line.principle):
        held = list(of_it)
        shown = PrincipleShown(
            code=principle.value, word=words.of("principle", principle), standing=_standing(worst(held), "colour"),
            lines=tuple(_line(line, names, mends) for line in _worst_first(held)),
        )
        found.append(shown)
    return found


def _worst_first(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: list(Colour).index(line.colour), reverse=True)


def _line(line: Line, names: dict[str, str], team: UUID | None) -> LineShown:
    is_mended = line.mends is not None and line.colour is not Colour.GREEN and team is not None
    return LineShown(
        standing=_standing(line.colour, "colour"), said=said_of(line, names), source=words.of_source(line.source),
        address=_address(line, team) if is_mended and team else "",
        mend=words.of("act", line.mends) if is_mended and line.mends else "",
    )


def said_of(line: Line, names: dict[str, str]) -> str:
    """Why a line has its colour, in a sentence that names whom and what it is about."""
    said = [_called(line, one, names) for one in line.about]
    shown = [one for one in said if one][:MOST_NAMED_COUNT]
    more = len(said) - len(shown)
    about = ", ".join(shown) + (_(" og {count} til").format(count=more) if shown and more else "")
    sentence = words.of("readiness", line.reason, about=about)
    return sentence if about else sentence.replace(": .", ".")


def _called(line: Line, one: str, names: dict[str, str]) -> str:
    if line.reason is Reason.MAP_LACKS:
        return words.of("scenario_about", one)
    return words.of("skill", one).lower() if line.reason in SKILLED else names.get(one, "")


def _address(line: Line, team: UUID) -> str:
    if line.mends in (Act.SET_UP_TEAM, Act.AGREE_ON_TEAM):
        return reverse(str(line.mends))
    if line.mends is Act.SET_PROCESS_MAP:
        return reverse(str(line.mends), args=[team, WAYS[Scenario(line.about[0])]])
    asked = f"?del={line.about[0]}" if line.reason in SKILLED else ""
    return reverse(str(line.mends), args=[team]) + asked


def _member(row: Membership, member: Member, on: date, may_end: bool) -> MemberShown:
    has_ended = row.ends_on is not None and row.ends_on < on
    return MemberShown(
        uuid=row.uuid, name=row.person.name, place=words.of("place", row.place),
        profession=words.of("profession", row.profession), period=dates.period(row.starts_on, row.ends_on),
        may_end=may_end and not has_ended, knows=tuple(member.knows(skill, on) for skill in Skill),
    )


def _mandate(signed: list[Mandate], on: date) -> MandateShown | None:
    row = mandate_row_on(signed, on)
    if row is None:
        return None
    return MandateShown(
        levels=levels_shown(row),
        paper=(
            {"word": _("Vedtak eller dokument"), "value": row.document},
            {"word": _("Skrevet under"), "value": f"{row.signed_by}, {dates.long_date(row.signed_on)}"},
            {"word": _("Gjelder"), "value": dates.period(row.starts_on, row.ends_on)},
        ),
    )  # fmt: skip


def levels_shown(row: Mandate) -> tuple[dict[str, str], ...]:
    """How far a mandate goes in each thing, in words. Its authorities have been fetched with it."""
    levels = as_fact(row).levels
    return tuple(
        {"word": words.of("thing", thing), "value": words.of("level", levels[thing])}
        for thing in Thing if thing in levels
    )  # fmt: skip


def _standing(colour: Colour, kind: str) -> Standing:
    look, icon = LOOKS[colour]
    return Standing(look=look, icon=icon, word=words.of(kind, colour))
