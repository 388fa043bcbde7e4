"""What somebody has been told and has not seen to yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.cases.models import Case, Report
from innsats.cases.queries.access import visible
from innsats.cases.queries.compiled import rows_for
from innsats.journal.actors import Actor, Subject
from innsats.journal.models import Look
from innsats.people.viewers import Viewer
from innsats.rules.telling import OF_ERRANDS, News

from .models import Notice
from .recipients import KNOWN_BY

SHOWN_FOR = timedelta(days=14)
LOOKED_THROUGH_COUNT = 50
# These stand in the list of what to do, as the thing to do.
DONE_ELSEWHERE = (News.REPORT_CAME, News.TO_DECIDE, News.ENDS_SOON, News.CHANGES_SCHOOL, News.REVIEW_DUE, *OF_ERRANDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One piece of news, about the report or the case with this number (`kind`: report | case)."""

    news: News
    kind: str
    number: str
    owner_kind: str
    at: datetime


def notices_of(viewer: Viewer, *, limit: int) -> list[Told]:
    """What the viewer has been told within 14 days and not opened since, newest first. Two queries, one for nothing.

    What one may no longer see is not among it: habilitet and appointments are asked of now, not of when it was told.
    """
    rows = rows_for(_told, viewer, viewer.at - SHOWN_FOR)
    streams = [Subject("case", str(case)).stream if case else Subject("report", str(report)).stream
               for _, _, report, case, *_ in rows]  # fmt: skip
    opened = last_looks([viewer.actor], streams)
    return [
        Told(news=News(news), kind="case" if case else "report", number=case or report, owner_kind=owner_kind, at=at)
        for (news, at, _, _, report, case, owner_kind), stream in zip(rows, streams, strict=True)
        if (key := (viewer.actor.id, stream)) not in opened or opened[key] < at
    ][:limit]


def told_to(viewer: Viewer) -> QuerySet[Notice]:
    """All that the viewer has been told and may still know of, oldest first."""
    told = Notice.objects.filter(_known_to(viewer), person_id=viewer.person_id or 0, at__lte=viewer.at)
    return told.order_by("at", "case__opened_at", "report__reported_at", "clock", "pk")


def _told(viewer: Viewer, since: datetime) -> QuerySet[Notice, Any]:
    """What this viewer has been told since then and may still know of."""
    told = Notice.objects.filter(person_id=viewer.person_id or 0, at__gt=since, at__lte=viewer.at)
    columns = ("news", "at", "report", "case", "report__number", "case__number", "school_owner__kind")
    rows = told.exclude(news__in=DONE_ELSEWHERE).filter(_known_to(viewer)).order_by("-at", "pk")
    return rows.values_list(*columns)[:LOOKED_THROUGH_COUNT]


def _known_to(viewer: Viewer) -> Q:
    cases, reports = (visible(KNOWN_BY[model], viewer, model) for model in (Case, Report))
    return Q(Exists(cases.filter(pk=OuterRef("case")))) | Q(Exists(reports.filter(pk=OuterRef("report"))))


def last_looks(readers: Iterable[Actor], streams: list[str]) -> dict[tuple[str, str], datetime]:
    """When each reader (by id) last opened each of these; what was never opened is not in it. One query at most."""
    if not streams:
        return {}
    looks = Look.objects.filter(actor_id__in=[one.id for one in readers], stream__in=streams).order_by("at")
    return {(actor, stream): at for actor, stream, at in looks.values_list("actor_id", "stream", "at")}
