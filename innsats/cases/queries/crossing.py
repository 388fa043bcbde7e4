"""What a viewer reaches beyond the own owners: exactly what help between owners opens, and what is one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet, Value

from innsats.people.models import Guardian
from innsats.people.viewers import Viewer
from innsats.rules.roles import Role
from innsats.teams.queries.seen import LEADING, seats_of
from innsats.web import walls
from innsats.web.prepared import Prepared

from ..models import CaseReport, Consult, FamilyRequest, FamilyWait, Party, Report
from .access import assisted, helping
from .compiled import rows_for
from .helping import not_asked_yet


def reach_of(viewer: Viewer) -> walls.Reach:
    """The owners one works for; the cases elsewhere that one helps in, answers for or looks after the team of, with all
    that belongs to each; what such a team is asked; what one has reported oneself; the children one is a guardian of.
    One query, and three where a team helps elsewhere.

    Asked without the wall. On SQLite there is none, and nothing is asked.
    """
    if connection.vendor != "postgresql" or not viewer.person_id:
        return walls.Reach()
    owners = frozenset(held.school_owner_id for held in viewer.appointments)
    found = rows_for(_beyond, viewer)
    cases = tuple(sorted({row for row, owner, is_case in found if is_case and owner not in owners}))
    rows = {row for row, owner, is_case in found if not is_case and owner not in owners}
    return walls.Reach(owners=owners, rows=frozenset(rows | viewer.wards | set(cases) | _of_cases(cases)))


def stand_as(viewer: Viewer) -> None:
    """Behind the wall, at what this viewer reaches."""
    with walls.lifted():
        reach = reach_of(viewer)
    walls.narrow_to(reach)


def _beyond(viewer: Viewer) -> QuerySet[Any]:
    """(row, its owner, whether it is a case) of all that could lie at another owner."""
    led = seats_of(viewer).filter(place__in=LEADING).values("team")
    above = viewer.owners_as(Role.OWNER_OFFICER) | viewer.owners_as(Role.OWNER_HEAD)
    answered = Q(team__in=led) | Q(team__school_owner__in=above)
    cases = [assisted(viewer), helping(viewer.at).filter(answered)]
    single = [
        Consult.objects.filter(answered),
        FamilyWait.objects.filter(answered),
        Report.objects.filter(reporter=viewer.person_id or 0),
    ]
    asked = FamilyRequest.objects.filter(not_asked_yet(), answered)
    first, *more = [
        asked.values_list("report", "school_owner_id", _is(False)),
        *(rows.values_list("case", "school_owner_id", _is(True)) for rows in cases),
        *(rows.values_list("pk", "school_owner_id", _is(False)) for rows in single),
    ]
    return first.union(*more, all=True)


def _is(case: bool) -> Value:
    return Value(case, output_field=BooleanField())


def _of_cases(cases: tuple[UUID, ...]) -> set[UUID]:
    """What belongs to these cases: their reports, the children in them, and the guardians of those."""
    pupils = tuple(sorted({pupil for (pupil,) in _pupils(cases)}))
    reports = {report for (report,) in _reports(cases)}
    return reports | set(pupils) | {guardian for (guardian,) in _guardians(pupils)}


@Prepared
def _reports(cases: tuple[UUID, ...]) -> QuerySet[CaseReport, tuple[UUID]]:
    return CaseReport.objects.filter(case__in=cases).order_by("pk").values_list("report_id")


@Prepared
def _pupils(cases: tuple[UUID, ...]) -> QuerySet[Party, tuple[UUID]]:
    return Party.objects.filter(case__in=cases, pupil__isnull=False).order_by("pk").values_list("pupil_id")


@Prepared
def _guardians(pupils: tuple[UUID, ...]) -> QuerySet[Guardian, tuple[UUID]]:
    return Guardian.objects.filter(pupil__in=pupils).order_by("pk").values_list("pk")
