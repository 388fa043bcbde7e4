"""The viewer: who is looking, when, and what that person holds. Built once for a request, and asked by every query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.database.prepared import Prepared
from innsats.journal.actors import ANONYMOUS, Actor, ActorKind
from innsats.rules.access import Part, Standing
from innsats.rules.calendar import day_of
from innsats.rules.roles import HOLDING, Role

from .models import Account, Appointment, Guardian, OwnerInUse, Person, School, SchoolOwner, Training


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One appointment that runs now. `school_id` is None for a role at the owner."""

    role: Role
    school_owner_id: int
    school_id: int | None = None
    deputy: bool = False
    leadership: bool = False
    in_use: bool = False  # the owner has left Øvelse


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who reads, at one instant. `person_id` is None for everybody but persons.

    `wards` are the pupils that this person is a recorded guardian of.
    """

    actor: Actor
    at: datetime
    person_id: int | None = None
    name: str = ""
    appointments: tuple[Held, ...] = ()
    trained: bool = False
    wards: frozenset[UUID] = frozenset()

    def schools_as(self, role: Role, *, deputy: bool | None = None) -> frozenset[int]:
        """The schools where this person has `role`; as the deputy, not as the deputy, or (None) either."""
        held = (row for row in self.appointments if row.role is role and deputy in (None, row.deputy))
        return frozenset(row.school_id for row in held if row.school_id is not None)

    def owners_as(self, role: Role) -> frozenset[int]:
        """The owners at which this person has `role`."""
        return frozenset(row.school_owner_id for row in self.appointments if row.role is role and row.school_id is None)

    @property
    def owners_led(self) -> frozenset[int]:
        """The owners at which this person is officer or head."""
        return self.owners_as(Role.OWNER_OFFICER) | self.owners_as(Role.OWNER_HEAD)

    @property
    def owners_kept(self) -> frozenset[int]:
        """The owners that this person looks after, as officer or head. None without training."""
        return self.owners_led if self.trained else frozenset()

    @property
    def schools_kept(self) -> frozenset[int]:
        """The schools that this person looks after, as rektor or the deputy. None without training."""
        return self.schools_as(Role.PRINCIPAL) if self.trained else frozenset()

    @property
    def places(self) -> frozenset[str]:
        """What the menu offers: `people` to those who look after units, `teams` to them and to whoever is above them,
        `cases` to everybody trained and at work with them, `trail` to the privacy officer.
        """
        if not self.trained or not self.appointments:
            return frozenset()
        roles = {row.role for row in self.appointments}
        people = {"people"} if roles & {Role.PRINCIPAL, Role.OWNER_OFFICER} else set()
        teams = {"teams"} if roles.intersection(HOLDING) else set()
        trail = {"trail"} if Role.PRIVACY_OFFICER in roles else set()
        cases = {"cases"} if roles - {Role.PRIVACY_OFFICER} else set()
        return frozenset(cases | people | teams | trail)

    @property
    def in_use(self) -> bool:
        """Whether every owner this person works for has confirmed that real children may be entered."""
        return bool(self.appointments) and all(row.in_use for row in self.appointments)


def viewer_of(actor: Actor, at: datetime) -> Viewer:
    """The viewer that `actor` is at `at`: three queries for a person, none for anybody else."""
    if actor.kind is not ActorKind.PERSON:
        return Viewer(actor=actor, at=at)
    return _viewer(_person.first(UUID(actor.id), day_of(at)), at)


def viewers_of(people: Collection[Person], at: datetime) -> dict[int, Viewer]:
    """The viewer that each of these is at `at`, by the person's key. Three queries for all of them together."""
    keys, on = tuple(sorted(person.pk for person in people)), day_of(at)
    trained = {person for (person,) in _trained(keys, on)}
    held: dict[int, list[Appointment]] = defaultdict(list)
    for row in _appointments_of(keys, on):
        held[row.person_id].append(row)
    wards: dict[int | None, list[UUID]] = defaultdict(list)
    for guardian, pupil in _wards_of(keys):
        wards[guardian].append(pupil)
    return {
        person.pk: _made(person, at, held[person.pk], wards[person.pk], trained=person.pk in trained)
        for person in people
    }


def account_signed_in(account_id: int, at: datetime) -> Account | None:
    """The account of a session. It comes with whoever has it, in one query: every page asks for both."""
    person = _person_signed_in.first(account_id, day_of(at))
    if person is None:
        return _account.first(account_id)
    person.account.holder = person
    return person.account


def viewer_signed_in(account: Account | AnonymousUser, at: datetime) -> Viewer:
    """The viewer behind an account; anonymous when no person has it."""
    person = getattr(account, "holder", None) or _person_signed_in.first(account.pk or 0, day_of(at))
    return _viewer(person, at)


