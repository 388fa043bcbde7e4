"""Families that have asked a team for help and wish that the school is not told yet: who sees them, and who is told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from innsats.cases.models import FamilyWait
from innsats.cases.queries.access import NotVisible
from innsats.journal.actors import Actor
from innsats.people.models import Appointment, Person
from innsats.people.viewers import Viewer, running_on, system_parts, viewer_of, viewers_of
from innsats.rules.access import Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role
from innsats.rules.teams import Place
from innsats.teams.models import Absence, Membership, Team
from innsats.teams.queries.seen import LEADING, seats_of, standing_answering


def waits_seen(viewer: Viewer) -> QuerySet[FamilyWait]:
    """The families that wait, for those who answer for the team that was asked; never for who works at the school.

    Those that the team has talked with stand first: there the school is what is left to contact.
    """
    found = FamilyWait.objects.filter(answered_by(viewer), next_step_at__isnull=False)
    found = found.select_related("school__school_owner", "team__school_owner", "by", "familywaittalk")
    return found.order_by(F("familywaittalk__held_on").asc(nulls_last=True), "until", "at", "pk")


def answered_by(viewer: Viewer) -> Q:
    """Those families, also when it is settled."""
    if not viewer.trained:
        return Q(pk__in=())
    led = seats_of(viewer).filter(place__in=LEADING).values("team")
    of_owner = Team.objects.filter(school_owner__in=viewer.owners_as(Role.OWNER_OFFICER)).values("pk")
    return (Q(team__in=led) | Q(team__in=of_owner)) & ~Q(school__in=schools_of_work(viewer))


def schools_of_work(viewer: Viewer) -> frozenset[int]:
    """Where the viewer works: whoever works at a school tells of what is not well there, at once."""
    return frozenset(held.school_id for held in viewer.appointments if held.school_id is not None)


def seen_wait(viewer: Viewer, uuid: UUID | str) -> FamilyWait:
    """Raises NotVisible, also when it is settled."""
    return _open(waits_seen(viewer), uuid)


def lock_wait(uuid: UUID | str, *, by: Actor, at: datetime) -> tuple[FamilyWait, Viewer, Standing]:
    """One family that waits, locked, and how `by` stands to it. Raises NotVisible, also when it is settled."""
    viewer = viewer_of(by, at)
    FamilyWait.objects.select_for_update(no_key=True).filter(pk=uuid).first()
    if Part.CLOCK in system_parts(by):
        parts = frozenset(system_parts(by))
        return _open(FamilyWait.objects.filter(next_step_at__isnull=False), uuid), viewer, Standing(parts=parts)
    row = seen_wait(viewer, uuid)
    return row, viewer, standing_answering(viewer, row.team)


def who_is_told(wait: FamilyWait, at: datetime, *, on_its_day: bool) -> list[Person]:
    """Whoever typed it in and whoever leads the team; on the day, or while the leader is away or may not read it, also
    who stands in and the officer of the owner whose team it is. Nobody who may not read it.
    """
    on = day_of(at)
    away = Exists(Absence.objects.filter(running_on(on), person=OuterRef("person")))
    seats = Membership.objects.filter(running_on(on), team=wait.team, place__in=LEADING).annotate(is_away=away)
    held = list(seats.select_related("person"))
    officers = Appointment.objects.filter(
        running_on(on), school_owner=wait.team.school_owner_id, school=None, role=Role.OWNER_OFFICER
    )
    above = [one.person for one in officers.select_related("person")]
    found = [wait.by, *(seat.person for seat in held), *above]
    people = {person.pk: person for person in found}
    viewers = viewers_of(people.values(), at)
    told = {key for key in people if may_read(viewers[key], wait)}
    leads = {seat.person_id: seat.is_away for seat in held if seat.place == Place.LEADER}
    if not on_its_day and any(key in told and not is_away for key, is_away in leads.items()):
        told &= {wait.by_id, *leads}
    return [people[key] for key in sorted(told)]


def may_read(viewer: Viewer, wait: FamilyWait) -> bool:
    """Whether the viewer would see it while it waits. Asked also when it is settled: to tell how it went."""
    standing = standing_answering(viewer, wait.team)
    return not obstacles_to(Act.READ_FAMILY_WAIT, standing) and wait.school_id not in schools_of_work(viewer)


def _open(waits: QuerySet[FamilyWait], uuid: UUID | str) -> FamilyWait:
    row = waits.filter(pk=uuid).first()
    if row is None:
        raise NotVisible(f"wait:{uuid}")
    return row
