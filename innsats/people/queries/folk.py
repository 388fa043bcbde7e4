"""Who works at the units one looks after, with roles and training; and one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from innsats.journal.actors import ActorKind
from innsats.rules.access import Part, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.appointing import may_appoint
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role
from innsats.web import dates, words

from ..models import Appointment, OwnerInUse, Person, School, SchoolOwner, Training
from ..naming import search_key
from ..reach import reaching_beyond
from ..signin.passwords import is_never_used
from ..viewers import Viewer, standing_at_unit
from .pupils import leads_school
from .units import UnitShown, units_of

ROWS_COUNT = 50
DEPUTY = "deputy"  # rektor's named stand-in: a role to people, a mark on rektor's role to us


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleShown:
    """A role as people say it, with its period. `may_end`: the viewer may end it, and it has not ended."""

    uuid: UUID
    said: str
    period: str
    may_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person in the list. All texts are finished."""

    uuid: UUID
    name: str
    roles: tuple[str, ...]
    training: str
    is_trained: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Those at the viewer's units, a page at a time. `reasons`: why nobody can be registered, empty when one may.

    `leads_school`: there are pupils to look up, which is for whoever leads a school.
    """

    rows: tuple[PersonRow, ...]
    units: tuple[UnitShown, ...]
    unit: str
    find: str
    count: int
    page: int
    last_page: int
    reasons: tuple[str, ...]
    leads_school: bool
    owners_in_practice: tuple[UnitShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person, as whoever looks after the units sees it. `person` has its account; `may_have_link` and `may_reset`:
    a way in may be given for the first time, or anew.
    """

    person: Person
    roles: tuple[RoleShown, ...]
    trainings: tuple[str, ...]
    may_have_link: bool
    may_reset: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesGiven:
    """The units whose people a viewer looks after, and the roles to give there, `DEPUTY` among them."""

    units: tuple[UnitShown, ...]
    roles: frozenset[str]

    def owner_kind_at(self, unit: UUID) -> str:
        """What kind of owner one of these units has."""
        return next(one.owner_kind for one in self.units if one.uuid == unit)


def keeps_units(viewer: Viewer) -> bool:
    """Whether the viewer looks after anybody, trained or not."""
    return bool(viewer.owners_as(Role.OWNER_OFFICER) or viewer.schools_as(Role.PRINCIPAL))


