"""The stored verdicts of the clocks. One function gathers the facts, one writes the rows; the rules compute.

The journal calls `rewrite` before every commit that touched a report or a case, and at a first reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from innsats.journal.actors import Subject
from innsats.journal.models import Event, Look
from innsats.people.calendars import calendar_of, limits_of
from innsats.rules.acts import Act
from innsats.rules.calendar import Calendar, day_of, start_of_day
from innsats.rules.deadlines import (
    CaseFacts,
    Code,
    EvaluationFacts,
    ReportFacts,
    clocks_of_case,
    clocks_of_report,
    earliest,
    promise_met,
)
from innsats.rules.limits import Limits
from innsats.rules.reports import Concern
from innsats.rules.roles import Role
from innsats.rules.telling import Timed, steps_of
from innsats.rules.verdicts import Clock, Met
from innsats.web.prepared import Prepared

from .models import OPEN, Case, CaseReport, Due, Measure, MeasureEnd, PlanActivation, Report

Events = list[Event]
COMPARED = (
    "responsible_role",
    "due_at",
    "due_on",
    "overdue_from",
    "source",
    "met_at",
    "met_by",
    "lapsed",
    "is_entitlement",
    "is_at_owner",
)


def rewrite(subjects: Iterable[Subject], at: datetime) -> None:
    """Bring the Due rows of every touched report and case, and of those they belong to, in step with the journal."""
    reports, cases = _touched(subjects)
    if reports or cases:
        for row, clocks in computed(reports, cases):
            _store(row, clocks, at)


def computed(reports: list[Report], cases: list[Case]) -> list[tuple[Report | Case, tuple[Clock, ...]]]:
    """The clocks of these reports and cases, from the journal and the rows. The one way facts reach the rules."""
    of_rows = [*(_links_of_report(row.pk) for row in reports), *(_links_of_case(row.pk) for row in cases)]
    links = list({link.pk: link for held in of_rows for link in held}.values())
    streams = {Subject("case", str(link.case_id)).stream for link in links}
    streams |= {row.subject.stream for row in (*reports, *cases, *(link.report for link in links))}
    events = {stream: _events_of(stream) for stream in streams}
    found: list[tuple[Report | Case, tuple[Clock, ...]]] = []
    for report in reports:
        in_cases = [Subject("case", str(link.case_id)).stream for link in links if link.report_id == report.pk]
        of_cases = [event for stream in in_cases for event in events[stream]]
        facts = report_facts(report, events[report.subject.stream], of_cases, is_in_case=bool(in_cases))
        found.append((report, clocks_of_report(facts, *_measure_of(report))))
    for case in cases:
        linked = [link.report for link in links if link.case_id == case.pk]
        of_reports = [event for report in linked for event in events[report.subject.stream]]
        facts_of_case = case_facts(case, events[case.subject.stream], linked, of_reports)
        found.append((case, clocks_of_case(facts_of_case, *_measure_of(case))))
    return found


def report_facts(report: Report, events: Events, of_cases: Events, *, is_in_case: bool) -> ReportFacts:
    """What the journal says of one report. What was done first counts, on the report or on a case it belongs to."""
    either = sorted(events + of_cases, key=lambda event: (event.at, event.pk))
    owner_route = [e for e in events if e.act == Act.REROUTE_REPORT and e.facts["route"] != Role.PRINCIPAL]
    return ReportFacts(
        reported_at=report.reported_at,
        said_at=report.said_at,
        about=Concern(report.concern),
        by_staff=report.sender == "employee",
        told_by=events[0].ref if events else "",
        holder=holder_of(report),
        past_principal=report.past_principal,
        available_to_principal_at=report.available_at,
        first_read_at=first_read_at(report),
        received=_first(either, Act.RECEIVE_REPORT, Act.RECEIVE_CASE),
        lead_named=_first(either, Act.RECEIVE_REPORT, Act.RECEIVE_CASE, Act.NAME_LEAD),
        declared=_first(either, Act.DECLARE_IMPARTIALITY),
        safety=_safety_in(either),
        rerouted_to_owner=_met(owner_route[0]) if owner_route else None,
        owner_told=_first_happened(either, Act.TELL_OWNER),
        unfounded=_first(events, Act.FIND_UNFOUNDED),
        in_case=is_in_case,
    )


def case_facts(case: Case, events: Events, reports: list[Report], of_reports: Events) -> CaseFacts:
    """What the journal and the plan's rows say of one case. `of_reports` are the events of its reports."""
    began = (min(report.reported_at, report.said_at or report.reported_at) for report in reports)
    heard = [e for e in events if e.act == Act.HEAR_PUPIL and e.facts["is_subject"] and e.facts["is_heard"]]
    serious = _judged_serious(events)
    return CaseFacts(
        first_reported_at=min(began, default=case.opened_at),
        holder=holder_of(case),
        has_lead=any(e.act in (Act.RECEIVE_CASE, Act.NAME_LEAD) for e in events),
        heard=_happened(heard[0]) if heard else None,
        promise_met=_promise_met(events),
        plan_activated=_first(events, Act.ACTIVATE_PLAN),
        serious=_met(serious) if serious else None,
        owner_told=earliest([_first_happened(events, Act.TELL_OWNER), _told_since(serious, of_reports)]),
        evaluations=_evaluations(case, events),
    )


