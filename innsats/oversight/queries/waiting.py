"""What waits for a privacy officer: lists that families have asked for, and reading to ask about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import Case, Report, TrailRequest
from innsats.cases.queries.access import is_conflicted
from innsats.people.models import Appointment, Person
from innsats.people.viewers import Viewer, running_on, viewers_of
from innsats.rules.calendar import day_of
from innsats.rules.looking import trail_due
from innsats.rules.roles import Role
from innsats.web import dates, words

from ..models import UnusualReading
from .access import readings_for, requests_for

AT_ONCE_COUNT = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """One thing that waits, with the page where it is done."""

    act: str
    uuid: UUID
    word: str
    note: str
    is_late: bool = False


def officers_of_log(row: Case | Report, at: datetime) -> list[Person]:
    """The privacy officers of the owner of `row` who may know of it, in the order of their ids."""
    held = Appointment.objects.filter(
        running_on(day_of(at)), school=None, school_owner=row.school_owner_id, role=Role.PRIVACY_OFFICER
    )
    people = list(Person.objects.filter(pk__in=held.values("person")).order_by("pk"))
    viewers = viewers_of(people, at)
    may_know = {one.pk for one in people if viewers[one.pk].trained and not is_conflicted(viewers[one.pk], row)}
    return [one for one in people if one.pk in may_know]


def has_waiting(viewer: Viewer) -> bool:
    """Whether anything waits. At most six queries."""
    return requests_waiting(viewer).exists() or readings_waiting(viewer).exists()


def requests_waiting(viewer: Viewer) -> QuerySet[TrailRequest]:
    return requests_for(viewer).filter(release=None)


def readings_waiting(viewer: Viewer) -> QuerySet[UnusualReading]:
    return readings_for(viewer).filter(settled=None)


def waiting_lines(viewer: Viewer) -> tuple[WaitingLine, ...]:
    """The longest waiting first, lists before reading. None for others; for an officer at most seven queries."""
    if not viewer.trained or not viewer.owners_as(Role.PRIVACY_OFFICER):
        return ()
    asked = requests_waiting(viewer).select_related("case")[:AT_ONCE_COUNT]
    raised = readings_waiting(viewer).select_related("person")[:AT_ONCE_COUNT]
    on = dates.date_of(viewer.at)
    return (
        *(
            WaitingLine(
                act="release_trail", uuid=one.pk, word=words.of("act", "release_trail"),
                note=f"{one.case.number} · {_due(one)}",
                is_late=trail_due(one.at) < on,
            )
            for one in asked
        ),
        *(
            WaitingLine(
                act="settle_reading", uuid=one.pk, word=words.of("reading_why", one.why),
                note=f"{one.person.name} · {dates.day(one.on)}",
            )
            for one in raised
        ),
    )  # fmt: skip


def _due(asked: TrailRequest) -> str:
    return _("Svar senest {day}").format(day=dates.day(trail_due(asked.at)))
