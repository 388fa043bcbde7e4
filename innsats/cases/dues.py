"""The stored verdicts of the clocks. One function gathers the facts, one writes the rows; the rules compute.

The journal calls `rewrite` before every commit that touched a report or a case, and at a first reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from innsats.journal.actors import Subject
from innsats.journal.models import Event
from innsats.people.calendars import calendar_of
from innsats.rules.calendar import Calendar
from innsats.rules.deadlines import Code, clocks_of_case, clocks_of_report
from innsats.rules.stages import Stage
from innsats.rules.telling import Timed, steps_of
from innsats.rules.verdicts import Clock
from innsats.web.prepared import Prepared

from .facts import case_facts, report_facts
from .models import OPEN, Case, CaseReport, Due, Report

RECKONED_AT_ONCE_COUNT = 100
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


def reckon(at: datetime) -> int:
    """Compute anew the clocks of every open case, and of every report with a clock that runs; how many were looked at.

    For when a calendar, a setting or a dated rule has changed. Each batch is a transaction that holds its rows, and a
    second run changes nothing.
    """
    open_cases = Case.objects.exclude(stage=Stage.CLOSED).order_by("pk")
    running = Due.objects.filter(OPEN).exclude(report=None)
    count = 0
    for rows in (open_cases, Report.objects.filter(pk__in=running.values("report")).order_by("pk")):
        pks = list(rows.values_list("pk", flat=True))
        for start in range(0, len(pks), RECKONED_AT_ONCE_COUNT):
            with transaction.atomic():
                batch = pks[start : start + RECKONED_AT_ONCE_COUNT]
                locked = rows.model._default_manager.select_for_update().filter(pk__in=batch).order_by("pk")
                rewrite([row.subject for row in locked], at)
        count += len(pks)
    return count


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
        found.append((report, clocks_of_report(facts, calendar_of(report.school_owner_id))))
    for case in cases:
        linked = [link.report for link in links if link.case_id == case.pk]
        of_reports = [event for report in linked for event in events[report.subject.stream]]
        facts_of_case = case_facts(case, events[case.subject.stream], linked, of_reports)
        found.append((case, clocks_of_case(facts_of_case, calendar_of(case.school_owner_id))))
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
    wanted = {(due.code, due.about): due for due in (_due(row, clock) for clock in clocks)}
    if gone := [due.pk for key, due in held.items() if key not in wanted]:
        Due.objects.filter(pk__in=gone).delete()
    moved = [due for key, due in wanted.items() if key not in held or held[key].overdue_from != due.overdue_from]
    if isinstance(row, Report) and row.seated_at == at:  # the hours in which it must be opened begin anew
        moved += [due for due in wanted.values() if due.code == Code.RECEIPT and due not in moved]
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
def _dues_of_report(report: UUID) -> QuerySet[Due]:
    return Due.objects.filter(report=report).order_by("pk")


@Prepared
def _dues_of_case(case: UUID) -> QuerySet[Due]:
    return Due.objects.filter(case=case).order_by("pk")
