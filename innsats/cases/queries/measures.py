"""The measures of a plan as rows on a page: read with all that hangs on them in one query, and said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from innsats.rules.plans import MeasureFacts
from innsats.vault.fields import Sealed
from innsats.vault.sealing import open_all
from innsats.web import dates, words

from ..models import Measure, MeasureEnd, MeasureStart
from .plans import TEXTS, measure_facts
from .texts import Key

COLORS = {"planned": "neutral", "begun": "success", "done": "info", "stopped": "warning"}


@dataclass(slots=True)
class MeasureRow:
    """A measure of one version with its texts, the pupils it is aimed at, and what has become of it."""

    row: Measure
    aims: dict[UUID, Sealed] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    aimed_at: tuple[str, ...] = ()

    @property
    def lineage(self) -> UUID:
        return self.row.lineage

    @property
    def started_on(self) -> date | None:
        return self.row.started_on  # type: ignore[attr-defined]

    @property
    def ended_on(self) -> date | None:
        return self.row.ended_on  # type: ignore[attr-defined]

    @property
    def state(self) -> str:
        """planned, begun, done or stopped."""
        if self.ended_on:
            return "done" if self.row.is_done else "stopped"  # type: ignore[attr-defined]
        return "begun" if self.started_on else "planned"

    @property
    def facts(self) -> MeasureFacts:
        return measure_facts(self.row, self.texts, self.aims)


def with_all(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """These measures in the order of their plans, once for each pupil they are aimed at, with what became of them."""
    start = MeasureStart.objects.filter(lineage=OuterRef("lineage"))
    end = MeasureEnd.objects.filter(lineage=OuterRef("lineage"))
    return measures.select_related("plan", "responsible", "by").annotate(
        started_on=Subquery(start.values("started_on")[:1]),
        ended_on=Subquery(end.values("ended_on")[:1]),
        is_done=Subquery(end.values("is_done")[:1]),
        aimed_at=F("measureaim__pupil"),
        aimed_name=F("measureaim__pupil__sealed_name"),
    ).order_by("plan__number", "position", "pk", "aimed_at")  # fmt: skip


def gathered(found: Iterable[Measure]) -> list[MeasureRow]:
    """One row for each measure of `with_all`, not yet opened."""
    rows: dict[UUID, MeasureRow] = {}
    for row in found:
        held = rows.setdefault(row.pk, MeasureRow(row))
        if row.aimed_at:  # type: ignore[attr-defined]
            held.aims[row.aimed_at] = row.aimed_name  # type: ignore[attr-defined]
    return list(rows.values())


def open_texts(rows: Iterable[MeasureRow], *more: Key) -> dict[Key, str]:
    """Fill in the texts and names of all rows, and open what else the page needs. One query at most."""
    rows = list(rows)
    sealed = [(getattr(one.row, name), one.row.pk) for one in rows for name in TEXTS]
    names = [(name, pupil) for one in rows for pupil, name in one.aims.items()]
    opened = iter(open_all([*sealed, *names, *((getattr(row, name), row.pk) for row, name in more)]))
    for one in rows:
        one.texts = {name: next(opened) for name in TEXTS}
    for one in rows:
        one.aimed_at = tuple(next(opened) for _pupil in one.aims)
    return dict(zip(more, opened, strict=True))


def title_of(row: MeasureRow, place: int = 0) -> str:
    """1. En voksen er i nærheten; without the number where it does not stand among the others."""
    kind = words.of("measure_kind", row.row.kind)
    return f"{place}. {kind}" if place else kind


def family_text(row: MeasureRow) -> str:
    """What the family reads of it. Of a measure aimed at others it reads only that there is one."""
    return _("Skolen har tiltak overfor andre elever.") if row.aims else row.texts["family_text"]


def when_of(row: MeasureRow) -> str:
    """Hvert storefri, fra mandag 23. mars"""
    since = _("fra {day}").format(day=dates.day(row.row.start_on)) if row.row.start_on else ""
    return ", ".join(filter(None, (row.texts["when_words"], since)))


def fields_of(row: MeasureRow) -> tuple[Mapping[str, str], ...]:
    """What stands in the row, each with its word, in the order of the law. Nothing is left out, so that gaps show."""
    said = (
        (_("Problem"), row.texts["problem"]),
        (_("Hva gjøres"), row.texts["what"]),
        (_("Når"), when_of(row)),
        (_("Hvor"), row.texts["place"]),
        (_("Hvem"), row.row.responsible.name if row.row.responsible else ""),
        (_("Evalueres"), dates.day(row.row.evaluate_on) if row.row.evaluate_on else ""),
        (_("Rettet mot"), ", ".join(row.aimed_at)),
        (_("Familien leser dette"), family_text(row)),
    )
    return tuple({"word": word, "value": value} for word, value in said)


def state_word(row: MeasureRow) -> str:
    """Where it stands, with the day: I gang siden mandag 23. mars."""
    if row.ended_on:
        template = _("Ferdig {day}") if row.state == "done" else _("Stoppet {day}")
        return template.format(day=dates.day(row.ended_on))
    if row.started_on:
        return _("I gang siden {day}").format(day=dates.day(row.started_on))
    return _("Planlagt, ikke begynt")
