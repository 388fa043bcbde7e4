"""The teams that somebody is in today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from innsats.people.viewers import Viewer, running_on
from innsats.rules.calendar import day_of
from innsats.teams.models import Membership
from innsats.teams.queries.seen import LEADING
from innsats.web.prepared import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A place in a team. `is_leading`: who says who of an external team goes, and has the training to."""

    team: UUID
    name: str
    is_leading: bool


def own_seats(viewer: Viewer) -> list[Seat]:
    """The viewer's places today, by the name of the team. One query."""
    if viewer.person_id is None:
        return []
    return [
        Seat(team=team, name=name, is_leading=viewer.trained and school is None and place in LEADING)
        for team, name, school, place in _seats(viewer.person_id, day_of(viewer.at))
    ]


@Prepared
def _seats(person: int, on: date) -> QuerySet[Membership, Any]:
    held = Membership.objects.filter(running_on(on), person=person).order_by("team__name", "pk")
    return held.values_list("team__uuid", "team__name", "team__school", "place")
