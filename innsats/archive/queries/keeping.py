"""What is known of cases that may be disposed of: gathered for many at once, as many queries whatever they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from innsats.cases.models import (
    OPEN,
    ArchiveReceipt,
    Attachment,
    Case,
    CaseReport,
    Closure,
    Due,
    Errand,
    GovernorEntry,
    HomeMessage,
    KeepingTime,
    LegalHold,
    Message,
    Report,
    TrailRequest,
)
from innsats.cases.models.dialogue import UNSEEN
from innsats.cases.models.home import WAITING
from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.deadlines import OWNER, Code
from innsats.rules.governor import Taken, is_at_governor, unfulfilled
from innsats.rules.retention import NOTHING_NEW, HoldReason, Kept, Waits
from innsats.rules.stages import Stage

# What was late when the case was closed waits for nobody any more, but for these
OUTLASTING = Q(responsible_role=OWNER) | Q(code__in=[Code.PRIVACY_ASSESSMENT.value, Code.PRINCIPAL_TO_OWNER.value])


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How one case stands: the facts for the rule, what the archive has of it, and the rule it is kept by."""

    kept: Kept
    receipt: ArchiveReceipt | None
    rule: KeepingTime | None


def keeping_of(rows: Collection[Case], at: datetime) -> dict[UUID, Keeping]:
    """How each of these stands, by its key. Thirteen queries for all of them."""
    cases = [row.pk for row in rows]
    reports = _reports(cases)
    closed, written = _closed(cases), _written(rows, reports)
    receipts, rules = _receipts(cases), rules_of(row.school_owner_id for row in rows)
    held, at_governor, waits = _held(cases), _at_governor(cases), _waits(cases, reports, at)
    return {
        row.pk: Keeping(
            kept=Kept(
                closed_on=day_of(closed[row.pk]) if row.stage == Stage.CLOSED else None,
                written_at=written[row.pk],
                printed_at=receipts[row.pk].printed_at if row.pk in receipts else None,
                keep_years=rules[row.school_owner_id].years if row.school_owner_id in rules else None,
                held=frozenset(held[row.pk]), is_at_governor=row.pk in at_governor, waits=frozenset(waits[row.pk]),
            ),
            receipt=receipts.get(row.pk), rule=rules.get(row.school_owner_id),
        )
        for row in rows
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A print of a case, with the sum of what was made. It lacks the reports that whoever printed may not read."""

    at: datetime
    sha256: str
    lacks_reports: bool


def last_print(row: Case) -> Printed | None:
    """The newest print of the case that lacks none of its reports, by whoever; else the newest one. Two queries."""
    prints = Event.objects.filter(stream=row.subject.stream, act=Act.PRINT_CASE).order_by("-seq")
    reports = CaseReport.objects.filter(case=row, report__disposed_at=None).order_by("pk")
    whole = set(map(str, reports.values_list("report", flat=True)))
    found = [
        Printed(at=at, sha256=facts["sha256"], lacks_reports=not whole.issubset(facts["reports"]))
        for at, facts in prints.values_list("at", "facts")
    ]
    return next((one for one in found if not one.lacks_reports), found[0] if found else None)


def files_of(row: Case) -> QuerySet[Attachment]:
    """The files that came with the reports of the case and are still here. No print has them."""
    links = CaseReport.objects.filter(case=row, report__disposed_at=None).order_by()
    files = Attachment.objects.filter(report__in=links.values("report")).exclude(content=b"")
    return files.order_by("at", "place")


def rules_of(owners: Iterable[int]) -> dict[int, KeepingTime]:
    """What each of these owners has decided last. One query."""
    decided = KeepingTime.objects.filter(school_owner__in=set(owners)).order_by("at", "pk")
    return {one.school_owner_id: one for one in decided}


def _reports(cases: list[UUID]) -> dict[UUID, list[UUID]]:
    """The reports of each case."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for case, report in CaseReport.objects.filter(case__in=cases).order_by("pk").values_list("case", "report"):
        found[case].append(report)
    return found


def _closed(cases: list[UUID]) -> dict[UUID, datetime]:
    """When each of them was last closed."""
    found = Closure.objects.filter(case__in=cases).order_by("case").values_list("case").annotate(last=Max("at"))
    return dict(found)


def _written(rows: Collection[Case], reports: dict[UUID, list[UUID]]) -> dict[UUID, datetime]:
    """When something was last written in each of them, or on one of its reports."""
    streams = {row.pk: [row.subject.stream, *(f"{Report.KIND}:{one}" for one in reports[row.pk])] for row in rows}
    events = Event.objects.filter(stream__in=[one for held in streams.values() for one in held])
    events = events.exclude(act__in=[act.value for act in NOTHING_NEW])
    last = dict(events.order_by("stream").values_list("stream").annotate(last=Max("at")))
    return {case: max(last[one] for one in held if one in last) for case, held in streams.items()}


def _receipts(cases: list[UUID]) -> dict[UUID, ArchiveReceipt]:
    found = ArchiveReceipt.objects.filter(case__in=cases).select_related("by").order_by("at", "pk")
    return {one.case_id: one for one in found}


def _held(cases: list[UUID]) -> dict[UUID, set[HoldReason]]:
    found: dict[UUID, set[HoldReason]] = defaultdict(set)
    for case, reason in LegalHold.objects.filter(case__in=cases, end=None).values_list("case", "reason"):
        found[case].add(HoldReason(reason))
    return found


def _at_governor(cases: list[UUID]) -> set[UUID]:
    """Those that the county governor has, or has ordered something in that is not fulfilled."""
    steps: dict[UUID, tuple[Taken, ...]] = defaultdict(tuple)
    for one in GovernorEntry.objects.filter(case__in=cases).order_by("case", "place"):
        steps[one.case_id] += (one.taken,)
    return {case for case, taken in steps.items() if is_at_governor(taken) or unfulfilled(taken)}


def _waits(cases: list[UUID], reports: dict[UUID, list[UUID]], at: datetime) -> dict[UUID, set[Waits]]:
    """What somebody waits for in each of them. Six queries."""
    running = Due.objects.filter(OPEN).filter(Q(overdue_from__gt=at) | OUTLASTING)
    whose: dict[UUID, list[UUID]] = defaultdict(list)
    for case, held in reports.items():
        for report in held:
            whose[report].append(case)
    found: dict[UUID, set[Waits]] = defaultdict(set)
    in_cases = (
        (Waits.CLOCK, running.filter(case__in=cases)),
        (Waits.TRAIL, TrailRequest.objects.filter(case__in=cases, release=None)),
        (Waits.MESSAGE, HomeMessage.objects.filter(WAITING, case__in=cases)),
        (Waits.ERRAND, Errand.objects.filter(case__in=cases, end=None)),
    )
    for kind, rows in in_cases:
        for case in rows.order_by("pk").values_list("case", flat=True):
            found[case].add(kind)
    on_reports = (
        (Waits.CLOCK, running.filter(report__in=list(whose))),
        (Waits.MESSAGE, Message.objects.filter(UNSEEN, from_school=False, report__in=list(whose))),
    )
    for kind, waiting in on_reports:
        for report in waiting.order_by("pk").values_list("report", flat=True):
            for case in whose[report]:
                found[case].add(kind)
    return found
