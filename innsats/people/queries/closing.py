"""When an owner's schools are closed, who is on duty then, and what its officer may change of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.rules.appointing import Post
from innsats.rules.calendar import day_of
from innsats.rules.closing import ON_DUTY, Days, days_without_duty
from innsats.rules.limits import Limits
from innsats.rules.roles import Role
from innsats.web import dates

from ..calendars import calendar_of, limits_of
from ..models import Appointment, ClosedPeriod, Duty, Person, SchoolOwner, Training
from ..viewers import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodShown:
    """One closed period as the owner's page shows it. `lacking` are the days in it without anybody on duty, said."""

    closes: str
    first: date
    last: date
    said: str
    on_duty: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerDays:
    """What an officer sees of the own owner's days and limits: the periods that have not passed, and what is set.

    A change made from here replaces what begins on `since` or later, of the calendar with this `version`.
    """

    owner: SchoolOwner
    periods: tuple[PeriodShown, ...]
    limits: Limits
    since: date
    version: int

    @property
    def limits_said(self) -> tuple[dict[str, str], ...]:
        """The limits as words and values."""
        hours = in_working_hours
        return (
            {"word": _("Første samtale med eleven"), "value": in_school_days(self.limits.first_talk_school_days)},
            {"word": _("Uåpnet melding til stedfortreder"), "value": hours(self.limits.to_deputy_hours)},
            {"word": _("Uåpnet melding til mottaker hos skoleeier"), "value": hours(self.limits.to_officer_hours)},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutDuty:
    """Days of a closed period on which nobody is on duty, at an owner whose officer one is."""

    owner: UUID
    owner_name: str
    first: date
    last: date
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedNow:
    """For somebody who reports while the schools are closed: when they open, and who is on duty (empty: nobody)."""

    reopens: str
    on_duty: str


def owner_of_officer(viewer: Viewer, uuid: UUID) -> SchoolOwner | None:
    """The owner, for its own trained officer; None for anybody else. One query."""
    mine = viewer.owners_as(Role.OWNER_OFFICER) if viewer.trained else ()
    return SchoolOwner.objects.filter(uuid=uuid, pk__in=mine).first()


def days_of(viewer: Viewer, uuid: UUID) -> OwnerDays | None:
    """The days and limits of an owner, for its officer; None for anybody else. Five queries."""
    owner = owner_of_officer(viewer, uuid)
    if owner is None:
        return None
    on = day_of(viewer.at)
    held = ClosedPeriod.objects.filter(school_owner=owner, ends_on__gte=on).order_by("starts_on", "closes")
    periods = [(row.closes, row.starts_on, row.ends_on) for row in held]
    duties = _duties([owner.pk], on)
    return OwnerDays(
        owner=owner,
        periods=tuple(_shown(closes, (first, last), duties, on) for closes, first, last in periods),
        limits=limits_of(owner.pk),
        since=min([on, *(first for _, first, _ in periods)]),
        version=calendar_version(owner),
    )


def without_duty(viewer: Viewer) -> tuple[WithoutDuty, ...]:
    """The days to come without anybody on duty, at the owners whose officer the viewer is. No query for others."""
    mine = sorted(viewer.owners_as(Role.OWNER_OFFICER)) if viewer.trained else []
    if not mine:
        return ()
    on = day_of(viewer.at)
    closed = ClosedPeriod.objects.filter(school_owner__in=mine, closes=ClosedPeriod.Closes.SCHOOL, ends_on__gte=on)
    rows = list(closed.select_related("school_owner").order_by("starts_on"))
    duties = _duties(mine, on) if rows else []
    return tuple(
        WithoutDuty(
            owner=row.school_owner.uuid, owner_name=row.school_owner.name, first=first, last=last,
            said=said_days((first, last)),
        )
        for row in rows
        for first, last in _lacking((row.starts_on, row.ends_on), duties, on, row.school_owner_id)
    )


def closed_at(school_owner_id: int, at: datetime) -> ClosedNow | None:
    """How it is with the schools at this moment; None when they are not in a closed period. At most two queries."""
    on = day_of(at)
    reopens_on = calendar_of(school_owner_id).reopens_after(on)
    if reopens_on is None:
        return None
    held = Duty.objects.filter(school_owner_id=school_owner_id, starts_on__lte=on, ends_on__gte=on)
    names = held.order_by("pk").values_list("person__name", flat=True)
    return ClosedNow(reopens=dates.day(reopens_on), on_duty=", ".join(dict.fromkeys(names)))


def may_be_on_duty(owner: SchoolOwner, on: date) -> list[tuple[UUID, str]]:
    """Everybody who receives reports at the owner or its schools, now or later: (uuid, name), by name. One query."""
    held = Appointment.objects.filter(school_owner=owner, role__in=[role.value for role in ON_DUTY])
    running = held.exclude(ends_on__lt=on)
    people = Person.objects.filter(pk__in=running.values("person")).order_by("sort_key", "pk")
    return list(people.values_list("uuid", "name"))


def posts_under(owner: SchoolOwner, person: Person) -> list[Post]:
    """What somebody has been, is and will be at the owner and its schools."""
    held = Appointment.objects.filter(school_owner=owner, person=person).order_by("starts_on", "pk")
    return [
        Post(role=Role(row.role), is_at_school=row.school_id is not None, starts_on=row.starts_on, ends_on=row.ends_on)
        for row in held
    ]


def is_trained_on(person: Person, on: date) -> bool:
    return Training.objects.filter(person=person, completed_on__lte=on).exists()


def calendar_version(owner: SchoolOwner) -> int:
    """The number of the owner's event that last set the calendar; 0 when none has."""
    events = Event.objects.filter(stream=owner.subject.stream, act=Act.SET_CALENDAR)
    return events.order_by("-seq").values_list("seq", flat=True).first() or 0


def said_days(days: Days) -> str:
    """fra 30. mars 2026 til 6. april 2026, or the one day."""
    first, last = days
    return dates.long_date(first) if first == last else f"{dates.long_date(first)} – {dates.long_date(last)}"


def in_school_days(count: int) -> str:
    """Innen 2 skoledager"""
    return ngettext("Innen én skoledag", "Innen {count} skoledager", count).format(count=count)


def in_working_hours(count: int) -> str:
    """Etter 4 arbeidstimer"""
    return ngettext("Etter én arbeidstime", "Etter {count} arbeidstimer", count).format(count=count)


Held = tuple[int, str, date, date]  # whose, who, from and to


def _duties(owners: Iterable[int], on: date) -> list[Held]:
    held = Duty.objects.filter(school_owner__in=owners, ends_on__gte=on).order_by("starts_on", "pk")
    return list(held.values_list("school_owner_id", "person__name", "starts_on", "ends_on"))


def _shown(closes: str, days: Days, duties: list[Held], on: date) -> PeriodShown:
    first, last = days
    within = [name for _, name, starts, ends in duties if starts <= last and ends >= first]
    is_school = closes == ClosedPeriod.Closes.SCHOOL
    return PeriodShown(
        closes=closes, first=first, last=last, said=said_days(days),
        on_duty=tuple(dict.fromkeys(within)) if is_school else (),
        lacking=tuple(map(said_days, _lacking(days, duties, on))) if is_school else (),
    )


def _lacking(days: Days, duties: list[Held], on: date, owner: int | None = None) -> list[Days]:
    """The days without duty of one period that have not passed."""
    theirs = [(starts, ends) for whose, _, starts, ends in duties if owner in (None, whose)]
    lacking = days_without_duty([days], theirs)
    return [(max(first, on), last) for first, last in lacking if last >= on]
