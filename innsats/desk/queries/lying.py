"""What would be left lying: cases that lack somebody, and gjøremål, one's own and others'. All of it in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as Case_
from django.db.models import CharField, DateTimeField, F, QuerySet, UUIDField, Value, When

from innsats.assistance.queries.advice import to_be_done
from innsats.cases.models import Errand
from innsats.cases.queries.compiled import rows_for
from innsats.cases.queries.errands import met_by
from innsats.cases.queries.home import waiting_from_home
from innsats.cases.queries.messages import unread_by_reporter, unread_by_school
from innsats.people.viewers import Viewer
from innsats.rules.calendar import day_of

from .unmanned import holds_cases, unmanned

OWN, OVER, LATE, NOBODYS, LEFT, LEAD, MEASURE = "own", "over", "late", "nobodys", "left", "lead", "measure"
DECIDED = "decided"
WRITTEN, ANSWERED, FROM_HOME = "written", "answered", "from_home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A gjøremål of the viewer's own. `is_over`: it was taken back before its time."""

    uuid: UUID
    starts_at: datetime | None
    ends_at: datetime
    giver: str
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """What was asked of the viewer; `late` gjøremål of others by the number of their case, and why they are shown
    (LATE, NOBODYS or LEFT); `unmanned` cases by number, and whether it is the lead that is lacking; and what was
    `decided` and is not done, by case and advice. The oldest first. What was `written` to the school, and what it
    `answered` the viewer, and nobody there has read, by the report and since when; and what was written `from_home`
    and waits for an answer, by the case.
    """

    asked: tuple[Asked, ...]
    late: tuple[tuple[str, str], ...]
    unmanned: tuple[tuple[str, bool], ...]
    decided: tuple[tuple[str, UUID], ...]
    written: tuple[tuple[str, datetime], ...]
    answered: tuple[tuple[str, datetime], ...]
    from_home: tuple[tuple[str, datetime], ...]


def lying_for(viewer: Viewer) -> Lying:
    """All of it, for somebody who is a person; nothing for others."""
    found = rows_for(_lying, viewer, viewer.at, day_of(viewer.at)) if viewer.person_id else []
    rows = sorted(found, key=lambda row: row[3])
    return Lying(
        asked=tuple(
            Asked(uuid=uuid, starts_at=starts_at, ends_at=since, giver=giver, is_over=kind == OVER)
            for kind, _number, uuid, since, starts_at, giver in rows
            if kind in (OWN, OVER)
        ),
        late=tuple((number, kind) for kind, number, *_ in rows if kind in (LATE, NOBODYS, LEFT)),
        unmanned=tuple((number, kind == LEAD) for kind, number, *_ in rows if kind in (LEAD, MEASURE)),
        decided=tuple((number, uuid) for kind, number, uuid, *_ in rows if kind == DECIDED),
        written=tuple((number, since) for kind, number, _uuid, since, *_ in rows if kind == WRITTEN),
        answered=tuple((number, since) for kind, number, _uuid, since, *_ in rows if kind == ANSWERED),
        from_home=tuple((number, since) for kind, number, _uuid, since, *_ in rows if kind == FROM_HOME),
    )


def _lying(viewer: Viewer, at: datetime, on: date) -> QuerySet[Any, Any]:
    nothing = [Value(None, output_field=field) for field in (UUIDField(), DateTimeField())]
    nobody = Value("", output_field=CharField())
    new = (
        (WRITTEN, "report", unread_by_school(viewer)), (ANSWERED, "report", unread_by_reporter(viewer)),
        (FROM_HOME, "case", waiting_from_home(viewer)),
    )  # fmt: skip
    found: list[QuerySet[Any, Any]] = [
        rows.values_list(
            Value(kind, output_field=CharField()), f"{seated}__number", nothing[0], "since", nothing[1], nobody
        )
        for kind, seated, rows in new
    ]
    if holds_cases(viewer):
        lacks = Case_(When(has_lead=True, then=Value(MEASURE)), default=Value(LEAD), output_field=CharField())
        found.append(
            unmanned(viewer, on).order_by().values_list(
                lacks, "number", nothing[0], F("opened_at"), nothing[1], nobody
            )
        )  # fmt: skip
        decided = Value(DECIDED, output_field=CharField())
        found.append(
            to_be_done(viewer).order_by().values_list(decided, "case__number", "pk", "at", nothing[1], nobody)
        )  # fmt: skip
    return _errands(met_by(viewer, at, on)).union(*found, all=True)


def _errands(rows: QuerySet[Errand]) -> QuerySet[Errand, Any]:
    kind = Case_(
        When(is_mine=True, is_over=True, then=Value(OVER)),
        When(is_mine=True, then=Value(OWN)),
        When(is_left=True, then=Value(LEFT)),
        When(is_held=True, then=Value(LATE)),
        default=Value(NOBODYS),
        output_field=CharField(),
    )
    return rows.order_by().values_list(kind, "case__number", "pk", "ends_at", "starts_at", "by__name")
