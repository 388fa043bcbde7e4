"""What the pages about help from the external team show: to those who work on the case, and to the team's leader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.cases.models import Assistance
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.clocks import dues_of
from innsats.cases.queries.head import Button, Head, OpenCase, Shut, button, head_of, read
from innsats.cases.queries.texts import texts_of
from innsats.journal.looks import looked
from innsats.people.viewers import Viewer
from innsats.planning.assigning import NobodyToPropose, Point, Proposal, WayOut, Weighed, propose
from innsats.rules.access import Part, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.assistance import BASES, USUAL_DAYS
from innsats.rules.calendar import day_of
from innsats.teams.queries.agreements import agreement_on
from innsats.teams.queries.facts import mandate_row_on, signed_mandates
from innsats.web import dates, words

from .asking import called, neighbours_for, teams_for
from .candidates import Candidates, candidates_for, need_of, open_assistance
from .shown import AssistanceShown, assistance_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistancePage:
    """The tab Bistand. `acts` are those that this viewer can do now."""

    head: Head
    shown: tuple[AssistanceShown, ...]
    acts: tuple[Button, ...]
    reasons: tuple[str, ...]
    is_leader: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """Asking. `bases` explains each ground for sharing."""

    frame: CaseActPage
    teams: tuple[tuple[str, str], ...]
    bases: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberShown:
    """Somebody of the team, and what speaks for and against. `can_go`: nothing keeps this one back."""

    id: str
    name: str
    line: str
    can_go: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignPage:
    """Who goes. `proposed` are checked when the page opens; `ways_out` say what to do when too few can go in time."""

    frame: CaseActPage
    said: str
    members: tuple[MemberShown, ...]
    proposed: tuple[str, ...]
    ways_out: tuple[str, ...]
    until: date


def assistance_page(viewer: Viewer, number: str) -> AssistancePage:
    """The tab; also for the leader of the team that is asked, who reads nothing else of the case.

    Raises NotVisible or Shut.
    """
    case, shut_head = _opened(viewer, number)
    rows = assistance_rows(case.row.pk, viewer.at)
    if shut_head is not None:  # what another team was asked is not this leader's to read
        teams = {rows.now.team_id} if rows.now else set()
        rows = replace(rows, asked=[one for one in rows.asked if one.team_id in teams])
    titles = case.title_keys if shut_head is None else []
    said = texts_of(*titles, *rows.keys())
    buttons = [button(case, act) for act in _acts(rows.now)]
    return AssistancePage(
        head=shut_head or head_of(case, dues_of(case.row.pk), said, "case_assistance"),
        shown=tuple(reversed(rows.shown(said, case.owner_kind))),
        acts=tuple(one for one in buttons if not one.reasons),
        reasons=() if rows.asked else case.reasons(case.obstacles_to(Act.REQUEST_ASSISTANCE)),
        is_leader=shut_head is not None,
    )  # fmt: skip


def request_page(viewer: Viewer, number: str) -> RequestPage:
    """Raises NotVisible or Shut."""
    case = read(viewer, number)
    frame = framed(case, Act.REQUEST_ASSISTANCE, texts_of(*case.title_keys))
    bases = {str(basis): words.of_source(source) for basis, source in BASES.items()}
    owner = case.row.school_owner_id
    teams = tuple((str(team.uuid), called(team, owner)) for team in teams_for(case.row, viewer.at))
    readers = _("Leses av dem som arbeider med saken, og av den som leder teamet.")
    return RequestPage(frame=replace(frame, readers=readers), teams=teams, bases=bases)


def leader_page(act: Act, viewer: Viewer, number: str) -> CaseActPage:
    """The frame of what the team's leader does. Raises NotVisible or Shut."""
    case, _head = _opened(viewer, number)
    frame = framed(case, act, {})
    return replace(frame, readers=_("Leses av dem som arbeider med saken, og av den som leder teamet."))