def people_for(viewer: Viewer, *, unit: str = "", find: str = "", page: int = 1) -> PeoplePage:
    """Those with a role, now or to come, at the viewer's units or at one of them, by name. At most seven queries."""
    units = units_of(viewer)
    chosen = unit if unit in {str(one.uuid) for one in units} else ""
    at_units = _roles_at(viewer, chosen)
    found = Person.objects.filter(pk__in=at_units.order_by().values("person"))
    for word in search_key(find).split():
        found = found.filter(search_key__contains=word)
    count = found.count()
    last_page = max(1, -(-count // ROWS_COUNT))
    page = min(max(page, 1), last_page)
    return PeoplePage(
        rows=_rows(found, at_units, page, viewer), units=tuple(units), unit=chosen, find=find, count=count, page=page,
        last_page=last_page, reasons=_reasons(viewer), leads_school=leads_school(viewer),
        owners_in_practice=tuple(_owners_in_practice(viewer)),
    )


def person_for(viewer: Viewer, uuid: UUID) -> PersonPage | None:
    """Somebody who has, has had or will have a role at the viewer's units; None for anybody else. Six queries."""
    if not viewer.trained:
        return None
    person = Person.objects.select_related("account").filter(uuid=uuid).first()
    held = list(_roles_at(viewer, "", ended=True).filter(person=person)) if person else []
    if person is None or not held:
        return None
    given = Training.objects.filter(person=person).order_by("-completed_on").values_list("completed_on", flat=True)
    has_account, is_mine = person.account is not None, _gives_all(viewer, person, held)
    return PersonPage(
        person=person,
        roles=tuple(_role_shown(row, viewer) for row in held),
        trainings=tuple(dates.long_date(on) for on in given),
        may_have_link=is_mine and is_never_used(person.account),
        may_reset=has_account and is_mine and person.pk != viewer.person_id,
    )


def gives_all_roles_of(viewer: Viewer, person: Person) -> bool:
    """Whether all that this person's account opens is the viewer's to give: who gives a way in could use it.

    Every role there has been, and what other slices know of. Three queries.
    """
    return _gives_all(viewer, person, list(_roles_at(viewer, "", ended=True).filter(person=person)))


def unit_looked_after(viewer: Viewer, person: Person) -> School | SchoolOwner | None:
    """A unit that the viewer looks after, where this person has, has had or will have a role. One query."""
    row = _roles_at(viewer, "", ended=True).filter(person=person).first()
    return (row.school or row.school_owner) if row else None


def roles_given_by(viewer: Viewer) -> RolesGiven:
    """What the viewer may give out, and where. Two queries."""
    parts = {Part.OFFICER_OF_UNIT} if viewer.owners_as(Role.OWNER_OFFICER) else set()
    parts |= {Part.PRINCIPAL_OF_UNIT} if viewer.schools_as(Role.PRINCIPAL) else set()
    roles = {role.value for role in Role if may_appoint(parts, role)}
    deputy = {DEPUTY} if may_appoint(parts, Role.PRINCIPAL, deputy=True) else set()
    return RolesGiven(units=tuple(units_of(viewer)), roles=frozenset(roles | deputy))


def appointment_for(viewer: Viewer, uuid: UUID) -> tuple[Appointment, RoleShown] | None:
    """A role that the viewer may end; None for any other. One query."""
    row = _roles_at(viewer, "").filter(uuid=uuid).first() if viewer.trained else None
    shown = _role_shown(row, viewer) if row else None
    return (row, shown) if row and shown and shown.may_end else None


def colleagues_at(viewer: Viewer) -> list[tuple[UUID, str]]:
    """Those with a role at the viewer's schools, by name: a guardian may be one of them. One query."""
    at_schools = _roles_at(viewer, "").filter(school__isnull=False)
    found = Person.objects.filter(pk__in=at_schools.order_by().values("person"))
    return list(found.order_by("sort_key", "pk").values_list("uuid", "name"))


def demo_people() -> dict[str, list[tuple[UUID, str, str]]]:
    """Everybody one may sign in as in a demo, with a role in words, by owner and school: each at the first of theirs.

    Nobody when the database holds others.
    """
    if Person.objects.filter(is_demo=False).exists():
        return {}
    roles = Appointment.objects.filter(person__is_demo=True).exclude(person__account=None)
    owners_first = ("school_owner_id", F("school_id").asc(nulls_first=True), "pk")
    by_person: dict[tuple[UUID, str], tuple[str, list[str]]] = {}
    for row in roles.select_related("person", "school", "school_owner").order_by(*owners_first):
        place = row.school.name if row.school else row.school_owner.name
        by_person.setdefault((row.person.uuid, row.person.name), (place, []))[1].append(_said(row))
    found: dict[str, list[tuple[UUID, str, str]]] = {}
    for (uuid, name), (place, said) in by_person.items():
        found.setdefault(place, []).append((uuid, name, ", ".join(said)))
    return found


def role_word(role: str, *, deputy: bool, leadership: bool, owner_kind: str) -> str:
    """What a role is called at this kind of owner."""
    if deputy:
        return _("Stedfortreder for {principal}").format(**words.titles(owner_kind))
    said = words.of("role", role, owner_kind=owner_kind)
    return _("{role}, i ledelsen").format(role=said) if leadership and role == Role.EMPLOYEE else said


def _rows(found: QuerySet[Person], at_units: QuerySet[Appointment], page: int, viewer: Viewer) -> tuple[PersonRow, ...]:
    on = day_of(viewer.at)
    trained = found.annotate(trained_on=Max("training__completed_on", filter=Q(training__completed_on__lte=on)))
    people = list(trained.order_by("sort_key", "pk")[(page - 1) * ROWS_COUNT : page * ROWS_COUNT])
    roles: dict[int, list[str]] = {person.pk: [] for person in people}
    for row in at_units.filter(person__in=people):
        roles[row.person_id].append(f"{_said(row)}{_later(row, on)}")
    return tuple(
        PersonRow(
            uuid=person.uuid, name=person.name, roles=tuple(roles[person.pk]), is_trained=person.trained_on is not None,
            training=dates.long_date(person.trained_on) if person.trained_on else _("ikke registrert"),
        )
        for person in people
    )


def _roles_at(viewer: Viewer, unit: str, *, ended: bool = False) -> QuerySet[Appointment]:
    """The roles at the viewer's units (or at one of them), newest first; without training, none."""
    at_owners = Q(school_owner_id__in=viewer.owners_as(Role.OWNER_OFFICER))
    at_schools = Q(school_id__in=viewer.schools_as(Role.PRINCIPAL))
    found = Appointment.objects.filter(at_owners | at_schools) if viewer.trained else Appointment.objects.none()
    if unit:
        found = found.filter(Q(school__uuid=unit) | Q(school=None, school_owner__uuid=unit))
    if not ended:
        found = found.exclude(ends_on__lt=day_of(viewer.at))
    return found.select_related("school", "school_owner").order_by("-starts_on", "pk")


def _role_shown(row: Appointment, viewer: Viewer) -> RoleShown:
    has_ended = row.ends_on is not None and row.ends_on < day_of(viewer.at)
    return RoleShown(
        uuid=row.uuid, said=_said(row), period=dates.period(row.starts_on, row.ends_on),
        may_end=not has_ended and _gives(viewer, row),
    )


def _gives_all(viewer: Viewer, person: Person, held: list[Appointment]) -> bool:
    elsewhere = Appointment.objects.filter(person=person).exclude(pk__in=[row.pk for row in held])
    is_all = bool(held) and all(_gives(viewer, row) for row in held) and not elsewhere.exists()
    return is_all and not reaching_beyond(viewer, [person.pk])


def _gives(viewer: Viewer, row: Appointment) -> bool:
    standing = standing_at_unit(viewer, row.school or row.school_owner)
    return not obstacles_to(Act.END_APPOINTMENT, standing) and may_appoint(
        standing.parts, Role(row.role), deputy=row.deputy
    )


def _said(row: Appointment) -> str:
    kind = row.school_owner.kind
    role = role_word(row.role, deputy=row.deputy, leadership=row.leadership, owner_kind=kind)
    return f"{role}, {(row.school or row.school_owner).name}"


def _later(row: Appointment, on: date) -> str:
    return _(" (fra {since})").format(since=dates.short_date(row.starts_on)) if row.starts_on > on else ""


def _reasons(viewer: Viewer) -> tuple[str, ...]:
    """Why the viewer cannot register anybody: told once, for any unit looked after."""
    owner = next(iter(viewer.owners_as(Role.OWNER_OFFICER)), None)
    school = next(iter(viewer.schools_as(Role.PRINCIPAL)), None)
    unit = SchoolOwner(pk=owner) if owner else School(pk=school)
    return tuple(words.of_obstacle(one) for one in obstacles_to(Act.REGISTER_PERSON, standing_at_unit(viewer, unit)))


def _owners_in_practice(viewer: Viewer) -> list[UnitShown]:
    """The viewer's owners that are still in Øvelse."""
    mine = viewer.owners_as(Role.OWNER_OFFICER) if viewer.trained and viewer.actor.kind is ActorKind.PERSON else ()
    done = OwnerInUse.objects.filter(school_owner=OuterRef("pk"))
    practising = SchoolOwner.objects.filter(~Exists(done), pk__in=mine)
    found = practising.order_by("sort_key", "pk").values_list("uuid", "name", "kind")
    return [UnitShown(uuid=uuid, name=name, is_school=False, owner_kind=kind) for uuid, name, kind in found]
