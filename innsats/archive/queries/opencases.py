"""The morning's list: every open case that one may see at a unit, with what still runs: for when the system is down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from innsats.cases.models import OPEN, Case, CaseAccess, CaseReport, Due
from innsats.cases.queries.access import NotVisible, in_reach, visible
from innsats.cases.queries.clocks import clock_of, due_of, look_of
from innsats.people.models import School
from innsats.people.naming import with_class
from innsats.people.queries.units import Unit, UnitShown, units_of
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.stages import OPEN_STAGES
from innsats.vault.sealing import open_all
from innsats.web import dates, words

from ..document import Document, Section, Table, Text
from .casefile import printed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCases:
    """The document, and the cases whose existence it tells."""

    document: Document
    cases: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The units whose cases one may print."""

    units: tuple[UnitShown, ...]


def list_page(viewer: Viewer) -> ListPage:
    """What one may choose among. Raises NotVisible for those who look after no unit."""
    units = tuple(units_of(viewer))
    if not units:
        raise NotVisible("units")
    return ListPage(units=units)


@dates.on_paper()
def open_cases(viewer: Viewer, unit: Unit, *, names_children: bool = True) -> OpenCases:
    """The open cases at `unit` that `viewer` may see; names of pupils only where the case may be read, if at all.

    A fixed number of queries, however many cases there are.
    """
    rows = list(_cases(viewer, unit))
    readable = [row for row in rows if row.may_read and names_children]
    names = open_all((row.pupil.sealed_name, row.pupil_id) for row in readable)
    whom = {
        row.pk: with_class(name, row.pupil.class_name, row.pupil.grade)
        for row, name in zip(readable, names, strict=True)
    }
    clocks = _clocks(rows, viewer)
    lines = tuple(_line(row, whom.get(row.pk, "–"), clocks[row.pk]) for row in rows)
    head = (_("Sak"), _("Elev"), _("Skole"), _("Hvor saken står"), _("Saksansvarlig"), _("Klokker som går"))
    table = Table(head=head, widths=(4, 4, 4, 3, 4, 9), rows=lines)
    document = Document(
        title=_("Åpne saker: {unit}").format(unit=unit.name),
        subtitle=printed_by(viewer),
        language=get_language() or "nb",
        on=day_of(viewer.at),
        foot=printed_by(viewer),
        lead=(
            _("Lista viser bare saker du har lov til å se, slik de sto da lista ble skrevet ut. Den er til å lese i,"
              " til systemet er oppe igjen. Makuler den når det kommer en ny."),
        ),
        sections=(Section(title=_("Saker"), blocks=(table,) if lines else (Text(text=_("Ingen åpne saker.")),)),),
        is_wide=True,
    )  # fmt: skip
    return OpenCases(document=document, cases=tuple(row.pk for row in rows))


def _cases(viewer: Viewer, unit: Unit) -> QuerySet[Any]:
    at_unit = Q(school=unit) if isinstance(unit, School) else Q(school_owner=unit)
    leads = CaseAccess.objects.filter(case=OuterRef("pk"), part=CaseAccess.LEAD, ends_at=None)
    seen = visible(Act.SEE_CASE, viewer, Case).filter(at_unit, pk__in=in_reach(viewer), stage__in=OPEN_STAGES)
    return seen.select_related("school", "school_owner", "pupil").annotate(
        may_read=Exists(visible(Act.READ_CASE, viewer, Case).filter(pk=OuterRef("pk"))),
        lead_name=Subquery(leads.values("person__name")[:1]),
    ).order_by("school__sort_key", "number")  # fmt: skip


def _clocks(rows: Iterable[Any], viewer: Viewer) -> dict[UUID, list[str]]:
    """What still runs in each case, least time left first: its own clocks, and to who may read it those of its reports.

    Two queries.
    """
    kinds = {row.pk: row.school_owner.kind for row in rows}
    linked: dict[UUID | None, list[UUID]] = defaultdict(list)
    read = [row.pk for row in rows if row.may_read]
    for case, report in CaseReport.objects.filter(case__in=read).order_by("pk").values_list("case", "report"):
        linked[report].append(case)
    running = Due.objects.filter(OPEN).filter(Q(case__in=list(kinds)) | Q(report__in=list(linked)))
    said: dict[UUID, list[str]] = defaultdict(list)
    for due in running.order_by("overdue_from", "pk"):
        for case in [due.case_id] if due.case_id else linked.get(due.report_id, []):
            said[case].append(_clock(due, viewer, kinds[case]))
    return said


def _clock(due: Due, viewer: Viewer, owner_kind: str) -> str:
    """Første samtale med eleven: innen onsdag 25. mars 2026 (haster)"""
    clock = clock_of(due)
    look = words.of("status", look_of(clock, viewer.at))
    said = f"{words.of('clock', clock.code, owner_kind=owner_kind)}: {due_of(clock)}"
    return f"{said} ({look[:1].lower()}{look[1:]})"


def _line(row: Any, whom: str, clocks: list[str]) -> tuple[str, ...]:
    stage = words.of("stage", row.stage)
    lead = row.lead_name or _("Ikke valgt ennå")
    return (row.number, whom, row.school.name, stage, lead, "\n".join(clocks) or _("Ingen"))