def holder_of(row: Report | Case) -> Role:
    """The role that has rektor's part, duties and clocks here now."""
    if row.seat_principal or row.seat_deputy:
        return Role.PRINCIPAL
    return Role.OWNER_HEAD if row.seat_head else Role.OWNER_OFFICER


def _judged_serious(events: Events) -> Event | None:
    """The first of the latest unbroken row of judgements that the case is serious."""
    first = None
    for event in events:
        if event.act in (Act.RECEIVE_CASE, Act.ASSESS_SERIOUSNESS):
            first = (first or event) if event.facts["is_serious"] else None
    return first


def _told_since(judged: Event | None, of_reports: Events) -> Met | None:
    """The owner was told on a report of the case. What was told before the judgement was not about that."""
    told = (_happened(event) for event in of_reports if event.act == Act.TELL_OWNER)
    return earliest(met for met in told if judged and met.at >= judged.at)


def _promise_met(events: Events) -> Met | None:
    """The earliest moment when a counting measure had truly begun and the plan it stands in applied."""
    in_plan: dict[str, Met] = {}
    for event in events:
        if event.act == Act.ACTIVATE_PLAN:
            for lineage in event.facts["measures"]:
                in_plan.setdefault(lineage, _met(event))
    begun = [e for e in events if e.act == Act.START_MEASURE and e.facts["counts"]]
    both = (promise_met(_on_day(e, "started_on"), in_plan.get(e.facts["measure"])) for e in begun)
    return earliest(both)


def _evaluations(case: Case, events: Events) -> tuple[EvaluationFacts, ...]:
    """One clock for each evaluation that is promised: the plan's date, then the next one agreed."""
    newest = next((plan for (plan,) in _newest_plan(case.pk)), None)
    if newest is None:
        return ()
    stopped = dict(_stopped(case.pk))
    held: dict[str, Events] = defaultdict(list)
    for event in events:
        if event.act == Act.EVALUATE_MEASURE:
            held[event.facts["measure"]].append(event)
    found = []
    for lineage, due_on in _promised(newest):
        rounds = held[str(lineage)]
        agreed = (date.fromisoformat(e.facts["next_on"]) for e in rounds if e.facts["next_on"])
        for number, due in enumerate(day for day in (due_on, *agreed) if day):
            done = _on_day(rounds[number], "held_on") if number < len(rounds) else None
            about = str(lineage) if number == 0 else f"{lineage}/{number + 1}"
            found.append(EvaluationFacts(about=about, due_on=due, done=done, stopped_on=stopped.get(lineage)))
    return tuple(found)


