"""What the pages about help from the external team show: to those who work on the case, and to the team's leader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.cases.models import Assistance
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.clocks import dues_of
from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.head import Button, Head, OpenCase, address, button, head_of, opened, read
from innsats.cases.queries.texts import keys_of, texts_of
from innsats.people.viewers import Viewer
from innsats.planning.assigning import Against, NobodyToPropose, Proposal, propose
from innsats.rules.access import Part, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.assistance import BASES, USUAL_DAYS
from innsats.rules.calendar import day_of
from innsats.rules.subordinates import cautions_about
from innsats.rules.verdicts import Obstacle
from innsats.teams.models import Team
from innsats.teams.queries.agreements import agreement_on
from innsats.teams.queries.facts import mandate_row_on, signed_mandates
from innsats.web import dates, words

from .advice import AdviceShown, advice_rows
from .asking import called, is_neighbours, neighbours_for, teams_for
from .candidates import candidates_for, need_of, open_assistance
from .commissions import CommissionShown, commission_shown, commissions_in, keys_in
from .meetings import NO_MEETINGS, MeetingShown, meeting_rows
from .outcomes import OutcomeShown, outcomes_in
from .proposed import MemberShown, proposed, ways, who
from .shown import (
    NOTHING_ASKED,
    AssistanceShown,
    Given,
    RequestShown,
    assistance_rows,
    request_shown,
    waiting_in,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceLine:
    """One advice, and what this viewer can do with it now."""

    shown: AdviceShown
    acts: tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionLine:
    """Something the school has asked of somebody who assists. `end`: where it is taken back, for who can."""

    shown: CommissionShown
    end: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """What a family has asked, and no team has been asked of here yet. `confirm`: where it is said that it is about
    this child, for who can.
    """

    shown: RequestShown
    confirm: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistancePage:
    """The tab Bistand. `acts` are those that this viewer can do now. `is_owner`: who only decides advice. `team` is the
    one that is asked now, when the viewer may know. `notes`: where those who assist find their own.
    """

    head: Head
    shown: tuple[AssistanceShown, ...]
    waiting: tuple[RequestLine, ...]
    commissions: tuple[CommissionLine, ...]
    advice: tuple[AdviceLine, ...]
    meetings: tuple[MeetingShown, ...]
    can_finish: bool
    notes: str
    correct: str
    acts: tuple[Button, ...]
    reasons: tuple[str, ...]
    outcomes: tuple[OutcomeShown, ...]
    is_leader: bool
    is_owner: bool
    team: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """Asking. `bases` explains each ground for sharing."""

    frame: CaseActPage
    teams: tuple[tuple[str, str], ...]
    bases: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage:
    """Saying that a family's request is about this child."""

    frame: CaseActPage
    request: RequestShown


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignPage:
    """Who goes. `proposed` are checked when the page opens; `ways_out` say what to do when too few can go in time.
    `stands`: who goes now, by the assignment `seen`; empty when nobody has been assigned.
    """

    frame: CaseActPage
    said: str
    members: tuple[MemberShown, ...]
    proposed: tuple[str, ...]
    ways_out: tuple[str, ...]
    cautions: tuple[str, ...]
    until: date
    seen: str
    stands: str


