"""The teams that are somebody's own matter today: where one has a place, and those that one looks after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer, running_on
from innsats.rules.calendar import day_of
from innsats.rules.readiness import ENDS_SOON
from innsats.rules.teamfacts import MANDATE_LASTS

from ..models import Mandate, Membership, Team
from .seen import LEADING

NONE = (0,)  # the key of no row: a prepared query asks about at least one


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTeam:
    """`has_seat`: one's own place. `is_led`: one leads it, or stands in for who does; `answers`: an external one, with
    the training to say who goes and to answer for it. `lapses`: it has had a mandate, and has none a month from now.
    """

    key: int
    uuid: UUID
    name: str
    has_seat: bool
    is_led: bool
    answers: bool
    is_kept: bool
    lapses: bool


def own_teams(viewer: Viewer) -> list[OwnTeam]:
    """Those of the viewer, by name. One query."""
    if viewer.person_id is None:
        return []
    on, last = day_of(viewer.at), day_of(viewer.at) + ENDS_SOON
    owners, schools = viewer.owners_kept, viewer.schools_kept
    rows = _teams(viewer.person_id, tuple(owners) or NONE, tuple(schools) or NONE, on, last, last - MANDATE_LASTS)
    return [
        OwnTeam(
            key=key, uuid=uuid, name=name, has_seat=place is not None, is_led=place in LEADING,
            answers=viewer.trained and school is None and place in LEADING,
            is_kept=school in schools if school else owner in owners, lapses=bool(is_begun and not is_held),
        )
        for key, uuid, name, owner, school, place, is_begun, is_held in rows
    ]  # fmt: skip


@Prepared
def _teams(
    person: int, owners: tuple[int, ...], schools: tuple[int, ...], on: date, last: date, oldest: date
) -> QuerySet[Team, Any]:
    seats = Membership.objects.filter(running_on(on), person=person)
    external = Team.objects.filter(school=None, school_owner__in=owners).order_by().values("pk")
    of_schools = Team.objects.filter(school__in=schools).order_by().values("pk")
    signed = Mandate.objects.filter(team=OuterRef("pk"), team__ending=None)
    place = seats.filter(team=OuterRef("pk")).order_by("pk").values("place")[:1]
    found = Team.objects.filter(pk__in=seats.order_by().values("team").union(external, of_schools, all=True))
    found = found.annotate(
        place=Subquery(place), is_begun=Exists(signed.filter(starts_on__lte=on)),
        is_held=Exists(signed.filter(running_on(last), signed_on__gte=oldest)),
    )  # fmt: skip
    columns = ("pk", "uuid", "name", "school_owner_id", "school_id", "place", "is_begun", "is_held")
    return found.order_by("name", "pk").values_list(*columns)
