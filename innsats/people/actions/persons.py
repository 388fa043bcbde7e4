"""Persons and their roles: registered, appointed, trained, ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.appointing import Post, obstacles_to_appoint, obstacles_to_end
from innsats.rules.calendar import cut_short, day_of
from innsats.rules.inputs import LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.roles import Role
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Account, Appointment, Person, School, Training, named
from ..queries.units import Unit, lock_unit, person_named
from ..viewers import Viewer, running_on, standing_at_unit, system_parts, viewer_of


@action
def register_person(
    unit: UUID, *, by: Actor, at: datetime, name: str, email: str = "",
    role: Role | None = None, starts_on: date | None = None, ends_on: date | None = None,
    deputy: bool = False, leadership: bool = False,
) -> Person:
    """Register somebody at a unit, with a first role when one is given (from today unless said).

    Somebody known by the e-mail is not registered twice: that person gets the role, and keeps the name there is.
    Raises Refused, for the registration or for the role.
    """
    at_unit = lock_unit(unit)
    viewer = viewer_of(by, at)
    standing = standing_at_unit(viewer, at_unit)
    require(Act.REGISTER_PERSON, standing)
    name, email = " ".join(name.split()), email.strip().lower()
    refuse_if(text_obstacles("name", name, longest=LONGEST_NAME) + email_obstacles(email))
    person = Person.objects.filter(account__email=email).first() if email else None
    is_new = person is None
    if person is None:
        person = Person.objects.create(account=new_account(email), is_demo=settings.DEMO, **named(name))
    record(Act.REGISTER_PERSON, at_unit.subject, by=by, at=at, person=person.uuid, is_new=is_new)
    if role is not None:
        post = Post(
            role=Role(role), is_at_school=isinstance(at_unit, School), deputy=deputy,
            starts_on=starts_on or day_of(at), ends_on=ends_on,
        )
        give_role(person, at_unit, post, leadership, viewer=viewer, standing=standing)
    return person


@action
def appoint(
    person: UUID, *, by: Actor, at: datetime, unit: UUID, role: Role, starts_on: date | None = None,
    ends_on: date | None = None, deputy: bool = False, leadership: bool = False,
) -> Appointment:
    """Give somebody a role at a unit, from a day (today unless said) and to and including a day.

    Raises Refused: nobody appoints oneself, nor to a role that is not one's own to give.
    """
    at_unit = lock_unit(unit)
    viewer = viewer_of(by, at)
    standing = standing_at_unit(viewer, at_unit)
    require(Act.APPOINT, standing)
    post = Post(
        role=Role(role), is_at_school=isinstance(at_unit, School), deputy=deputy,
        starts_on=starts_on or day_of(at), ends_on=ends_on,
    )
    return give_role(person_named(person), at_unit, post, leadership, viewer=viewer, standing=standing)


@action
def end_appointment(appointment: UUID, *, by: Actor, at: datetime, ends_on: date | None = None) -> Appointment:
    """Let a role end after a day; without one, at once. The row is kept.

    One that began today and ends at once counts as never begun: both its days become yesterday, and the journal keeps
    what was. Raises Refused: the past is not written anew, and an owner keeps somebody who receives reports.
    """
    row = Appointment.objects.select_related("school", "school_owner", "person").filter(uuid=appointment).first()
    if row is None:
        raise Refused((Obstacle("unknown_appointment", law.HOUSE_PRACTICE),))
    unit = lock_unit((row.school or row.school_owner).uuid)
    row.refresh_from_db(fields=["starts_on", "ends_on"])
    standing = standing_at_unit(viewer_of(by, at), unit)
    require(Act.END_APPOINTMENT, standing)
    today = day_of(at)
    last = ends_on or today - timedelta(days=1)
    is_last = _is_last_officer(row, last)
    refuse_if(obstacles_to_end(standing.parts, _post(row), ends_on=last, on=today, is_last_officer=is_last))
    record(
        Act.END_APPOINTMENT, unit.subject, by=by, at=at, appointment=row.uuid, person=row.person.uuid, role=row.role,
        started_on=row.starts_on, ends_on=last,
    )
    row.starts_on, row.ends_on = cut_short(row.starts_on, ends_on=last, on=today)
    row.save(update_fields=["starts_on", "ends_on"])
    return row


@action
def record_training(person: UUID, *, by: Actor, at: datetime, completed_on: date) -> Training:
    """Record that somebody has done the training in privacy and security.

    By whoever looks after a unit where the person has a role, now or to come. Raises Refused.
    """
    trained = person_named(person)
    standing, unit = standing_towards(trained, viewer_of(by, at))
    require(Act.RECORD_TRAINING, standing)
    refuse_if(time_obstacles("completed_on", completed_on, at=at))
    training, is_new = Training.objects.get_or_create(person=trained, completed_on=completed_on)
    if not is_new:
        raise Refused((Obstacle("recorded_already", law.HOUSE_PRACTICE),))
    subject = unit.subject if unit else trained.subject
    record(Act.RECORD_TRAINING, subject, by=by, at=at, person=trained.uuid, completed_on=completed_on)
    return training


def give_role(
    person: Person, unit: Unit, post: Post, leadership: bool, *, viewer: Viewer, standing: Standing
) -> Appointment:
    school = unit if isinstance(unit, School) else None
    held = Appointment.objects.filter(
        person=person, school=school, school_owner_id=_owner_id(unit), role=post.role, deputy=post.deputy
    )
    held_posts = [_post(row) for row in held.order_by("pk")]
    is_oneself = person.pk == viewer.person_id
    refuse_if(obstacles_to_appoint(standing.parts, post, is_oneself=is_oneself, held=held_posts))
    row = Appointment.objects.create(
        person=person, school=school, school_owner_id=_owner_id(unit), role=post.role, starts_on=post.starts_on,
        ends_on=post.ends_on, deputy=post.deputy, leadership=leadership,
    )
    record(
        Act.APPOINT, unit.subject, by=viewer.actor, at=viewer.at, appointment=row.uuid, person=person.uuid,
        role=row.role, starts_on=row.starts_on, ends_on=row.ends_on, deputy=row.deputy, leadership=row.leadership,
    )
    return row


def _post(row: Appointment) -> Post:
    return Post(
        role=Role(row.role), is_at_school=row.school_id is not None, starts_on=row.starts_on, ends_on=row.ends_on,
        deputy=row.deputy,
    )


def _owner_id(unit: Unit) -> int:
    return unit.school_owner_id if isinstance(unit, School) else unit.pk


def _is_last_officer(row: Appointment, last: date) -> bool:
    """Whether nobody else is the owner's officer on the first day that this one would have been."""
    first_without = max(last + timedelta(days=1), row.starts_on)
    others = Appointment.objects.filter(school_owner_id=row.school_owner_id, role=Role.OWNER_OFFICER).exclude(pk=row.pk)
    return row.role == Role.OWNER_OFFICER and not others.filter(running_on(first_without)).exists()


def standing_towards(person: Person, viewer: Viewer) -> tuple[Standing, Unit | None]:
    """How `viewer` stands to the units of a person's roles, now or to come: the first one that gives a part."""
    roles = Appointment.objects.filter(person=person).exclude(ends_on__lt=day_of(viewer.at))
    for row in roles.select_related("school", "school_owner").order_by("pk"):
        unit = row.school or row.school_owner
        standing = standing_at_unit(viewer, unit)
        if standing.parts - system_parts(viewer.actor) or not viewer.person_id:
            return standing, type(unit).objects.select_for_update(no_key=True).get(pk=unit.pk)
    return Standing(parts=frozenset(system_parts(viewer.actor)), trained=viewer.trained), None


def new_account(email: str) -> Account | None:
    """An account that cannot sign in before a password is set with a one-time link; none without an e-mail."""
    if not email:
        return None
    account = Account(email=email)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


def email_obstacles(email: str) -> tuple[Obstacle, ...]:
    try:
        validate_email(email or "nobody@example.org")
    except ValidationError:
        return (Obstacle("email_unreadable", law.HOUSE_PRACTICE),)
    return ()