def assistance_page(viewer: Viewer, number: str) -> AssistancePage:
    """The tab; also for the leader of the team that is asked, and for the owner's officer who decides advice. These
    read nothing else of the case.

    Raises NotVisible or Shut.
    """
    case, shut_head = opened(viewer, number, Act.READ_ASSISTANCE, Act.READ_ADVICE)
    reads_asked = not obstacles_to(Act.READ_ASSISTANCE, case.standing)
    rows = assistance_rows(case.row, viewer.at) if reads_asked else NOTHING_ASKED
    if shut_head is not None:  # what another team was asked is not this leader's to read
        teams = {rows.now.team_id} if rows.now else set()
        rows = replace(rows, asked=[one for one in rows.asked if one.team_id in teams])
    advice = advice_rows(case.row.pk, case.standing)
    given = commissions_in(case.row.pk, viewer.at) if shut_head is None else []
    waiting = waiting_in(case.row.pk) if shut_head is None else []
    titles, corrections = (case.title_keys, Corrections(case.row)) if shut_head is None else ([], None)
    meetings = meeting_rows(case.row.pk) if corrections else NO_MEETINGS
    said = texts_of(
        *titles, *rows.keys(), *advice.keys(), *keys_in(given), *keys_of(waiting, "asks", "other"), *meetings.keys(),
        *(corrections.keys() if corrections else ()),
    )
    buttons = [button(case, act) for act in _acts(rows.now)] if reads_asked else []
    if shut_head is not None and reads_asked:  # who reads the case has it on Personer
        buttons.append(button(case, Act.NOTE_OBJECTION))
    return AssistancePage(
        head=shut_head or head_of(case, dues_of(case.row.pk), said, "case_assistance"),
        shown=tuple(reversed(rows.shown(said, case.owner_kind))),
        waiting=tuple(_waits(case, request_shown(one, said), rows.now) for one in waiting),
        commissions=tuple(_asked(case, commission_shown(one, said)) for one in given),
        advice=tuple(_line(case, one) for one in advice.shown(said, case.owner_kind)),
        meetings=meetings.shown(corrections, said, viewer.at) if corrections else (),
        can_finish=not case.obstacles_to(Act.FINISH_STEP), notes=_notes(case, rows.now),
        correct=address(Act.CORRECT_RECORD, number) if not case.obstacles_to(Act.CORRECT_RECORD) else "",
        acts=tuple(one for one in buttons if not one.reasons),
        reasons=() if rows.asked else case.reasons(case.obstacles_to(Act.REQUEST_ASSISTANCE)),
        outcomes=outcomes_in(case.row) if rows.now and Part.TEAM_LEADER in case.standing.parts else (),
        is_leader=shut_head is not None and reads_asked, is_owner=not reads_asked,
        team=rows.now.team.uuid if rows.now else None,
    )  # fmt: skip


def request_page(viewer: Viewer, number: str) -> RequestPage:
    """Raises NotVisible or Shut."""
    case = read(viewer, number)
    frame = framed(case, Act.REQUEST_ASSISTANCE, texts_of(*case.title_keys))
    bases = {str(basis): words.of_source(source) for basis, source in BASES.items()}
    owner = case.row.school_owner_id
    teams = tuple((str(team.uuid), _offered(team, owner)) for team in teams_for(case.row, viewer.at))
    readers = _("Leses av dem som arbeider med saken, og av den som leder teamet.")
    return RequestPage(frame=replace(frame, readers=readers), teams=teams, bases=bases)


def _offered(team: Team, owner: int) -> str:
    """Bergvik innsatsteam (deres team): a school asks its own first."""
    said = _("{team} (naboteam)") if is_neighbours(team, owner) else _("{team} (deres team)")
    return said.format(team=called(team, owner))


def confirm_page(viewer: Viewer, number: str, report: UUID) -> ConfirmPage:
    """Raises NotVisible, also for a request that does not wait here, or Shut."""
    case = read(viewer, number)
    one = next((one for one in waiting_in(case.row.pk) if one.report_id == report), None)
    if one is None:
        raise NotVisible(f"request:{report}")
    said = texts_of(*case.title_keys, *keys_of([one], "asks", "other"))
    return ConfirmPage(frame=framed(case, Act.CONFIRM_FAMILY_REQUEST, said), request=request_shown(one, said))


def leader_page(act: Act, viewer: Viewer, number: str) -> CaseActPage:
    """The frame of what the team's leader does. Raises NotVisible or Shut."""
    case, _head = opened(viewer, number, Act.READ_ASSISTANCE)
    frame = framed(case, act, {})
    return replace(frame, readers=_("Leses av dem som arbeider med saken, og av den som leder teamet."))


def assign_page(viewer: Viewer, number: str) -> AssignPage:
    """Who could go, with every reason. A person decides.

    Raises NotVisible, also for whoever does not lead the team: who of it is inhabil or away is nobody else's to know.
    """
    case, _head = opened(viewer, number, Act.READ_ASSISTANCE)
    asked = open_assistance(case.row.pk, viewer.at)
    if asked is None or Part.TEAM_LEADER not in case.standing.parts:
        raise NotVisible(number)
    found, need = candidates_for(asked, viewer.at), need_of(asked, viewer.at)
    proposal = propose(need, found.all)
    going = proposal.members if isinstance(proposal, Proposal) else ()
    held = assistance_rows(case.row, viewer.at).given.get(asked.pk)
    now = {person for person, _name in held.people} if held else set()
    here = tuple(one for one, person in found.people.items() if person.pk in now)
    frame = replace(framed(case, Act.ASSIGN_ASSISTANTS, {}), names=found.names)
    return AssignPage(
        frame=frame, said=proposed(proposal, found.names, need.promise_ends_on),
        ways_out=ways(proposal.ways_out, found.names | _neighbours(asked, viewer.at)),
        cautions=case.reasons(_cautions(proposal), found.names),
        members=who(proposal, found.names, need.promise_ends_on),
        proposed=here or tuple(one.id for one in going),
        until=_until(asked, day_of(viewer.at)), seen=str(held.row.pk) if held else "", stands=_stands(held),
    )  # fmt: skip


