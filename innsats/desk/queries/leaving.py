"""Open cases whose pupils change school in August, told from 1 June to whoever holds rektor's part in them."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from innsats.cases.models import Case
from innsats.cases.queries.access import has_part, visible
from innsats.cases.queries.compiled import rows_for
from innsats.people.viewers import Viewer
from innsats.rules.access import Part
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.moving import is_time_to_tell
from innsats.rules.stages import Stage


def cases_leaving(viewer: Viewer, *, limit: int) -> list[str]:
    """The numbers of these cases, the oldest first. One query in the summer, none in the rest of the year."""
    if not viewer.appointments or not is_time_to_tell(day_of(viewer.at)):
        return []
    return [number for (number,) in rows_for(_leaving, viewer)][:limit]


def _leaving(viewer: Viewer) -> QuerySet[Case, Any]:
    mine = visible(Act.SEE_CASE, viewer, Case).filter(has_part(Part.PRINCIPAL, viewer, Case))
    rows = mine.exclude(stage=Stage.CLOSED).filter(pupil__left_on=None, pupil__grade__gte=F("school__highest_grade"))
    return rows.order_by("opened_at", "pk").values_list("number")
