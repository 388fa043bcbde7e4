"""How many of each there were at one owner in a period, as it was when the period ended. Never shown as they are.

What is written later with an earlier date changes no number of a period that is over, save who kept the week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from innsats.cases.models import Assistance, AssistanceDecline, Case, Closure, Due, FamilyRequest, Reopening, Report
from innsats.rules.calendar import day_of
from innsats.rules.deadlines.dates import PROMISE, Code
from innsats.rules.disclosure import Period
from innsats.rules.endings import SAFE_ENDINGS, Ending

R = TypeVar("R", bound=Model)
LATELY = timedelta(days=365)  # what comes back within this


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How often the first measure had begun within the week, and how often not; and of each that has begun since, how
    many days it took.
    """

    in_time: int
    late: int
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """All that is counted of one owner's schools. A case that was opened by mistake is none."""

    reports: int
    cases: int
    promise: Kept
    ended_safe: int
    ended_otherwise: int
    came_back: int
    asked_by_school: int
    asked_by_family: int
    declined: int
    team_promise: Kept


def counts_of(owner: int, period: Period) -> Counts:
    """Nine queries, whatever there is."""
    opened = _opened(owner, period)
    closures = _in(period, Closure.objects.filter(school_owner=owner)).exclude(ending=Ending.MISTAKE)
    is_safe = Q(ending__in=[one.value for one in SAFE_ENDINGS])
    ended = closures.aggregate(safe=Count("pk", filter=is_safe), otherwise=Count("pk", filter=~is_safe))
    asked = _in(period, Assistance.objects.filter(school_owner=owner, family_request=None))
    return Counts(
        reports=_in(period, Report.objects.filter(school_owner=owner), "reported_at").count(),
        cases=opened["all"],
        promise=_kept(owner, Code.SCHOOL_PROMISE, period),
        ended_safe=ended["safe"],
        ended_otherwise=ended["otherwise"],
        came_back=opened["again"] + _reopened(owner, period).count(),
        asked_by_school=asked.count(),
        asked_by_family=_in(period, FamilyRequest.objects.filter(school_owner=owner)).count(),
        declined=_in(period, AssistanceDecline.objects.filter(school_owner=owner)).count(),
        team_promise=_kept(owner, Code.TEAM_PROMISE, period),
    )


def _opened(owner: int, period: Period) -> dict[str, int]:
    """The cases opened then, and how many of them were about a pupil whose case had lately ended as safe."""
    cases = _in(period, Case.objects.filter(school_owner=owner), "opened_at")
    cases = cases.exclude(Exists(_mistaken(period, OuterRef("pk"))))
    earlier = _safe_before(OuterRef("opened_at"), case__pupil=OuterRef("pupil"))
    return cases.aggregate(all=Count("pk"), again=Count("pk", filter=Exists(earlier)))


def _reopened(owner: int, period: Period) -> QuerySet[Reopening]:
    again = _in(period, Reopening.objects.filter(school_owner=owner))
    return again.filter(Exists(_safe_before(OuterRef("at"), case=OuterRef("case"))))


def _safe_before(at: OuterRef, **of: OuterRef) -> QuerySet[Closure]:
    return Closure.objects.filter(at__lt=at, at__gte=at - LATELY, ending__in=[e.value for e in SAFE_ENDINGS], **of)


def _mistaken(period: Period, case: OuterRef) -> QuerySet[Closure]:
    """That a case had been closed as a mistake, or a double, before the period ended."""
    return Closure.objects.filter(case=case, ending=Ending.MISTAKE, at__lt=period.ends_at)


def _kept(owner: int, code: Code, period: Period) -> Kept:
    """Of the weeks that ran out in the period. One that ran out before the case was opened counts from that day; one
    that ended before it ran out does not count. By the stored clocks, found by way of the owner's own cases.
    """
    weeks = Due.objects.filter(
        Q(overdue_from__gt=period.begins_at) | Q(case__opened_at__gte=period.begins_at),
        case__school_owner=owner, case__opened_at__lt=period.ends_at, code=code, overdue_from__lte=period.ends_at,
        lapsed="",
    ).exclude(Exists(_mistaken(period, OuterRef("case"))))  # fmt: skip
    if code is Code.SCHOOL_PROMISE:
        weeks = weeks.filter(about="")  # the first week, when a case has been reopened
    rows = list(weeks.order_by("pk").values_list("due_on", "overdue_from", "met_at"))
    begun = [(due_on, met_at) for due_on, _, met_at in rows if met_at and met_at < period.ends_at]
    in_time = sum(met_at is not None and met_at < overdue_from for _, overdue_from, met_at in rows)
    return Kept(in_time=in_time, late=len(rows) - in_time, days=tuple(_days(*one) for one in begun))


def _days(due_on: date | None, met_at: datetime) -> int:
    """From the day it was reported or asked, to the day of what met it."""
    assert due_on is not None  # these clocks are due on a day
    return max((day_of(met_at) - (due_on - PROMISE)).days, 0)


def _in(period: Period, rows: QuerySet[R], at: str = "at") -> QuerySet[R]:
    return rows.filter(**{f"{at}__gte": period.begins_at, f"{at}__lt": period.ends_at})