def _cautions(found: Proposal | NobodyToPropose) -> tuple[Obstacle, ...]:
    """What to think of before somebody who can go does: who leads a school."""
    going = found.members if isinstance(found, Proposal) else ()
    leads = {one.id: any(point.code is Against.LEADS_SCHOOL for point in one.speaks_against)
             for one in (*going, *found.others)}  # fmt: skip
    return tuple(caution for one, is_so in leads.items() for caution in cautions_about(one, leads_a_school=is_so))


def _acts(now: Assistance | None) -> tuple[Act, ...]:
    """What can be done, as it stands: asked for, begun, or over."""
    if now is None:
        return (Act.REQUEST_ASSISTANCE,)
    is_begun = now.assignment_set.exists()
    if not is_begun:
        return (Act.ASSIGN_ASSISTANTS, Act.DECLINE_ASSISTANCE)
    meeting_and_work = (Act.HOLD_TEAM_MEETING, Act.GIVE_COMMISSION, Act.GIVE_ADVICE)
    return (*meeting_and_work, Act.ASSIGN_ASSISTANTS, Act.END_ASSISTANCE)


def _notes(case: OpenCase, now: Assistance | None) -> str:
    """Where those who assist write for themselves, and bring it to the school, also when the case is closed."""
    is_mine = now is not None and not case.obstacles_to(Act.READ_WORK_NOTES)
    return address(Act.WRITE_WORK_NOTE, case.row.number) if is_mine else ""


def _waits(case: OpenCase, one: RequestShown, now: Assistance | None) -> RequestLine:
    confirm = button(case, Act.CONFIRM_FAMILY_REQUEST, one.report)
    return RequestLine(shown=one, confirm=None if now or confirm.reasons else confirm)


def _asked(case: OpenCase, one: CommissionShown) -> CommissionLine:
    end = button(case, Act.END_COMMISSION, one.uuid)
    return CommissionLine(shown=one, end=None if one.is_over or end.reasons else end)


def _line(case: OpenCase, one: AdviceShown) -> AdviceLine:
    """An advice with what this viewer can do now, of answering, deciding and doing it."""
    waits = {
        Act.ANSWER_ADVICE: one.state.waits_for_school, Act.DECIDE_ADVICE: one.state.waits_for_owner,
        Act.CARRY_OUT_ADVICE: one.state.waits_to_be_done,
    }  # fmt: skip
    buttons = (button(case, act, one.uuid) for act, is_due in waits.items() if is_due)
    return AdviceLine(shown=one, acts=tuple(one for one in buttons if not one.reasons))


def _stands(held: Given | None) -> str:
    """Pia Tangen, Dan Vold, til og med 22. april 2026, 4 timer i uka for hver"""
    if held is None:
        return ""
    names = ", ".join(name for _key, name in held.people) or _("Ingen hjelper nå")
    said = _("{names}, til og med {day}, {hours} timer i uka for hver")
    return said.format(names=names, day=dates.long_date(held.row.until), hours=held.row.hours_a_week)


def _neighbours(asked: Assistance, at: datetime) -> dict[str, str]:
    """The other owners' teams that the school can ask, by id."""
    return {str(team.uuid): called(team, asked.school_owner_id) for team in neighbours_for(asked.case, at)}


def _until(asked: Assistance, on: date) -> date:
    """Two months from now, or the last day of the mandate or the agreement when that comes before."""
    mandate = mandate_row_on(signed_mandates(asked.team), on)
    agreed = agreement_on(asked.school_owner_id, asked.team, on)
    last = (one.ends_on for one in (mandate, agreed) if one and one.ends_on)
    return min((on + timedelta(days=USUAL_DAYS), *last))
