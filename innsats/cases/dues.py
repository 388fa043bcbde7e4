"""The stored verdicts of the clocks. One function gathers the facts, one writes the rows; the rules compute.

The journal calls `rewrite` before every commit that touched a report or a case, and at a first reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from innsats.database.inserting import insert
from innsats.database.prepared import Prepared
from innsats.journal.actors import Subject
from innsats.journal.models import Event
from innsats.people.calendars import calendar_of, limits_of
from innsats.rules.acts import Act
from innsats.rules.calendar import Calendar
from innsats.rules.deadlines import OWNER, Code, clocks_of_case, clocks_of_report
from innsats.rules.limits import Limits
from innsats.rules.telling import Timed, steps_of
from innsats.rules.verdicts import Clock

from .facts import beside, case_facts, report_facts
from .models import OPEN, Case, CaseReport, Due, Report

SPECIAL = (  # of what stands on Særskilt, all but the interventions
    Act.PROPOSE_EXCLUSION, Act.PROPOSE_SCHOOL_CHANGE, Act.PROPOSE_SURVEY, Act.RECORD_DECISION, Act.NOTE_POLICE,
    Act.NOTE_INTERPRETER, Act.NAME_SUPPORTER, Act.RESTRICT_READERS, Act.LIFT_RESTRICTION,
)  # fmt: skip

NO_CLOCK = (
    Act.NOTE_INQUIRY, Act.CORRECT_RECORD, Act.NOTE_FOLLOWUP, Act.OFFER_TALK, Act.COSIGN_ENDING, Act.HAND_OVER_CASE,
    Act.WITHDRAW_REPORT, Act.REMOVE_ATTACHMENT, Act.ASSIGN_ASSISTANTS, Act.TAKE_FAMILY_REQUEST,
    Act.GIVE_COMMISSION, Act.END_COMMISSION, Act.CONFIRM_FAMILY_REQUEST, Act.NOTE_EMPLOYEE_TOLD, Act.FIND_NO_GROUNDS,
    Act.HOLD_TEAM_MEETING, Act.FINISH_STEP, Act.WRITE_WORK_NOTE, Act.HAND_NOTE_TO_SCHOOL, Act.ERASE_WORK_NOTES,
    Act.SHARE_KNOWLEDGE, Act.WITHDRAW_CONSENT, Act.NOTE_OBJECTION, Act.DECLARE_SCHOOL_TIES,
    Act.APPROVE_EDITION, Act.ANSWER_REPORTER, Act.WRITE_TO_SCHOOL, Act.CONFIRM_HOLDER, Act.END_CONFIRMATION,
    Act.GIVE_RECEIPT, Act.RENEW_RECEIPT,
    Act.GIVE_ERRAND, Act.FINISH_ERRAND, Act.DECLINE_ERRAND, Act.TAKE_BACK_ERRAND, Act.KEEP_ERRAND,
    Act.START_CHECK_IN, Act.CHOOSE_CONTACT_PERSON, Act.ANSWER_TRUST_CHECK, Act.WRITE_FROM_HOME, Act.WRITE_HOME,
    Act.LEAVE_UNANSWERED, Act.ASK_FOR_TRAIL, Act.RELEASE_TRAIL,
)  # most of a journal, and nothing of it starts or meets a clock
CLOCKLESS = NO_CLOCK + SPECIAL
Measure = tuple[Calendar, Limits]
Tie = tuple[UUID, UUID, UUID]  # the key of a CaseReport, its report, its case
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
    "in_burst",
)

stands, says = attrgetter(*COMPARED), itemgetter(*COMPARED)


def rewrite(subjects: Iterable[Subject], at: datetime) -> None:
    """Bring the Due rows of every touched report and case, and of those they belong to, in step with the journal."""
    write_clocks(*_touched(subjects), at)


def write_clocks(reports: list[Report], cases: list[Case], at: datetime) -> None:
    """Compute the clocks of these rows, which the caller holds, and store what has changed."""
    if not (reports or cases):
        return
    stored: dict[UUID | None, list[Due]] = defaultdict(list)
    on_reports, on_cases = (tuple(sorted(row.pk for row in rows)) for rows in (reports, cases))
    for due in (*_dues_of_reports(on_reports), *_dues_of_cases(on_cases)):
        stored[due.report_id or due.case_id].append(due)
    for row, clocks in computed(reports, cases):
        _store(row, stored[row.pk], clocks, at)


def computed(reports: list[Report], cases: list[Case]) -> list[tuple[Report | Case, tuple[Clock, ...]]]:
    """The clocks of these reports and cases, from the journal and the rows. The one way facts reach the rules."""
    in_cases, of_reports = _tied(reports, cases)
    every_case = {case.pk: case for held in (cases, *in_cases.values()) for case in held}.values()
    every_report = {report.pk: report for held in (reports, *of_reports.values()) for report in held}.values()
    streams = {row.subject.stream for row in (*every_report, *every_case)} | set(map(_pupil_stream, every_case))
    events: dict[str, list[Event]] = defaultdict(list)
    for event in _events_of(tuple(sorted(streams))):
        events[event.stream].append(event)
    measures = {owner: measure_of(owner) for owner in {row.school_owner_id for row in (*reports, *cases)}}
    found: list[tuple[Report | Case, tuple[Clock, ...]]] = []
    rows = beside(reports, cases)
    for report in reports:
        of_cases = [(events[case.subject.stream], events[_pupil_stream(case)]) for case in in_cases[report.pk]]
        facts = report_facts(report, events[report.subject.stream], of_cases, rows)
        found.append((report, clocks_of_report(facts, *measures[report.school_owner_id])))
    for case in cases:
        linked, of_pupil = of_reports[case.pk], events[_pupil_stream(case)]
        of_linked = [event for report in linked for event in events[report.subject.stream]]
        facts_of_case = case_facts(case, events[case.subject.stream], linked, of_linked, of_pupil, rows)
        found.append((case, clocks_of_case(facts_of_case, *measures[case.school_owner_id])))
    return found


def _touched(subjects: Iterable[Subject]) -> tuple[list[Report], list[Case]]:
    of_kind: dict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        of_kind[subject.kind].add(subject.id)
    if not (of_kind["report"] or of_kind["case"] or of_kind["pupil"]):
        return [], []
    reports, cases = ({UUID(uuid) for uuid in of_kind[kind]} for kind in ("report", "case"))
    if of_kind["pupil"]:  # who has changed school: what runs here runs otherwise from now on
        cases |= lock_about({UUID(uuid) for uuid in of_kind["pupil"]})
    cases |= {case for *_, case in _links_of_reports(tuple(sorted(reports)))}
    reports |= {report for _, report, _ in _links_of_cases(tuple(sorted(cases)))}
    return _reports(tuple(sorted(reports))), _cases(tuple(sorted(cases)))


def lock_about(pupils: Collection[UUID]) -> set[UUID]:
    """Hold every case about these pupils until the act is done. Returns the cases."""
    held = Case.objects.select_for_update(no_key=True).filter(pupil__in=pupils).order_by("pk")
    return set(held.values_list("pk", flat=True))


def _tied(reports: list[Report], cases: list[Case]) -> tuple[dict[UUID, list[Case]], dict[UUID, list[Report]]]:
    """The cases that each of these reports belongs to, and the reports of each of these cases, in a fixed order.

    What is at hand is not fetched again.
    """
    on_reports, on_cases = (tuple(sorted(row.pk for row in rows)) for rows in (reports, cases))
    ties = sorted({*_links_of_reports(on_reports), *_links_of_cases(on_cases)})
    more_reports = _reports(tuple(sorted({report for _, report, _ in ties}.difference(on_reports))))
    more_cases = _cases(tuple(sorted({case for *_, case in ties}.difference(on_cases))))
    all_reports = {report.pk: report for report in (*reports, *more_reports)}
    all_cases = {case.pk: case for case in (*cases, *more_cases)}
    in_cases: dict[UUID, list[Case]] = defaultdict(list)
    of_reports: dict[UUID, list[Report]] = defaultdict(list)
    for _, report, case in ties:
        in_cases[report].append(all_cases[case])
        of_reports[case].append(all_reports[report])
    return in_cases, of_reports


def _pupil_stream(case: Case) -> str:
    return Subject("pupil", str(case.pupil_id)).stream


def _store(row: Report | Case, stored: list[Due], clocks: tuple[Clock, ...], at: datetime) -> None:
    held = {(due.code, due.about): due for due in stored}
    wanted = {(str(clock.code), clock.about): columns for clock, columns in _columns_of(row, clocks)}
    if gone := [due.pk for key, due in held.items() if key not in wanted]:
        Due.objects.filter(pk__in=gone).delete()
    new = [Due(**{row.KIND: row}, **columns) for key, columns in wanted.items() if key not in held]
    changed = [key for key in wanted if key in held and stands(held[key]) != says(wanted[key])]
    moved = [held[key] for key in changed if _begins_anew(held[key], wanted[key])]
    for key in changed:
        for name, value in wanted[key].items():
            setattr(held[key], name, value)
    if isinstance(row, Report) and row.seated_at == at:  # the hours in which it must be opened begin anew
        opening = [key for key in held if key in wanted and key[0] == Code.RECEIPT]
        changed += [key for key in opening if key not in changed]
        moved += [held[key] for key in opening if held[key] not in moved]
    _give_steps(row, [*new, *moved], at)
    insert(new)
    for key in changed:
        held[key].save(force_update=True)


def _begins_anew(stored: Due, wanted: Mapping[str, Any]) -> bool:
    """Whether this clock got another time, or runs again after it was met or had lapsed."""
    runs_again = (stored.met_at or stored.lapsed) and not (wanted["met_at"] or wanted["lapsed"])
    return bool(runs_again) or stored.overdue_from != wanted["overdue_from"]


def _give_steps(row: Report | Case, dues: list[Due], at: datetime) -> None:
    """Let each of these clocks know when time next does something about it, counted from now."""
    if dues:
        measure = measure_of(row.school_owner_id)
        for due in dues:
            due.next_step_at = next_step(due, row, *measure, after=at)


def measure_of(owner: int) -> Measure:
    """The days and the limits of an owner: what the clocks there are measured with."""
    return calendar_of(owner), limits_of(owner)


def mend_steps(reports: Iterable[Report], at: datetime) -> None:
    """After new days or limits: let time go through the steps of an open receipt once more, where they have moved.

    From when the report came on, for a step may have moved into the past untaken. What was done is not done again.
    """
    for due in Due.objects.filter(OPEN, report__in=list(reports), code=Code.RECEIPT).select_related("report"):
        row = due.report
        assert row is not None  # the filter
        measure = measure_of(row.school_owner_id)
        is_waiting = due.next_step_at is not None and due.next_step_at <= at
        if not is_waiting and due.next_step_at != next_step(due, row, *measure, after=at):
            due.next_step_at = next_step(due, row, *measure, after=row.seated_at or row.reported_at)
            due.save(update_fields=["next_step_at"])


def next_step(due: Due, row: Report | Case, calendar: Calendar, limits: Limits, *, after: datetime) -> datetime | None:
    """When time next does something about this clock; None when it has done all it does."""
    return min((timed.at for timed in steps_ahead(due, row, calendar, limits) if timed.at > after), default=None)


def steps_ahead(due: Due, row: Report | Case, calendar: Calendar, limits: Limits) -> tuple[Timed, ...]:
    """All the steps that time takes about this clock, whether taken or not."""
    ends = due.due_at or due.due_on
    assert ends is not None  # the constraint of Due
    return steps_of(due.code, ends, calendar, seated_at=_seated_at(row), limits=limits)


def _seated_at(row: Report | Case) -> datetime | None:
    """When a report came to whoever must open it now; a case is not opened, but opened from a report."""
    return (row.seated_at or row.reported_at) if isinstance(row, Report) else None


def _columns_of(row: Report | Case, clocks: Iterable[Clock]) -> Iterator[tuple[Clock, dict[str, Any]]]:
    came_in_burst = isinstance(row, Report) and row.burst_at is not None and row.lead_id is None
    in_burst = came_in_burst and not CaseReport.objects.filter(report=row.pk).exists()
    return ((clock, _columns(row, clock, in_burst=in_burst)) for clock in clocks)


def _columns(row: Report | Case, clock: Clock, *, in_burst: bool) -> dict[str, Any]:
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
        "is_at_owner": row.seat_officer or row.seat_head or clock.for_ == OWNER,
        "in_burst": in_burst,
    }


# What is asked of the database for every act, compiled once


@Prepared
def _reports(reports: tuple[UUID, ...]) -> QuerySet[Report]:
    return Report.objects.filter(pk__in=reports).order_by("pk")


@Prepared
def _cases(cases: tuple[UUID, ...]) -> QuerySet[Case]:
    return Case.objects.filter(pk__in=cases).order_by("pk")


@Prepared
def _links_of_reports(reports: tuple[UUID, ...]) -> QuerySet[CaseReport, Tie]:
    return CaseReport.objects.filter(report__in=reports).order_by("pk").values_list("pk", "report_id", "case_id")


@Prepared
def _links_of_cases(cases: tuple[UUID, ...]) -> QuerySet[CaseReport, Tie]:
    return CaseReport.objects.filter(case__in=cases).order_by("pk").values_list("pk", "report_id", "case_id")


@Prepared
def _events_of(streams: tuple[str, ...]) -> QuerySet[Event]:
    return Event.objects.filter(stream__in=streams).exclude(act__in=CLOCKLESS).order_by("seq")


@Prepared
def _dues_of_reports(reports: tuple[UUID, ...]) -> QuerySet[Due]:
    return Due.objects.filter(report__in=reports).order_by("pk")


@Prepared
def _dues_of_cases(cases: tuple[UUID, ...]) -> QuerySet[Due]:
    return Due.objects.filter(case__in=cases).order_by("pk")
