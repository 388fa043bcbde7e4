"""What the journal and the rows say of one report or case: the facts that the clocks rest on. The rules compute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.journal.models import Event, Look
from innsats.rules.acts import Act
from innsats.rules.deadlines import (
    AssistanceFacts,
    CaseFacts,
    EvaluationFacts,
    Reading,
    ReportFacts,
    earliest,
    promise_met,
)
from innsats.rules.reports import Concern
from innsats.rules.roles import Role
from innsats.rules.verdicts import Met

from . import lately
from .governed import governor_facts
from .happened import Events, first, happened, met, met_or_none, on_day
from .models import Case, CaseAccess, Measure, MeasureEnd, PlanActivation, Report

ENDS_ASSISTANCE = (Act.DECLINE_ASSISTANCE, Act.END_ASSISTANCE, Act.REQUEST_ASSISTANCE, Act.CORRECT_PUPIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the rows say, and the journal does not, of some reports and cases.

    `looks` are the readings of a report by its stream, the first one first; `led` the cases that somebody leads.
    `planned` is of a case its newest plan that applies, and since when; `promised` of a plan when each of its measures
    is evaluated first, by lineage; `stopped` of a case the measures that ended undone, and when.
    """

    looks: Mapping[str, list[datetime]]
    led: frozenset[UUID]
    planned: Mapping[UUID, tuple[UUID, datetime]]
    promised: Mapping[UUID, list[tuple[UUID, date | None]]]
    stopped: Mapping[UUID, dict[UUID, date]]


def beside(reports: Iterable[Report], cases: Iterable[Case]) -> Beside:
    """What the rows say of these. Five queries for all of them together, at most."""
    streams, keys = tuple(sorted(row.subject.stream for row in reports)), tuple(sorted(row.pk for row in cases))
    looks: dict[str, list[datetime]] = defaultdict(list)
    stopped: dict[UUID, dict[UUID, date]] = defaultdict(dict)
    for stream, at in _looks(streams):
        looks[stream].append(at)
    planned = {case: (plan, at) for case, plan, at in _activations(keys)}  # the newest comes last
    promised: dict[UUID, list[tuple[UUID, date | None]]] = defaultdict(list)
    for plan, lineage, due_on in _promised(tuple(sorted(plan for plan, _ in planned.values()))):
        promised[plan].append((lineage, due_on))
    for case, lineage, ended_on in _stopped(keys if planned else ()):
        stopped[case][lineage] = ended_on
    led = frozenset(case for (case,) in _led(keys))
    return Beside(looks=looks, led=led, planned=planned, promised=promised, stopped=stopped)


def report_facts(
    report: Report, events: Events, cases: list[tuple[Events, Events]], rows: Beside
) -> ReportFacts:
    """What the journal says of one report. What was done first counts, on the report or on a case it belongs to.

    `cases` are, of each case it belongs to, the events of the case and those of its pupil.
    """
    of_cases = [event for of_case, _ in cases for event in of_case]
    either = sorted(events + of_cases, key=lambda event: (event.at, event.pk))
    owner_route = [event for event in events if event.act != Act.REPORT_CONCERN and _goes_to_owner(event)]
    return ReportFacts(
        reported_at=report.reported_at,
        said_at=report.said_at,
        about=Concern(report.concern),
        by_staff=report.sender == "employee",
        told_by=events[0].ref if events else "",
        holder=holder_of(report),
        past_principal=report.past_principal,
        available_to_principal_at=report.available_at,
        readings=_readings(rows.looks[report.subject.stream], events, either),
        received=first(either, Act.RECEIVE_REPORT, Act.RECEIVE_CASE),
        lead_named=first(either, Act.RECEIVE_REPORT, Act.RECEIVE_CASE, Act.NAME_LEAD),
        safety=_safety_in(either),
        rerouted_to_owner=met(owner_route[0]) if owner_route else None,
        owner_told=_first_told(either, Act.TELL_OWNER),
        unfounded=first(events, Act.FIND_UNFOUNDED),
        abuse=_abuse(events),
        closed=lately.all_closed(of_cases) if cases else None,
        pupil_left_on=lately.all_left(cases),
        in_case=bool(cases),
    )


