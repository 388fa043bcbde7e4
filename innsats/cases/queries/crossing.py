"""What a viewer reaches beyond the own owners: exactly what help between owners opens, and what is one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet, UUIDField, Value

from innsats.database import walls
from innsats.people.models import Guardian
from innsats.people.viewers import Viewer
from innsats.rules.roles import Role
from innsats.teams.models import TeamAgreement
from innsats.teams.queries.seen import LEADING, seats_of

from ..models import CaseReport, Consult, FamilyRequest, FamilyWait, Party, Report
from .access import assisted, helping
from .compiled import rows_planned_once
from .helping import not_asked_yet

NO_TEAM = (UUID(int=0),)


def stand_as(viewer: Viewer) -> None:
    """Behind the wall, at what this viewer reaches: the owners one works for; what one has reported and done oneself;
    the own children; the cases elsewhere that one helps in, answers for or looks after the team of, with all that
    belongs to each; what such a team is asked.

    One small question; whoever is in a team, or above one that helps elsewhere, costs two more, without the wall.
    On SQLite there is no wall, and nothing is asked.
    """
    if connection.vendor != "postgresql":
        return
    if not viewer.person_id:
        walls.narrow_to(walls.NOTHING)
        return
    owners, rows = _own(viewer), frozenset({UUID(viewer.actor.id), *viewer.wards})
    own = walls.Reach(owners=owners, rows=rows, person=viewer.person_id)
    walls.narrow_to(own)
    places = rows_planned_once(_own_places, viewer)
    beyond = {report or team for owner, report, team, _answers in places if owner not in owners}
    if any(team for _owner, _report, team, _answers in places):
        with walls.lifted():
            beyond |= _helped(viewer, {team for _owner, _report, team, answers in places if answers})
    walls.narrow_to(replace(own, rows=rows | beyond))


def _helped(viewer: Viewer, answered: set[UUID]) -> set[UUID]:
    """What one helps in at other owners, and what the teams that one answers for are asked there, with what belongs to
    each.
    """
    asked = rows_planned_once(_asked_elsewhere, viewer, tuple(sorted(answered)) or NO_TEAM)
    cases = tuple(sorted({row for row, is_case in asked if is_case}))
    belongs = rows_planned_once(_of_cases, viewer, cases) if cases else []
    return {row for row, *_ in [*asked, *belongs]}


def _own(viewer: Viewer) -> frozenset[int]:
    return frozenset(held.school_owner_id for held in viewer.appointments)


def _elsewhere(viewer: Viewer) -> Q:
    return ~Q(school_owner__in=_own(viewer))


def _own_places(viewer: Viewer) -> QuerySet[Any]:
    """(owner, report, team, whether one answers for that team): one's reports at other owners, one's places in teams,
    and the teams that help others where one is above the team.
    """
    above = viewer.owners_as(Role.OWNER_OFFICER) | viewer.owners_as(Role.OWNER_HEAD)
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
