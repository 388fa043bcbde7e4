"""What can be asked in a story: the public queries, each for the one who asks, and the looks that leave a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from innsats.assistance.queries.advice import advice_rows
from innsats.assistance.queries.capacity import capacity_of as team_capacity
from innsats.assistance.queries.consults import seen_consult
from innsats.assistance.queries.shown import assistance_rows
from innsats.assistance.queries.waits import seen_wait
from innsats.assistance.queries.worknotes import notes_in
from innsats.cases import dues
from innsats.cases.models import Case, Due, Report
from innsats.cases.queries import causes, errands, reporting
from innsats.cases.queries.access import NotVisible, standing_of, visible
from innsats.cases.queries.barring import bars_to
from innsats.cases.queries.gathered import of_case
from innsats.cases.queries.logged import TOLD_ONCE
from innsats.cases.queries.recipients import concern_at, receivers_of
from innsats.cases.queries.reporting import ReporterStatus
from innsats.cases.queries.texts import keys_of, texts_of
from innsats.desk import queries as desk
from innsats.desk.queries.agreed import own_steps
from innsats.desk.queries.causes import own_duties
from innsats.desk.queries.errands import errand_rows
from innsats.desk.queries.lying import lying_for
from innsats.journal.actors import Actor, Subject
from innsats.journal.looks import looked
from innsats.journal.models import Event
from innsats.notices.queries import told_to
from innsats.oversight.queries.log import Wanted, trail_page
from innsats.people.calendars import calendar_of
from innsats.people.models import Person, School
from innsats.people.viewers import Viewer, viewer_of
from innsats.planning.assigning import Proposal
from innsats.rules.access import obstacles_to, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.deadlines import Code, earliest_governor, governor_of
from innsats.rules.readiness import readiness, worst
from innsats.rules.reports import Concern
from innsats.teams.queries.facts import gathered
from innsats.teams.queries.seen import team_answering, team_seen

from .familyasks import guardians_in, read_edition

ASKS: dict[str, Callable[..., Any]] = {}
MODELS: dict[str, type[Case] | type[Report]] = {"case": Case, "report": Report}
CLOCKS = list(Code)


def ask(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let stories ask this, by its name. It takes keyword-only `by` and `at`, and answers with what can be said."""
    ASKS[function.__name__] = function
    return function


