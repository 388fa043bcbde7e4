"""How far a report has come, as whoever sent it may know it: up to a ceiling, and no further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.journal.models import Look
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.web import dates

from ..models import Due, Message, Report

Pair = dict[str, str]  # word and value, as `ui/pairs.html` wants them


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterStatus:
    """The ceiling of what a reporter sees: no stage, no measure, not whether there is a case.

    `answered_at`: when the school had received it and said who is responsible; `written_at`: when it first wrote.
    """

    received_at: datetime
    read_at: datetime | None
    has_responsible: bool
    answered_at: datetime | None
    written_at: datetime | None
    answer_due: datetime | None


def statuses_of(reports: Sequence[Report], viewer: Viewer) -> dict[UUID, ReporterStatus]:
    """Three queries for all. Read by anybody but the reporter; answered and led as the clocks say."""
    read = dict(_looks_of_others(tuple(row.subject.stream for row in reports), viewer.actor.id))
    written = dict(_written_to(tuple(row.pk for row in reports)))
    clocks: dict[UUID, dict[str, Due]] = {row.pk: {} for row in reports}
    for due in _answering(tuple(clocks)):
        clocks[due.report_id][due.code] = due  # type: ignore[index]
    return {
        row.pk: _status(row, read.get(row.subject.stream), written.get(row.pk), clocks[row.pk]) for row in reports
    }


def _status(
    report: Report, read_at: datetime | None, written_at: datetime | None, clocks: dict[str, Due]
) -> ReporterStatus:
    receipt, lead = clocks.get("receipt"), clocks.get("lead_named")
    return ReporterStatus(
        received_at=report.reported_at,
        read_at=read_at,
        has_responsible=bool(lead and lead.met_at),
        answered_at=receipt.met_at if receipt else None,
        written_at=written_at,
        answer_due=receipt.due_at if receipt else None,
    )


def status_words(status: ReporterStatus) -> list[Pair]:
    not_yet = _("Ikke ennå")
    answer = not_yet
    if status.written_at:
        answer = _("Sendt {when}").format(when=dates.moment(status.written_at))
    elif status.answered_at:
        answer = _("Tatt imot {when}. Ingen har skrevet til deg ennå.").format(when=dates.moment(status.answered_at))
    elif status.answer_due:
        answer = _("Kommer senest {when}").format(when=dates.moment(status.answer_due))
    return [
        {"word": _("Mottatt"), "value": dates.moment(status.received_at)},
        {"word": _("Lest"), "value": dates.moment(status.read_at) if status.read_at else not_yet},
        {"word": _("Noen har ansvaret"), "value": _("Ja") if status.has_responsible else not_yet},
        {"word": _("Svar"), "value": answer},
    ]


def in_a_word(status: ReporterStatus) -> str:
    if status.written_at:
        return _("Besvart")
    if status.answered_at:
        return _("Tatt imot")
    return _("Lest") if status.read_at else _("Mottatt")


@Prepared
def _looks_of_others(streams: tuple[str, ...], actor: str) -> QuerySet[Look, tuple[str, datetime]]:
    """The first look at each comes last."""
    looks = Look.objects.filter(stream__in=streams, act=Act.READ_REPORT).exclude(actor_id=actor).order_by("-at")
    return looks.values_list("stream", "at")


@Prepared
def _written_to(reports: tuple[UUID, ...]) -> QuerySet[Message, tuple[UUID, datetime]]:
    """The first word of the school on each comes last."""
    return Message.objects.filter(report__in=reports, from_school=True).order_by("-at").values_list("report", "at")


@Prepared
def _answering(reports: tuple[UUID, ...]) -> QuerySet[Due]:
    return Due.objects.filter(report__in=reports, code__in=["receipt", "lead_named"]).order_by("pk")