def case_facts(
    case: Case, events: Events, reports: list[Report], of_reports: Events, of_pupil: Events, rows: Beside
) -> CaseFacts:
    """What the journal and the plan's rows say of one case. `of_reports` are the events of its reports."""
    left, ended_after = lately.to_end(events, of_pupil)
    began = (min(report.reported_at, report.said_at or report.reported_at) for report in reports)
    heard = lately.hearings_of(str(case.pupil_id), events)
    serious, not_serious = _judged_serious(events)
    return CaseFacts(
        first_reported_at=min(began, default=case.opened_at),
        holder=holder_of(case),
        has_lead=case.pk in rows.led,
        heard=happened(heard[0]) if heard else None,
        promise_met=_promise_met(events),
        plan_activated=first(lately.since_corrected(events), Act.ACTIVATE_PLAN),
        serious=met(serious) if serious else None,
        not_serious=met(not_serious) if not_serious else None,
        owner_told=earliest([_first_told(events, Act.TELL_OWNER), _told_since(serious, of_reports)]),
        interventions=lately.interventions(events),
        evaluations=_evaluations(case, events, rows),
        help_questions=lately.help_questions(events),
        aftercares=lately.aftercares(events),
        calls=lately.calls(events),
        stop_talks=lately.stop_talks(events),
        recipients=lately.recipients_asked(events),
        assistances=_assistances(events),
        advice=lately.advice(events),
        reopened=lately.reopened(events, str(case.pupil_id), _promise_met),
        left=left,
        ended_after=ended_after,
        closed=lately.closed(events),
        breaches=lately.breaches(events),
        governor=governor_facts(events),
    )


def holder_of(row: Report | Case) -> Role:
    """The role that has rektor's part, duties and clocks here now."""
    if row.is_at_school:
        return Role.PRINCIPAL
    return Role.OWNER_HEAD if row.seat_head else Role.OWNER_OFFICER


def is_read(report: Report) -> bool:
    """Whether anybody has opened it since rektor's part went to those who have it now. One's own copy is no reading."""
    return any(report.seated_at is None or at > report.seated_at for _, at in _looks((report.subject.stream,)))


def _abuse(events: Events) -> Met | None:
    """The newest word on whether it is abuse of the open form, when that is that it is."""
    newest = next((event for event in reversed(events) if event.act == Act.MARK_ABUSE), None)
    return met(newest) if newest and newest.facts["is_abuse"] else None


def _goes_to_owner(event: Event) -> bool:
    """The event gave rektor's part to somebody at the owner, because of whom the report is about."""
    return event.facts.get("route") not in (None, Role.PRINCIPAL)


def _readings(looks: list[datetime], events: Events, either: Events) -> tuple[Reading, ...]:
    """For each time rektor's part went to somebody who has opened the report: when, and how it ended there."""
    moves = [event for event in events if event.act != Act.REPORT_CONCERN and _hands_on(event)]
    stays = [None, *moves, None]
    found = []
    for came, went in pairwise(stays):
        read = [at for at in looks if (not came or at > came.at) and (not went or at <= went.at)]
        if read:
            declared = (e for e in either if e.act == Act.DECLARE_IMPARTIALITY and _between(e, came, went))
            found.append(Reading(at=read[0], declared=met_or_none(declared), sent_on=met(went) if went else None))
    return tuple(found)


def _hands_on(event: Event) -> bool:
    return bool(event.facts.get("route") or event.facts.get("handed_to"))


def _between(event: Event, came: Event | None, went: Event | None) -> bool:
    """After rektor's part came here, and not after it went on: by the order things were written in."""
    return (not came or event.pk > came.pk) and (not went or event.pk <= went.pk)


def _judged_serious(events: Events) -> tuple[Event | None, Event | None]:
    """The first of the latest unbroken row of judgements that the case is serious, and the judgement that ended it."""
    first: Event | None = None
    ended: Event | None = None
    for event in events:
        if event.act in (Act.RECEIVE_CASE, Act.ASSESS_SERIOUSNESS):
            if event.facts["is_serious"]:
                first, ended = (event, None) if first is None or ended else (first, None)
            elif first is not None:
                ended = ended or event
    return first, ended


def _told_since(judged: Event | None, of_reports: Events) -> Met | None:
    """The owner was told on a report of the case. What was told before the judgement was not about that."""
    told = (happened(event) for event in of_reports if event.act == Act.TELL_OWNER)
    return earliest(met for met in told if judged and met.at >= judged.at)