@ask
def see_case(case: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The head of a case: `{number, stage}`. Also for somebody undeclared, who must know that there is something."""
    row = _look(Act.SEE_CASE, Case, case, by, at)
    return {"number": row.number, "stage": row.stage}


ask(read_edition)


@ask
def read_report(report: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """A report, read by somebody with a part in it: `{number, text, arena, concern}`. The reporter, or `receipt:NAME`,
    reads it in the form it was sent, and leaves no look.
    """
    try:
        row = _look(Act.READ_REPORT, Report, report, by, at)
    except NotVisible:
        return _as_sent(report, by, at)
    (text,) = texts_of((row, "words")).values()
    return {"number": row.number, "text": text, "arena": row.arena, "concern": row.concern}


@ask
def read_trail(owner: UUID, *, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """The newest of the log of an owner, for its privacy officer: `[{who, what, number}]`, never what was written."""
    page = trail_page(viewer_of(by, at), Wanted(owner=str(owner)))
    return [{"who": one.who, "what": one.what, "number": one.number} for one in page.lines]


@ask
def read_case(case: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """A case, read by somebody who works on it: `{number, stage}`. Refused until one has declared."""
    row = _look(Act.READ_CASE, Case, case, by, at)
    return {"number": row.number, "stage": row.stage}


@ask
def read_assistance(case: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """What the external team is asked, for those who work on the case and for the team's leader: `{team, reasons,
    until, helping}`; nothing asked leaves them empty.
    """
    row = _look(Act.READ_ASSISTANCE, Case, case, by, at)
    rows = assistance_rows(row, at)
    asked = rows.now
    given = rows.given.get(asked.pk) if asked else None
    return {
        "team": asked.team.name if asked else "", "reasons": asked.reasons.split() if asked else [],
        "until": given.row.until if given else None, "helping": [name for _, name in given.people] if given else [],
    }  # fmt: skip


@ask
def read_advice(case: UUID, *, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """The advice of the external team, the newest first: `[{thing, weight, answer, ruling, waits_for}]`. All of it for
    those who read the case; for the owner's officer who was told, what has gone there.
    """
    row = _look(Act.READ_ADVICE, Case, case, by, at)
    rows = advice_rows(row.pk, standing_of(viewer_of(by, at), row))
    return [
        {
            "thing": one.thing, "weight": state.weight, "answer": state.answer or "", "ruling": ruling,
            "waits_for": "school" if state.waits_for_school else "owner" if state.waits_for_owner else "",
        }
        for one, state, ruling in rows.stands()
    ]  # fmt: skip


@ask
def read_work_notes(case: UUID, *, by: Actor, at: datetime) -> list[str]:
    """The own notes of those who assist, the newest first, for those who assist now: `[text]`."""
    row = _look(Act.READ_WORK_NOTES, Case, case, by, at)
    return list(texts_of(*((one, "words") for one in notes_in(row.pk))).values())


@ask
def read_cause(cause: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """A concern for a child, for the one who knows and those that one has named: `{whom, text, clocks}`."""
    row, _standing = causes.seen_cause(viewer_of(by, at), cause)
    looked(Act.READ_CAUSE, row.subject, by=by, at=at)
    whom, text = texts_of((row, "whom"), (row, "words")).values()
    clocks = [
        {"clock": one.code, "for": one.for_, "due": one.due, "source": one.source, "status": one.status_at(at)}
        for one in causes.clocks_of(row)
    ]
    return {"whom": whom, "text": text, "clocks": clocks}


@ask
def read_errand(errand: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """A gjøremål, for whoever was given it and nobody else: `{what, place, tell_back, starts_at, ends_at, outcome}`."""
    row, _standing = errands.seen_errand(viewer_of(by, at), errand)
    looked(Act.READ_ERRAND, row.subject, by=by, at=at)
    what, place, tell_back = texts_of((row, "what"), (row, "place"), (row, "tell_back")).values()
    return {
        "what": what, "place": place, "tell_back": tell_back, "starts_at": row.starts_at, "ends_at": row.ends_at,
        "outcome": errands.outcome_of(row) or "",
    }  # fmt: skip


@ask
def read_family_wait(wait: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """What a family has told the team that wishes that the school is not told yet, for those who answer for the team:
    `{text, because, until}`.
    """
    row = seen_wait(viewer_of(by, at), wait)
    looked(Act.READ_FAMILY_WAIT, row.subject, by=by, at=at)
    text, because = texts_of((row, "words"), (row, "because")).values()
    return {"text": text, "because": because, "until": row.until}


@ask
def read_consult(consult: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """A question without names and its answer, for whoever asked and whoever leads the team: `{text, answer}`."""
    row, _standing = seen_consult(viewer_of(by, at), consult)
    looked(Act.READ_CONSULT, row.subject, by=by, at=at)
    answer = getattr(row, "answer", None)
    text, *answered = texts_of(*keys_of([row] + ([answer] if answer else []), "words")).values()
    return {"text": text, "answer": "".join(answered)}


@ask
def deadlines_of(subject: Subject, *, by: Actor, at: datetime) -> list[Due]:
    """The clocks of a case, with those of its reports, or of a report: `[{clock, for, due, status, …}]`."""
    return clocks_of(_seen(subject, by, at))


@ask
def may(act: Act, subject: Subject, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Whether one may do an act here and now: `{allowed, obstacles}`, every reason told. First who may, by the policy;
    then what in the report or the case bars it (the gates of a plan). What an act is given, is judged when it is given.
    """
    row = _seen(subject, by, at, act=act)
    obstacles = obstacles_to(act, standing_of(viewer_of(by, at), row)) or bars_to(act, row)
    return {"allowed": not obstacles, "obstacles": obstacles}


@ask
def governor_date(subject: Subject, *, by: Actor, at: datetime) -> dict[str, Any] | None:
    """When the family may go to the county governor: `{from, five_weekdays, five_school_days, special_reasons}`."""
    row = _seen(subject, by, at)
    reports = [row] if isinstance(row, Report) else list(Report.objects.filter(casereport__case=row))
    facts = [dues.report_facts(one, [], [], dues.beside([one], [])) for one in reports]
    dates = earliest_governor(governor_of(one, calendar_of(row.school_owner_id)) for one in facts)
    if dates is None:
        return None
    return {
        "from": dates.from_, "five_weekdays": dates.five_weekdays, "five_school_days": dates.five_school_days,
        "special_reasons": dates.special_reasons,
    }


@ask
def reporter_status(report: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """What the reporter, or `receipt:NAME`, may know: `{status, received_at, read_at, has_responsible, answered_at,
    written_at, answer_due}`. The status is received, read, responsible or answered, and never more.
    """
    status = reporting.reporter_status(_any(report), viewer_of(by, at))
    return {"status": status_code(status)} | asdict(status)


@ask
def recipients_of(
    *, by: Actor, at: datetime, school: UUID | None = None, case: UUID | None = None,
    concern: Concern = Concern.PUPILS, concerned: UUID | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """Who would read a report to `school` sent now, first one first: `[{person, as}]`. Shown to everybody before they
    send; when it is known who is `concerned`, the concern is at least what that adult's role makes it.

    Of a `case`, for those who read it: which guardians of its pupils may get what the school tells: `[{guardian, name,
    answer, reasons, limited, sent}]`.
    """
    if case is not None:
        return guardians_in(_look(Act.READ_CASE, Case, case, by, at), at)
    at_school, adult = School.objects.get(uuid=school), Person.objects.filter(uuid=concerned).first()
    found = receivers_of(
        at_school, concern_at(at_school, concern, adult, at=at), at=at, concerned=frozenset({adult.pk} if adult else ())
    )
    return [{"person": one.person, "as": one.receiving} for one in found]


@ask
def timeline_of(case: UUID, *, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """What was done with a case and its reports, the newest first: `[{at, act, by}]`. Who reported is not told."""
    row = _seen(Subject("case", str(case)), by, at)
    require(Act.READ_CASE, standing_of(viewer_of(by, at), row))
    senders = {one.subject.stream: one.sender for one in Report.objects.filter(casereport__case=row)}
    of_it = Event.objects.filter(stream__in=[row.subject.stream, *senders])
    events = of_it.exclude(act__in=TOLD_ONCE, stream__in=senders).order_by("-at", "-pk")
    return [{"at": one.at, "act": one.act, "by": _who(one, senders)} for one in events]


@ask
def search(text: str, *, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """Cases by number or by exact words of the pupil's name: `[{case, number, stage}]`."""
    found = desk.search(viewer_of(by, at), text)
    return [{"case": _numbered("case", row.number).pk, "number": row.number, "stage": row.stage} for row in found]


@ask
def todo_of(*, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """What needs one now (I dag), the least time left first: `[{case or report, act, clocks, due, status, group}]`.

    The act is the next step; the group is mine or team. What only one oneself knows of has `cause` in place of a case,
    and what one was asked to do without seeing the case has `errand`.
    """
    viewer = viewer_of(by, at)
    asked = errand_rows(lying_for(viewer).asked, at)
    own = (*own_duties(viewer), *own_steps(viewer), *asked)
    rows = sorted([*own, *desk.todo_of(viewer)], key=lambda row: row.overdue_from)
    return [
        {
            row.kind: UUID(row.number) if row.kind in ("cause", "errand") else _numbered(row.kind, row.number).pk,
            "act": row.act, "clocks": row.clocks, "due": row.due, "status": row.status, "group": row.group,
        }
        for row in rows
    ]  # fmt: skip


@ask
def notices_of(*, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """What one has been told, oldest first: `[{case or report, at, channel, news, clock}]`.

    What one may no longer know of is not among it.
    """
    return [
        {"case" if one.case_id else "report": one.case_id or one.report_id, "at": one.at, "channel": channel,
         "news": one.news, "clock": one.clock or None}
        for one in told_to(viewer_of(by, at))
        for channel in one.channels
    ]  # fmt: skip


@ask
def readiness_of(team: UUID, *, by: Actor, at: datetime, on: date | None = None) -> dict[str, Any]:
    """Whether a team is ready, now or `on` a day: `{verdict, lines: [{principle, reason, colour, about, source}]}`."""
    row = team_seen(viewer_of(by, at), team)
    if row is None:
        raise NotVisible(f"team:{team}")
    lines = readiness(gathered([row]).facts[row.pk], on or day_of(at))
    said = [
        {"principle": one.principle, "reason": one.reason, "colour": one.colour, "about": one.about,
         "source": one.source}
        for one in lines
    ]  # fmt: skip
    return {"verdict": worst(lines), "lines": said}


@ask
def capacity_of(team: UUID, school: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Whether an external team could take a new case at a school now, and the last day on which the answer is the same:
    `{answer, members, starts_on, holds_until, then, ways_out}`. `answer` and `then` are in_time, too_late, too_few,
    no_mandate, or none when nothing known changes it.
    """
    row = team_answering(viewer_of(by, at), team)
    if row is None:
        raise NotVisible(f"team:{team}")
    said = team_capacity(row, at).outlook(str(school))
    going = said.found if isinstance(said.found, Proposal) else None
    return {
        "answer": said.answer, "members": [one.id for one in going.members] if going else [],
        "starts_on": going.starts_on if going else None, "holds_until": said.holds_until, "then": said.then,
        "ways_out": [one.way for one in said.found.ways_out],
    }  # fmt: skip


def clocks_of(row: Case | Report) -> list[Due]:
    """The stored clocks of a report, or of a case and its reports, in the order of the list of codes."""
    of_it = of_case(Due, row) if isinstance(row, Case) else Q(report=row)
    held = Due.objects.filter(of_it).select_related("report")
    return sorted(held, key=lambda due: (CLOCKS.index(Code(due.code)), due.overdue_from, due.pk))


def status_of(report: Report, at: datetime) -> ReporterStatus:
    """What whoever holds the receipt of `report` may know."""
    return reporting.reporter_status(report, Viewer(actor=Actor.holding(report), at=at))


def status_code(status: ReporterStatus) -> str:
    """How far it has come, in one code: received, read, responsible, answered."""
    if status.answered_at:
        return "answered"
    return "responsible" if status.has_responsible else "read" if status.read_at else "received"


def _as_sent(report: UUID, by: Actor, at: datetime) -> dict[str, Any]:
    row = _any(report)
    sent = reporting.as_sent(row, viewer_of(by, at))
    return {"number": row.number, "text": sent["text"], "arena": sent["arena"], "concern": sent["concern"]}


def _any(report: UUID) -> Report:
    """The report, seen or not: for the queries that know for themselves who may. Raises NotVisible for none."""
    row = Report.objects.filter(pk=report).first()
    if row is None:
        raise NotVisible(f"report:{report}")
    return row


def _numbered(kind: str, number: str) -> Case | Report:
    return MODELS[kind]._default_manager.get(number=number)


def _who(event: Event, senders: Mapping[str, str]) -> str:
    return senders[event.stream] if event.act == Act.REPORT_CONCERN else event.actor_id or event.actor_kind


def _seen(subject: Subject, by: Actor, at: datetime, *, act: Act | None = None) -> Case | Report:
    """The row, for somebody who may see that it is there."""
    model = MODELS[subject.kind]
    seen = Act.READ_REPORT if model is Report else Act.SEE_CASE
    seeing = act if act is Act.SECURE_SAFETY else seen
    row = visible(seeing, viewer_of(by, at), model).filter(pk=subject.id).first()
    if row is None:
        raise NotVisible(subject.stream)
    return row


def _look(act: Act, model: type[Case] | type[Report], uuid: UUID, by: Actor, at: datetime) -> Any:
    row = _seen(Subject(model.KIND, str(uuid)), by, at)
    require(act, standing_of(viewer_of(by, at), row))
    looked(act, row.subject, by=by, at=at)
    return row
