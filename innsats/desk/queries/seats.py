"""The teams that somebody is in today."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from innsats.people.viewers import Viewer, running_on
from innsats.rules.calendar import day_of
from innsats.teams.models import Membership
from innsats.teams.queries.seen import LEADING
from innsats.web.prepared import Prepared


def teams_led(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The external teams that the viewer leads, or stands in for the leader of: id and name. One query."""
    if not viewer.trained or viewer.person_id is None:
        return []
    return _led(viewer.person_id, day_of(viewer.at))


@Prepared
def _led(person: int, on: date) -> QuerySet[Membership, Any]:
    held = Membership.objects.filter(running_on(on), person=person, place__in=LEADING, team__school=None)
    return held.order_by("team__name", "pk").values_list("team__uuid", "team__name")