def _touched(subjects: Iterable[Subject]) -> tuple[list[Report], list[Case]]:
    of_kind: dict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        of_kind[subject.kind].add(subject.id)
    if not (of_kind["report"] or of_kind["case"]):
        return [], []
    reports, cases = ({UUID(uuid) for uuid in of_kind[kind]} for kind in ("report", "case"))
    cases |= {link.case_id for uuid in reports for link in _links_of_report(uuid)}
    reports |= {link.report_id for uuid in cases for link in _links_of_case(uuid)}
    return [row for uuid in sorted(reports) for row in _report(uuid)], [
        row for uuid in sorted(cases) for row in _case(uuid)
    ]


def first_read_at(report: Report) -> datetime | None:
    """The first reading by somebody with a part in it: also by rektor who typed it in. One's own copy is no reading."""
    return next((at for (at,) in _first_reading(report.subject.stream)), None)


def _store(row: Report | Case, clocks: tuple[Clock, ...], at: datetime) -> None:
    stored = _dues_of_report(row.pk) if isinstance(row, Report) else _dues_of_case(row.pk)
    held = {(due.code, due.about): due for due in stored}
    wanted = {(due.code, due.about): due for due in (_due(row, clock) for clock in clocks)}
    if gone := [due.pk for key, due in held.items() if key not in wanted]:
        Due.objects.filter(pk__in=gone).delete()
    moved = [due for key, due in wanted.items() if key not in held or held[key].overdue_from != due.overdue_from]
    _give_steps(row, moved, at)
    Due.objects.bulk_create(due for key, due in wanted.items() if key not in held)
    for key, due in wanted.items():
        if key in held and any(getattr(held[key], name) != getattr(due, name) for name in COMPARED):
            due.pk = held[key].pk
            if due not in moved:
                due.next_step_at = held[key].next_step_at
            due.save(force_update=True)


def _give_steps(row: Report | Case, dues: list[Due], at: datetime) -> None:
    """Let each of these clocks know when time next does something about it, counted from now."""
    if dues:
        measure = _measure_of(row)
        for due in dues:
            due.next_step_at = next_step(due, row, *measure, after=at)


def _measure_of(row: Report | Case) -> tuple[Calendar, Limits]:
    """The days and the limits of the owner: what the clocks of this row are measured with."""
    return calendar_of(row.school_owner_id), limits_of(row.school_owner_id)


def mend_steps(row: Report | Case, at: datetime) -> None:
    """After new days or limits: let time go through the steps of an open receipt once more, where they have moved.

    From the report on, for a step may have moved into the past untaken. What was done is not done again.
    """
    measure = _measure_of(row)
    receipts = Due.objects.filter(OPEN, report=row.pk, code=Code.RECEIPT) if isinstance(row, Report) else ()
    for due in receipts:
        is_waiting = due.next_step_at is not None and due.next_step_at <= at
        if not is_waiting and due.next_step_at != next_step(due, row, *measure, after=at):
            due.next_step_at = next_step(due, row, *measure, after=row.reported_at)
            due.save(update_fields=["next_step_at"])


def next_step(due: Due, row: Report | Case, calendar: Calendar, limits: Limits, *, after: datetime) -> datetime | None:
    """When time next does something about this clock; None when it has done all it does."""
    return min((timed.at for timed in steps_ahead(due, row, calendar, limits) if timed.at > after), default=None)


def steps_ahead(due: Due, row: Report | Case, calendar: Calendar, limits: Limits) -> tuple[Timed, ...]:
    """All the steps that time takes about this clock, whether taken or not."""
    ends = due.due_at or due.due_on
    assert ends is not None  # the constraint of Due
    reported_at = row.reported_at if isinstance(row, Report) else None
    return steps_of(due.code, ends, calendar, reported_at=reported_at, limits=limits)


