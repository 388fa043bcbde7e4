"""The events that a log tells of, and whom they name, as rows: `timeline` says them in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.journal.models import Event
from innsats.people.models import Person
from innsats.rules.acts import Act

from ..models import Due, NoGrounds
from .head import OpenCase

PAGE_COUNT = 40
COLUMNS = ("stream", "seq", "act", "actor_kind", "actor_id", "at", "facts")
TOLD_ONCE = (Act.OPEN_CASE, Act.LINK_REPORT)  # recorded on the report and on the case
# who reads this case need not know that there is another: it stands on its own page. What those who assist write for
# themselves is told of when it comes to the school, or is erased. What a family says of how the school met them, and
# that it asks who has opened the case, is nothing for the school
SILENT = (
    Act.LINK_CASES, Act.UNLINK_CASES, Act.WRITE_WORK_NOTE, Act.ANSWER_TRUST_CHECK, Act.ASK_FOR_TRAIL,
    Act.RELEASE_TRAIL,
)  # fmt: skip


def page_of(case: OpenCase, dues: Iterable[Due], page: int) -> list[dict[str, Any]]:
    """The events of one page, the newest first, and one more when there are older ones."""
    streams = _streams(case, dues)
    if page == 1:
        return [dict(zip(COLUMNS, row, strict=True)) for row in _newest(streams)]
    first = (page - 1) * PAGE_COUNT
    return list(_events(streams).order_by("-at", "-pk").values(*COLUMNS)[first : first + PAGE_COUNT + 1])


def everything_done(case: OpenCase, dues: Iterable[Due]) -> list[dict[str, Any]]:
    """Every event of the case and of its reports, the oldest first: what a printed log is made of. One query."""
    return list(_events(_streams(case, dues)).order_by("at", "pk").values(*COLUMNS))


@Prepared
def people_named(uuids: tuple[UUID, ...]) -> QuerySet[Person, tuple[UUID, str]]:
    return Person.objects.filter(uuid__in=uuids).order_by("pk").values_list("uuid", "name")


@Prepared
def without_grounds(case: UUID) -> QuerySet[NoGrounds, tuple[UUID]]:
    return NoGrounds.objects.filter(case=case).order_by("pk").values_list("party__person__uuid")


def _streams(case: OpenCase, dues: Iterable[Due]) -> tuple[str, ...]:
    reports = {due.report.subject.stream for due in dues if due.report}
    return (case.row.subject.stream, case.row.pupil.subject.stream, *sorted(reports))


@Prepared
def _newest(streams: tuple[str, ...]) -> QuerySet[Event, tuple[Any, ...]]:
    return _events(streams).order_by("-at", "-pk").values_list(*COLUMNS)[: PAGE_COUNT + 1]


def _events(streams: tuple[str, ...]) -> QuerySet[Event]:
    found = Event.objects.filter(stream__in=streams)
    return found.exclude(act__in=TOLD_ONCE, stream__startswith="report:").exclude(act__in=SILENT)
