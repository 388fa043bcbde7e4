"""The lists that are made each school morning: whose, at which unit, and today's, for whoever ordered it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from innsats.cases.models import Case, MorningOrder, MorningSheet
from innsats.cases.queries.access import NotVisible, visible
from innsats.people.calendars import calendar_of
from innsats.people.models import School, SchoolOwner
from innsats.people.viewers import Viewer, standing_at_unit
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.mornings import is_time_for_list
from innsats.web import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetShown:
    """One of today's lists: where it is of, and when it was made."""

    uuid: UUID
    unit: str
    made: str


def unit_of(order: MorningOrder) -> School | SchoolOwner:
    return order.school or order.school_owner


def orders_of(viewer: Viewer) -> QuerySet[MorningOrder, Any]:
    """What the viewer has ordered and not ended."""
    held = MorningOrder.objects.filter(person=viewer.person_id or 0, ended_at=None)
    return held.select_related("school", "school_owner").order_by("at", "pk")


def waiting_orders(at: datetime) -> list[MorningOrder]:
    """Those whose list of today is to be made now. One query, and one for the days of each owner."""
    made = MorningSheet.objects.filter(on=day_of(at)).values("order")
    orders = MorningOrder.objects.filter(ended_at=None).exclude(pk__in=made).order_by("school_owner", "pk")
    owners = {one: is_time_for_list(at, calendar_of(one)) for one in {order.school_owner_id for order in orders}}
    return [order for order in orders if owners[order.school_owner_id]]


def sheets_for(viewer: Viewer) -> tuple[SheetShown, ...]:
    """Today's lists of the viewer's own."""
    rows = MorningSheet.objects.filter(order__in=orders_of(viewer), on=day_of(viewer.at)).defer("content")
    found = rows.select_related("order__school", "order__school_owner").order_by("at", "pk")
    return tuple(
        SheetShown(uuid=one.pk, unit=unit_of(one.order).name, made=dates.moment(one.at)) for one in found
    )


def sheet_seen(viewer: Viewer, uuid: UUID) -> MorningSheet:
    """One of the viewer's own, of today, as long as the viewer looks after the unit and may see every case on it.

    Raises NotVisible.
    """
    found = MorningSheet.objects.filter(pk=uuid, on=day_of(viewer.at), order__in=orders_of(viewer))
    row = found.select_related("order__school__school_owner", "order__school_owner").first()
    if row is None or obstacles_to(Act.FETCH_MORNING_LIST, standing_at_unit(viewer, unit_of(row.order))):
        raise NotVisible(f"sheet:{uuid}")
    listed = row.cases.split()
    if visible(Act.SEE_CASE, viewer, Case).filter(pk__in=listed).count() != len(listed):
        raise NotVisible(f"sheet:{uuid}")
    return row
