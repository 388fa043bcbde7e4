"""What a viewer reaches beyond the own owners: exactly what help between owners opens, and what is one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet, UUIDField, Value

from innsats.database import walls
from innsats.people.models import Guardian
from innsats.people.viewers import Viewer
from innsats.teams.models import TeamAgreement
from innsats.teams.queries.seen import LEADING, seats_of

from ..models import CaseReport, Consult, FamilyRequest, FamilyWait, Party, Report
from .access import assisted, helping
from .compiled import rows_planned_once
from .helping import not_asked_yet

NO_TEAM = (UUID(int=0),)


def reach_of(viewer: Viewer) -> walls.Reach:
    """The owners one works for; the cases elsewhere that one helps in, answers for or looks after the team of, with all
    that belongs to each; what such a team is asked; what one has reported and done oneself; the own children.

    Asked without the wall: one small question, and two more of whoever is in a team or above one that helps elsewhere.
    On SQLite there is no wall, and nothing is asked.
    """
    if connection.vendor != "postgresql" or not viewer.person_id:
        return walls.Reach()
    owners, rows, answered, is_seated = _own(viewer), {UUID(viewer.actor.id), *viewer.wards}, set(), False
    for owner, report, team, answers in rows_planned_once(_own_places, viewer):
        is_seated = is_seated or team is not None
        if owner not in owners:
            rows.add(report or team)
        if answers:
            answered.add(team)
    if is_seated:
        asked = rows_planned_once(_asked_elsewhere, viewer, tuple(sorted(answered)) or NO_TEAM)
        cases = tuple(sorted({row for row, is_case in asked if is_case}))
        rows |= {row for row, _is_case in asked}
        rows |= {row for (row,) in rows_planned_once(_of_cases, viewer, cases)} if cases else set()
    return walls.Reach(owners=owners, rows=frozenset(rows))


def stand_as(viewer: Viewer) -> None:
    """Behind the wall, at what this viewer reaches.

    `viewer` may be known only when it is asked for, which is here and without the wall: whose guardian one is stands
    behind it.
    """
    before = walls.reached()
    walls.reach_to(walls.WHOLE)
    reach = before
    try:
        reach = reach_of(viewer)
    finally:
        walls.reach_to(before if before == walls.WHOLE else reach)


def _own(viewer: Viewer) -> frozenset[int]:
    return frozenset(held.school_owner_id for held in viewer.appointments)


def _elsewhere(viewer: Viewer) -> Q:
    return ~Q(school_owner__in=_own(viewer))


def _own_places(viewer: Viewer) -> QuerySet[Any]:
    """(owner, report, team, whether one answers for that team): one's reports at other owners, one's places in teams,
    and the teams that help others where one is above the team.
    """
    above = viewer.owners_led
    none, yes, no = Value(None, UUIDField()), Value(True, BooleanField()), Value(False, BooleanField())
    reported = Report.objects.filter(_elsewhere(viewer), reporter=viewer.person_id or 0)
    seats, helping_others = seats_of(viewer), TeamAgreement.objects.filter(team__school_owner__in=above)
    return reported.values_list("school_owner_id", "pk", none, no).union(
        seats.filter(place__in=LEADING).values_list("school_owner_id", none, "team__uuid", yes),
        seats.exclude(place__in=LEADING).values_list("school_owner_id", none, "team__uuid", no),
        helping_others.values_list("team__school_owner_id", none, "team__uuid", yes),
        all=True,
    )


def _asked_elsewhere(viewer: Viewer, teams: tuple[UUID, ...]) -> QuerySet[Any]:
    """(row, whether it is a case) of what one helps in at other owners, and of what these teams are asked there."""
    elsewhere, of_teams = _elsewhere(viewer), Q(team__uuid__in=teams)
    is_case, is_none = Value(True, BooleanField()), Value(False, BooleanField())
    return assisted(viewer).filter(elsewhere).values_list("case", is_case).union(
        helping(viewer.at).filter(elsewhere, of_teams).values_list("case", is_case),
        FamilyRequest.objects.filter(not_asked_yet(), elsewhere, of_teams).values_list("report", is_none),
        FamilyWait.objects.filter(elsewhere, of_teams).values_list("pk", is_none),
        Consult.objects.filter(elsewhere, of_teams).values_list("pk", is_none),
        all=True,
    )


def _of_cases(viewer: Viewer, cases: tuple[UUID, ...]) -> QuerySet[Any]:
    """The reports of these cases, the children in them, and the guardians of those."""
    children = Party.objects.filter(case__in=cases, pupil__isnull=False).values("pupil")
    guardians = Guardian.objects.filter(pupil__in=children).values("pk")
    return CaseReport.objects.filter(case__in=cases).values("report").union(children, guardians, all=True)