def _promise_met(events: Events) -> Met | None:
    """The earliest moment when a counting measure had truly begun and the plan it stands in applied."""
    in_plan: dict[str, Met] = {}
    for event in lately.since_corrected(events):
        if event.act == Act.ACTIVATE_PLAN:
            for lineage in event.facts["measures"]:
                in_plan.setdefault(lineage, met(event))
    begun = [e for e in events if e.act == Act.START_MEASURE and e.facts["counts"]]
    both = (promise_met(on_day(e, "started_on"), in_plan.get(e.facts["measure"])) for e in begun)
    return earliest(both)


def _assistances(events: Events) -> tuple[AssistanceFacts, ...]:
    """Each time the external team was asked, and the first measure decided since that had truly begun."""
    found = []
    for place, event in enumerate(events):
        if event.act == Act.REQUEST_ASSISTANCE:
            planned = {one for e in events[:place] if e.act == Act.ACTIVATE_PLAN for one in e.facts["measures"]}
            since = events[place + 1 :]
            kept = _promise_met([e for e in since if e.facts.get("measure") not in planned])
            over = first(since, *ENDS_ASSISTANCE)
            found.append(AssistanceFacts(asked=_asked(event), kept=kept, over=over))
    return tuple(found)


def _asked(event: Event) -> Met:
    """When the team was asked: a family may have asked before there was a case."""
    earlier = event.facts.get("asked_at")
    return Met(datetime.fromisoformat(earlier), event.ref) if earlier else met(event)


def _evaluations(case: Case, events: Events, rows: Beside) -> tuple[EvaluationFacts, ...]:
    """One clock for each evaluation that is promised: the plan's date, then the next one agreed."""
    if case.pk not in rows.planned:
        return ()
    newest, since = rows.planned[case.pk]
    planned, stopped = Met(since), rows.stopped.get(case.pk, {})
    held: dict[str, Events] = defaultdict(list)
    for event in events:
        if event.act == Act.EVALUATE_MEASURE:
            held[event.facts["measure"]].append(event)
    found = []
    for lineage, due_on in rows.promised.get(newest, []):
        rounds = held[str(lineage)]
        over = lately.measures_over(events, str(lineage), planned)
        agreed = (date.fromisoformat(e.facts["next_on"]) for e in rounds if e.facts["next_on"])
        for number, due in enumerate(day for day in (due_on, *agreed) if day):
            done = on_day(rounds[number], "held_on") if number < len(rounds) else None
            about = str(lineage) if number == 0 else f"{lineage}/{number + 1}"
            stopped_on = stopped.get(lineage)
            found.append(EvaluationFacts(about=about, due_on=due, done=done, stopped_on=stopped_on, over=over))
    return tuple(found)


def _first_told(events: Events, act: Act) -> Met | None:
    return next((happened(event) for event in events if event.act == act), None)


def _safety_in(events: Events) -> Met | None:
    """What somebody inhabil did in an emergency made the pupil safe too; it is decided anew, the clock is met."""
    is_safe = (e for e in events if e.act == Act.SECURE_SAFETY or (e.act == Act.RECEIVE_CASE and e.facts["has_safety"]))
    return next(map(met, is_safe), None)


# What is asked of the database for every act, compiled once


@Prepared
def _looks(streams: tuple[str, ...]) -> QuerySet[Look, tuple[str, datetime]]:
    read = Look.objects.filter(stream__in=streams, act=Act.READ_REPORT)
    return read.order_by("at", "pk").values_list("stream", "at")


@Prepared
def _led(cases: tuple[UUID, ...]) -> QuerySet[CaseAccess, tuple[UUID]]:
    led = CaseAccess.objects.filter(case__in=cases, part=CaseAccess.LEAD, ends_at=None)
    return led.order_by("pk").values_list("case")


@Prepared
def _activations(cases: tuple[UUID, ...]) -> QuerySet[PlanActivation, tuple[UUID, UUID, datetime]]:
    return PlanActivation.objects.filter(case__in=cases).order_by("at", "pk").values_list("case", "plan", "at")


@Prepared
def _stopped(cases: tuple[UUID, ...]) -> QuerySet[MeasureEnd, tuple[UUID, UUID, date]]:
    ended = MeasureEnd.objects.filter(case__in=cases, is_done=False)
    return ended.order_by("pk").values_list("case", "lineage", "ended_on")


@Prepared
def _promised(plans: tuple[UUID, ...]) -> QuerySet[Measure, tuple[UUID, UUID, date | None]]:
    promised = Measure.objects.filter(plan__in=plans).exclude(evaluate_on=None).order_by("plan", "position", "pk")
    return promised.values_list("plan", "lineage", "evaluate_on")
