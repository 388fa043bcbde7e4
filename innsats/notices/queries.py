"""What somebody has been told and has not seen to yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.assistance.queries.consults import read_by
from innsats.assistance.queries.waits import answered_by
from innsats.cases.models import Case, Consult, FamilyWait, Report
from innsats.cases.queries.access import visible
from innsats.cases.queries.compiled import rows_for
from innsats.journal.actors import Actor, Subject
from innsats.journal.models import Look
from innsats.people.viewers import Viewer
from innsats.rules.telling import OF_ERRANDS, OF_THE_LOG, TO_REPORTERS, News

from .models import Notice
from .recipients import KNOWN_BY

SHOWN_FOR = timedelta(days=14)
LOOKED_THROUGH_COUNT = 50
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
# These stand in the list of what to do, as the thing to do.
DONE_ELSEWHERE = (
    News.REPORT_CAME, News.TO_DECIDE, News.ENDS_SOON, News.CHANGES_SCHOOL, News.REVIEW_DUE, News.FAMILY_WAITS,
    News.REPORTER_WROTE, News.FAMILY_WROTE, *TO_REPORTERS, *OF_ERRANDS, *OF_THE_LOG,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One piece of news, about the report or the case with this number (`kind`: report | case); or (wait) about a
    family that wished to wait, by its school and the `team` it has asked. `told`: the report by which whoever typed it
    in follows it. Of a question without names (consult) it is the team that is asked.
    """

    news: News
    kind: str
    number: str
    owner_kind: str
    at: datetime
    team: UUID | None = None
    told: str = ""
    consult: UUID | None = None


def notices_of(viewer: Viewer, *, limit: int) -> list[Told]:
    """What the viewer has been told within 14 days and not opened since, newest first. Two queries, one for nothing.

    What one may no longer see is not among it: habilitet and appointments are asked of now, not of when it was told.
    """
    found = [_as_told(viewer, *row) for row in rows_for(_told, viewer, viewer.at - SHOWN_FOR)]
    opened = last_looks([viewer.actor], [stream for _one, stream in found])
    return [told for told, stream in found if opened.get((viewer.actor.id, stream), BEGINNING) < told.at][:limit]


def told_to(viewer: Viewer) -> QuerySet[Notice]:
    """All that the viewer has been told and may still know of, oldest first."""
    told = Notice.objects.filter(_known_to(viewer), person_id=viewer.person_id or 0, at__lte=viewer.at)
    return told.order_by("at", "case__opened_at", "report__reported_at", "clock", "pk")


def _told(viewer: Viewer, since: datetime) -> QuerySet[Notice, Any]:
    """What this viewer has been told since then and may still know of."""
    told = Notice.objects.filter(person_id=viewer.person_id or 0, at__gt=since, at__lte=viewer.at)
    columns = ("news", "at", "report", "case", "wait", "report__number", "case__number", "wait__school__name")
    asked = ("consult", "consult__team__name")
    more = ("wait__team__uuid", "wait__by", "wait__familywaitend__report__number", "school_owner__kind")
    answered = Q(news=News.CONSULT_ASKED, consult__answer__isnull=False)
    rows = told.exclude(news__in=DONE_ELSEWHERE).exclude(answered).filter(_known_to(viewer)).order_by("-at", "pk")
    return rows.values_list(*columns, *more, *asked)[:LOOKED_THROUGH_COUNT]


def _as_told(
    viewer: Viewer, news: str, at: datetime, report: UUID, case: UUID, wait: UUID, report_number: str, case_number: str,
    school: str, team: UUID | None, taker: int | None, told: str | None, owner_kind: str,
    consult: UUID | None, asked: str,
) -> tuple[Told, str]:  # fmt: skip
    """The news, and the stream that a look at it is kept on."""
    kind = "case" if case else "report" if report else "consult" if consult else "wait"
    number = case_number or report_number or school or asked
    own = told or "" if taker == viewer.person_id else ""
    shown = Told(
        news=News(news), kind=kind, number=number, owner_kind=owner_kind, at=at, team=team, told=own, consult=consult
    )
    return shown, Subject(kind, str(case or report or wait or consult)).stream


def _known_to(viewer: Viewer) -> Q:
    cases, reports = (visible(KNOWN_BY[model], viewer, model) for model in (Case, Report))
    waits = FamilyWait.objects.filter(answered_by(viewer), pk=OuterRef("wait"))
    on_report, on_case = Exists(reports.filter(pk=OuterRef("report"))), Exists(cases.filter(pk=OuterRef("case")))
    consults = Consult.objects.filter(read_by(viewer), pk=OuterRef("consult"))
    return Q(on_case) | Q(on_report) | Q(Exists(waits)) | Q(Exists(consults))


def last_looks(readers: Iterable[Actor], streams: list[str]) -> dict[tuple[str, str], datetime]:
    """When each reader (by id) last opened each of these; what was never opened is not in it. One query at most."""
    if not streams:
        return {}
    looks = Look.objects.filter(actor_id__in=[one.id for one in readers], stream__in=streams).order_by("at")
    return {(actor, stream): at for actor, stream, at in looks.values_list("actor_id", "stream", "at")}
