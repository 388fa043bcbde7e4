"""A member's own days as a calendar program reads them. Nothing of it can be tied to a child, a school or a case."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from innsats.cases.queries.crossing import stand_as
from innsats.journal.actors import Actor
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.calendar import day_of
from innsats.teams.models import Absence, CalendarAddress
from innsats.teams.queries.addresses import address_by_key
from innsats.teams.queries.seen import seats_of
from innsats.web.ical import Entry, calendar

from .places import assigned_now


def calendar_at(key: str, at: datetime) -> bytes | None:
    """The calendar at this address; None for one that is over or never was, and for whoever is in no team today.

    Absences that are not over, and the last days of what the member is assigned to, as on the pages at this moment.
    """
    address = address_by_key(key)
    if address is None:
        return None
    viewer = viewer_of(Actor.of(address.person), at)
    stand_as(viewer)
    if not seats_of(viewer).exists():
        return None
    account = address.person.account
    with translation.override(account.language if account else None):
        return calendar(_("Innsatsteam"), [*_away(address, viewer), *_last_days(address, viewer)], at=at)


def _away(address: CalendarAddress, viewer: Viewer) -> list[Entry]:
    held = Absence.objects.filter(person=viewer.person_id, ends_on__gte=day_of(viewer.at)).order_by("starts_on", "pk")
    return [
        Entry(
            uid=_uid(address, one.uuid), starts_on=one.starts_on, ends_on=one.ends_on, summary=_("Borte fra teamet"),
            is_busy=True,
        )
        for one in held
    ]  # fmt: skip


def _last_days(address: CalendarAddress, viewer: Viewer) -> list[Entry]:
    rows = assigned_now(viewer).values_list("assignment", "assignment__until")
    said = _("Siste dag for et oppdrag i teamet")
    return [
        Entry(uid=_uid(address, one), starts_on=until, ends_on=until, summary=said, is_busy=False)
        for one, until in rows
    ]


def _uid(address: CalendarAddress, about: object) -> str:
    """The same each time at one address, and another at every other: two members cannot be tied to the same case."""
    return hashlib.sha256(f"{address.key_hash}:{about}".encode()).hexdigest()[:32] + "@innsats"
