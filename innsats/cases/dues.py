"""The stored verdicts of the clocks. One function gathers the facts, one writes the rows; the rules compute.

The journal calls `rewrite` before every commit that touched a report or a case, and at a first reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from innsats.journal.actors import Subject
from innsats.journal.models import Event
from innsats.people.calendars import calendar_of
from innsats.rules.acts import Act
from innsats.rules.calendar import Calendar
from innsats.rules.deadlines import Code, clocks_of_case, clocks_of_report
from innsats.rules.stages import Stage
from innsats.rules.telling import Timed, steps_of
from innsats.rules.verdicts import Clock
from innsats.web.prepared import Prepared

from .facts import case_facts, report_facts
from .models import OPEN, Case, CaseReport, Due, Report

R = TypeVar("R", Case, Report)
RECKONED_AT_ONCE_COUNT = 100
NO_CLOCK = (Act.NOTE_INQUIRY, Act.CORRECT_RECORD)  # most of a journal, and nothing of it starts or meets a clock
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
    _write(*_touched(subjects), at)


def _write(reports: list[Report], cases: list[Case], at: datetime) -> None:
    if reports or cases:
        for row, clocks in computed(reports, cases):
            _store(row, clocks, at)


def reckon(at: datetime, *, say: Callable[[int, int], None] = lambda done_count, all_count: None) -> int:
    """Compute anew the clocks of every open case, and of every report with a clock that runs; how many were looked at.

    For when a calendar, a setting or a dated rule has changed. Each batch is a transaction that holds its rows, and a
    second run changes nothing. `say` is told after each batch how many are done, of how many.
    """
    open_cases = Case.objects.exclude(stage=Stage.CLOSED)
    of_cases = CaseReport.objects.filter(case__in=open_cases.values("pk"))  # computed with the case
    running = Due.objects.filter(OPEN).exclude(report=None).exclude(report__in=of_cases.values("report"))
    every = [(Case, open_cases), (Report, Report.objects.filter(pk__in=running.values("report")))]
    keys = [(model, pk) for model, rows in every for pk in rows.order_by("pk").values_list("pk", flat=True)]
    for start in range(0, len(keys), RECKONED_AT_ONCE_COUNT):
        batch = keys[start : start + RECKONED_AT_ONCE_COUNT]
        with transaction.atomic():
            reports = _locked(Report, [pk for model, pk in batch if model is Report])
            cases = _locked(Case, [pk for model, pk in batch if model is Case])
            of_batch = Report.objects.filter(casereport__case__in=cases).distinct()
            _write([*reports, *of_batch.order_by("pk")], cases, at)
        say(start + len(batch), len(keys))
    return len(keys)


def _locked(model: type[R], keys: list[UUID]) -> list[R]:
    return list(model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk"))


def computed(reports: list[Report], cases: list[Case]) -> list[tuple[Report | Case, tuple[Clock, ...]]]:
    """The clocks of these reports and cases, from the journal and the rows. The one way facts reach the rules."""
    of_rows = [*(_links_of_report(row.pk) for row in reports), *(_links_of_case(row.pk) for row in cases)]
    links = list({link.pk: link for held in of_rows for link in held}.values())
    streams = {Subject("case", str(link.case_id)).stream for link in links}
    streams |= {row.subject.stream for row in (*reports, *cases, *(link.report for link in links))}
    events = {stream: _events_of(stream) for stream in streams}
    calendars = {owner: calendar_of(owner) for owner in {row.school_owner_id for row in (*reports, *cases)}}
    of_report, of_case = defaultdict(list), defaultdict(list)
    for link in links:
        of_report[link.report_id].append(link)
        of_case[link.case_id].append(link)
    found: list[tuple[Report | Case, tuple[Clock, ...]]] = []
    for report in reports:
        in_cases = [Subject("case", str(link.case_id)).stream for link in of_report[report.pk]]
        of_cases = [event for stream in in_cases for event in events[stream]]
        facts = report_facts(report, events[report.subject.stream], of_cases, is_in_case=bool(in_cases))
        found.append((report, clocks_of_report(facts, calendars[report.school_owner_id])))
    for case in cases:
        linked = [link.report for link in of_case[case.pk]]
        of_reports = [event for report in linked for event in events[report.subject.stream]]
        facts_of_case = case_facts(case, events[case.subject.stream], linked, of_reports)
        found.append((case, clocks_of_case(facts_of_case, calendars[case.school_owner_id])))
    return found


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


def _store(row: Report | Case, clocks: tuple[Clock, ...], at: datetime) -> None:
    stored = _dues_of_report(row.pk) if isinstance(row, Report) else _dues_of_case(row.pk)
    held = {(due.code, due.about): due for due in stored}
    wanted = {(str(clock.code), clock.about): _columns(row, clock) for clock in clocks}
    if gone := [due.pk for key, due in held.items() if key not in wanted]:
        Due.objects.filter(pk__in=gone).delete()
    new = [Due(**{row.KIND: row}, **columns) for key, columns in wanted.items() if key not in held]
    changed = [key for key in wanted if key in held and any(getattr(held[key], n) != wanted[key][n] for n in COMPARED)]
    moved = [held[key] for key in changed if held[key].overdue_from != wanted[key]["overdue_from"]]
    for key in changed:
        for name, value in wanted[key].items():
            setattr(held[key], name, value)
    if isinstance(row, Report) and row.seated_at == at:  # the hours in which it must be opened begin anew
        opening = [key for key in held if key in wanted and key[0] == Code.RECEIPT]
        changed += [key for key in opening if key not in changed]
        moved += [held[key] for key in opening if held[key] not in moved]
    _give_steps(row, [*new, *moved], at)
    Due.objects.bulk_create(new)
    for key in changed:
        held[key].save(force_update=True)


def _give_steps(row: Report | Case, dues: list[Due], at: datetime) -> None:
    """Let each of these clocks know when time next does something about it, counted from now."""
    if dues:
        calendar = calendar_of(row.school_owner_id)
        for due in dues:
            due.next_step_at = next_step(due, row, calendar, after=at)


def next_step(due: Due, row: Report | Case, calendar: Calendar, *, after: datetime) -> datetime | None:
    """When time next does something about this clock; None when it has done all it does."""
    return min((timed.at for timed in steps_ahead(due, row, calendar) if timed.at > after), default=None)


def steps_ahead(due: Due, row: Report | Case, calendar: Calendar) -> tuple[Timed, ...]:
    """All the steps that time takes about this clock, whether taken or not."""
    ends = due.due_at or due.due_on
    assert ends is not None  # the constraint of Due
    return steps_of(due.code, ends, calendar, seated_at=_seated_at(row))


def _seated_at(row: Report | Case) -> datetime | None:
    """When a report came to whoever must open it now; a case is not opened, but opened from a report."""
    return (row.seated_at or row.reported_at) if isinstance(row, Report) else None


def _columns(row: Report | Case, clock: Clock) -> dict[str, Any]:
    """What stands in the row of one clock, but for what it is on and its next step."""
    is_time = isinstance(clock.due, datetime)
    return {
        "school_owner_id": row.school_owner_id,
        "school_id": row.school_id,
        "code": clock.code,
        "about": clock.about,
        "responsible_role": clock.for_,
        "due_at": clock.due if is_time else None,
        "due_on": None if is_time else clock.due,
        "overdue_from": clock.overdue_from,
        "source": clock.source.name,
        "met_at": clock.met.at if clock.met else None,
        "met_by": clock.met.event if clock.met else "",
        "lapsed": clock.lapsed,
        "is_entitlement": clock.is_entitlement,
        "is_at_owner": row.seat_officer or row.seat_head,
    }


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
    return Event.objects.filter(stream=stream).exclude(act__in=NO_CLOCK).order_by("seq")


@Prepared
def _dues_of_report(report: UUID) -> QuerySet[Due]:
    return Due.objects.filter(report=report).order_by("pk")


@Prepared
def _dues_of_case(case: UUID) -> QuerySet[Due]:
    return Due.objects.filter(case=case).order_by("pk")