def standing_at_unit(viewer: Viewer, unit: School | SchoolOwner) -> Standing:
    """How `viewer` stands to a school or an owner. A deputy has rektor's part towards the school's people."""
    parts = system_parts(viewer.actor)
    is_school = isinstance(unit, School)
    owner = unit.school_owner_id if is_school else unit.pk
    if owner in viewer.owners_as(Role.OWNER_OFFICER):
        parts.add(Part.OFFICER_OF_UNIT)
    if owner in viewer.owners_as(Role.OWNER_HEAD):
        parts.add(Part.HEAD_OF_UNIT)
    if owner in viewer.owners_as(Role.PRIVACY_OFFICER):
        parts.add(Part.PRIVACY_OFFICER)
    if is_school and unit.pk in viewer.schools_as(Role.PRINCIPAL):
        parts.add(Part.PRINCIPAL_OF_UNIT)
    at_unit = (held for held in viewer.appointments if held.school_owner_id == owner)
    if any(held.school_id in (None, unit.pk if is_school else None) for held in at_unit):
        parts.add(Part.AT_WORK_AT_UNIT)
    return Standing(parts=frozenset(parts), trained=viewer.trained)


def system_parts(by: Actor) -> set[Part]:
    """What the kind of actor alone gives."""
    return {Part.ANYONE} | {part for part in (Part.CLOCK, Part.OPERATOR) if part.value == by.kind.value}


def running_on(on: date) -> Q:
    """The appointments that run on a day, the first and the last day included."""
    return (Q(ends_on=None) | Q(ends_on__gte=on)) & Q(starts_on__lte=on)


def _viewer(person: Person | None, at: datetime) -> Viewer:
    if person is None:
        return Viewer(actor=ANONYMOUS, at=at)
    held, wards = _appointments(person.pk, day_of(at)), [pupil for (pupil,) in _wards(person.pk)]
    return _made(person, at, held, wards, trained=person.trained)  # type: ignore[attr-defined]


def _made(person: Person, at: datetime, held: Iterable[Appointment], wards: Iterable[UUID], *, trained: bool) -> Viewer:
    return Viewer(
        actor=Actor.of(person),
        at=at,
        person_id=person.pk,
        name=person.name,
        appointments=tuple(map(_held, held)),
        trained=trained,
        wards=frozenset(wards),
    )


@Prepared
def _person(uuid: UUID, on: date) -> QuerySet[Person]:
    return _with_training(Person.objects.filter(uuid=uuid), on)


@Prepared
def _person_signed_in(account: int, on: date) -> QuerySet[Person]:
    return _with_training(Person.objects.filter(account=account).select_related("account"), on)


@Prepared
def _account(pk: int) -> QuerySet[Account]:
    return Account.objects.filter(pk=pk).order_by("pk")


def _with_training(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    trained = Exists(Training.objects.filter(person=OuterRef("pk"), completed_on__lte=on))
    return people.annotate(trained=trained).order_by("pk")


@Prepared
def _appointments(person: int, on: date) -> QuerySet[Appointment]:
    return _with_use(Appointment.objects.filter(running_on(on), person=person))


def _with_use(held: QuerySet[Appointment]) -> QuerySet[Appointment]:
    in_use = Exists(OwnerInUse.objects.filter(school_owner=OuterRef("school_owner")))
    return held.annotate(in_use=in_use).order_by("starts_on", "pk")


@Prepared
def _wards(person: int) -> QuerySet[Guardian, tuple[UUID]]:
    return Guardian.objects.filter(person=person).order_by("pk").values_list("pupil_id")


@Prepared
def _trained(people: tuple[int, ...], on: date) -> QuerySet[Training, tuple[int]]:
    done = Training.objects.filter(person__in=people, completed_on__lte=on)
    return done.order_by("person").values_list("person_id").distinct()


@Prepared
def _appointments_of(people: tuple[int, ...], on: date) -> QuerySet[Appointment]:
    return _with_use(Appointment.objects.filter(running_on(on), person__in=people))


@Prepared
def _wards_of(people: tuple[int, ...]) -> QuerySet[Guardian, tuple[int | None, UUID]]:
    return Guardian.objects.filter(person__in=people).order_by("pk").values_list("person_id", "pupil_id")


def _held(row: Appointment) -> Held:
    return Held(
        role=Role(row.role),
        school_owner_id=row.school_owner_id,
        school_id=row.school_id,
        deputy=row.deputy,
        leadership=row.leadership,
        in_use=row.in_use,  # type: ignore[attr-defined]
    )