def assign_page(viewer: Viewer, number: str) -> AssignPage:
    """Who could go, with every reason. A person decides.

    Raises NotVisible, also for whoever does not lead the team: who of it is inhabil or away is nobody else's to know.
    """
    case, _head = _opened(viewer, number)
    asked = open_assistance(case.row.pk, viewer.at)
    if asked is None or Part.TEAM_LEADER not in case.standing.parts:
        raise NotVisible(number)
    found, need = candidates_for(asked, viewer.at), need_of(asked, viewer.at)
    proposal = propose(need, found.all)
    going = proposal.members if isinstance(proposal, Proposal) else ()
    held = assistance_rows(case.row.pk, viewer.at).given.get(asked.pk)
    now = {person for person, _name in held.people} if held else set()
    here = tuple(one for one, person in found.people.items() if person.pk in now)
    frame = replace(framed(case, Act.ASSIGN_ASSISTANTS, {}), names=found.names)
    return AssignPage(
        frame=frame, said=_proposed(proposal, found), ways_out=_ways(proposal.ways_out, found, asked, viewer.at),
        members=tuple(_member(one, found, one in going) for one in (*going, *_free_first(proposal.others))),
        proposed=here or tuple(one.id for one in going), until=_until(asked, day_of(viewer.at)),
    )  # fmt: skip


def _opened(viewer: Viewer, number: str) -> tuple[OpenCase, Head | None]:
    """The case, and the head without a name for the team's leader, who is asked and reads nothing else."""
    try:
        return read(viewer, number), None
    except Shut as shut:
        if obstacles_to(Act.READ_ASSISTANCE, shut.case.standing):
            raise
        looked(Act.READ_ASSISTANCE, shut.case.row.subject, by=viewer.actor, at=viewer.at)
        return shut.case, shut.page.head


def _acts(now: Assistance | None) -> tuple[Act, ...]:
    """What can be done, as it stands: asked for, begun, or over."""
    if now is None:
        return (Act.REQUEST_ASSISTANCE,)
    is_begun = now.assignment_set.exists()
    return (Act.ASSIGN_ASSISTANTS, Act.END_ASSISTANCE if is_begun else Act.DECLINE_ASSISTANCE)


def _proposed(proposal: Proposal | NobodyToPropose, found: Candidates) -> str:
    if isinstance(proposal, NobodyToPropose):
        lacking = proposal.lacking_count
        said = ngettext("Det mangler {count} som kan rykke ut.", "Det mangler {count} som kan rykke ut.", lacking)
        return said.format(count=lacking)
    names = ", ".join(found.names[one.id] for one in proposal.members)
    said = _("Forslag: {names}. De kan komme {day}.").format(names=names, day=dates.day(proposal.starts_on))
    if proposal.unknown:
        lacks = ", ".join(words.of("skill", one) for one in proposal.unknown)
        said += " " + _("Ingen av dem kan: {skills}.").format(skills=lacks)
    return said


def _free_first(others: Iterable[Weighed]) -> list[Weighed]:
    return sorted(others, key=lambda one: not one.speaks_for)


def _member(one: Weighed, found: Candidates, is_proposed: bool) -> MemberShown:
    can_go = is_proposed or bool(one.speaks_for)
    line = "; ".join(_point(point) for point in (*one.speaks_for, *one.speaks_against))
    return MemberShown(id=one.id, name=found.names[one.id], line=line, can_go=can_go)


def _point(point: Point) -> str:
    """A reason in words: what it is about is a skill, a day or a number."""
    match point.code:
        case "knows":
            about = ", ".join(words.of("skill", one).lower() for one in point.about)
        case "in_time" | "too_late":
            about = dates.day(date.fromisoformat(point.about[0]))
        case "has_hours":
            about = point.about[0]
        case _:
            about = ""
    return words.of("weighed", point.code, about=about)


def _ways(ways: Iterable[WayOut], found: Candidates, asked: Assistance, at: datetime) -> tuple[str, ...]:
    """Each way in a sentence: whose hours it takes, or which neighbour's team the school can ask."""
    owner = asked.school_owner_id
    names = found.names | {str(team.uuid): called(team, owner) for team in neighbours_for(asked.case, at)}
    said = []
    for way in ways:
        about = ", ".join(names[one] for one in (*(short.id for short in way.who), *way.teams))
        said.append(words.of("way_out", "ask_agreed" if way.teams else way.way, about=about))
    return tuple(said)


def _until(asked: Assistance, on: date) -> date:
    """Two months from now, or the last day of the mandate or the agreement when that comes before."""
    mandate = mandate_row_on(signed_mandates(asked.team), on)
    agreed = agreement_on(asked.school_owner_id, asked.team, on)
    last = (one.ends_on for one in (mandate, agreed) if one and one.ends_on)
    return min((on + timedelta(days=USUAL_DAYS), *last))