def _due(row: Report | Case, clock: Clock) -> Due:
    is_time = isinstance(clock.due, datetime)
    return Due(
        school_owner_id=row.school_owner_id,
        school_id=row.school_id,
        **{row.KIND: row},
        code=clock.code,
        about=clock.about,
        responsible_role=clock.for_,
        due_at=clock.due if is_time else None,
        due_on=None if is_time else clock.due,
        overdue_from=clock.overdue_from,
        source=clock.source.name,
        met_at=clock.met.at if clock.met else None,
        met_by=clock.met.event if clock.met else "",
        lapsed=clock.lapsed,
        is_entitlement=clock.is_entitlement,
        is_at_owner=row.seat_officer or row.seat_head,
    )


def _met(event: Event) -> Met:
    return Met(event.at, event.ref)


def _first(events: Events, *acts: Act) -> Met | None:
    return next((_met(event) for event in events if event.act in acts), None)


def _first_happened(events: Events, act: Act) -> Met | None:
    return next((_happened(event) for event in events if event.act == act), None)


def _happened(event: Event) -> Met:
    return Met(datetime.fromisoformat(event.facts["happened_at"]), event.ref)


def _on_day(event: Event, fact: str) -> Met:
    """Something that truly happened on a day: at the moment it was written, or at the start of that earlier day."""
    day = date.fromisoformat(event.facts[fact])
    return Met(event.at if day == day_of(event.at) else start_of_day(day), event.ref)


def _safety_in(events: Events) -> Met | None:
    """What somebody inhabil did in an emergency made the pupil safe too; it is decided anew, the clock is met."""
    is_safe = (e for e in events if e.act == Act.SECURE_SAFETY or (e.act == Act.RECEIVE_CASE and e.facts["has_safety"]))
    return next(map(_met, is_safe), None)


# What is asked of the database for every act, compiled once


@Prepared
def _report(report: UUID) -> QuerySet[Report]:
    return Report.objects.filter(pk=report).order_by("pk")


@Prepared
def _case(case: UUID) -> QuerySet[Case]:
    return Case.objects.filter(pk=case).order_by("pk")


@Prepared
def _links_of_report(report: UUID) -> QuerySet[CaseReport]:
    return CaseReport.objects.filter(report=report).select_related("report").order_by("pk")


@Prepared
def _links_of_case(case: UUID) -> QuerySet[CaseReport]:
    return CaseReport.objects.filter(case=case).select_related("report").order_by("pk")


@Prepared
def _events_of(stream: str) -> QuerySet[Event]:
    return Event.objects.filter(stream=stream).order_by("seq")


@Prepared
def _first_reading(stream: str) -> QuerySet[Look, tuple[datetime]]:
    looks = Look.objects.filter(stream=stream, act=Act.READ_REPORT)
    return looks.order_by("at").values_list("at")[:1]


@Prepared
def _dues_of_report(report: UUID) -> QuerySet[Due]:
    return Due.objects.filter(report=report).order_by("pk")


@Prepared
def _dues_of_case(case: UUID) -> QuerySet[Due]:
    return Due.objects.filter(case=case).order_by("pk")


@Prepared
def _newest_plan(case: UUID) -> QuerySet[PlanActivation, tuple[UUID]]:
    return PlanActivation.objects.filter(case=case).order_by("-at").values_list("plan")[:1]


@Prepared
def _stopped(case: UUID) -> QuerySet[MeasureEnd, tuple[UUID, date]]:
    return MeasureEnd.objects.filter(case=case, is_done=False).order_by("pk").values_list("lineage", "ended_on")


@Prepared
def _promised(plan: UUID) -> QuerySet[Measure, tuple[UUID, date | None]]:
    promised = Measure.objects.filter(plan=plan).exclude(evaluate_on=None).order_by("position")
    return promised.values_list("lineage", "evaluate_on")
