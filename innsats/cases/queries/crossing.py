"""What a viewer reaches beyond the own owners: exactly what help between owners opens, and what is one's own."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from innsats.people.models import Guardian
from innsats.people.viewers import Viewer
from innsats.rules.roles import Role
from innsats.teams.queries.seen import LEADING, seats_of
from innsats.web import walls

from ..models import CaseReport, Consult, FamilyRequest, FamilyWait, Party, Report
from .access import assisted, helping
from .compiled import rows_planned_once
from .helping import not_asked_yet


def reach_of(viewer: Viewer) -> walls.Reach:
    """The owners one works for; the cases elsewhere that one helps in, answers for or looks after the team of, with all
    that belongs to each; what such a team is asked; what one has reported oneself; the children one is a guardian of.

    Asked without the wall, in one question that each connection plans once: planning takes ten times what it finds.
    On SQLite there is no wall, and nothing is asked.
    """
    if connection.vendor != "postgresql" or not viewer.person_id:
        return walls.Reach()
    found = {row for (row,) in rows_planned_once(_beyond, viewer)}
    return walls.Reach(owners=_own(viewer), rows=frozenset(found | viewer.wards))


def stand_as(viewer: Viewer) -> None:
    """Behind the wall, at what this viewer reaches."""
    with walls.lifted():
        reach = reach_of(viewer)
    walls.narrow_to(reach)


def _own(viewer: Viewer) -> frozenset[int]:
    return frozenset(held.school_owner_id for held in viewer.appointments)


def _beyond(viewer: Viewer) -> QuerySet[Any]:
    """The keys of what is reached at other owners."""
    led = seats_of(viewer).filter(place__in=LEADING).values("team")
    above = viewer.owners_as(Role.OWNER_OFFICER) | viewer.owners_as(Role.OWNER_HEAD)
    answered = Q(team__in=led) | Q(team__school_owner__in=above)
    elsewhere = ~Q(school_owner__in=_own(viewer))
    helped = [rows.filter(elsewhere).values("case") for rows in (assisted(viewer), helping(viewer.at).filter(answered))]
    cases = Q(case__in=helped[0]) | Q(case__in=helped[1])
    children = Party.objects.filter(cases, pupil__isnull=False).values("pupil")
    return helped[0].union(
        helped[1],
        CaseReport.objects.filter(cases).values("report"),
        children,
        Guardian.objects.filter(pupil__in=children).values("pk"),
        FamilyRequest.objects.filter(elsewhere, not_asked_yet(), answered).values("report"),
        FamilyWait.objects.filter(elsewhere, answered).values("pk"),
        Consult.objects.filter(elsewhere, answered).values("pk"),
        Report.objects.filter(elsewhere, reporter=viewer.person_id or 0).values("pk"),
        seats_of(viewer).filter(elsewhere).values("team__uuid"),
        all=True,
    )
