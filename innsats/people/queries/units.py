"""Owners and schools: found, locked, and those a viewer looks after."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from innsats.database.prepared import Prepared
from innsats.rules import law
from innsats.rules.roles import Role
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Person, School, SchoolOwner, Succession, named
from ..viewers import Viewer

Unit = School | SchoolOwner
OUTSIDE = "Skole utenfor lista"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitShown:
    """A unit in a list of choices. `owner_kind` decides what its leader and its owner are called."""

    uuid: UUID
    name: str
    is_school: bool
    owner_kind: str


def lock_unit(uuid: UUID | str) -> Unit:
    """The school or owner with this uuid, locked: its stream in the journal is now ours. Raises Refused."""
    for model in (School, SchoolOwner):
        unit = model.objects.select_for_update(no_key=True).filter(uuid=uuid).first()
        if unit is not None:
            return unit
    raise Refused((Obstacle("unknown_unit", law.HOUSE_PRACTICE),))


def lock_owner(uuid: UUID | str) -> SchoolOwner:
    """The owner with this uuid, locked. Raises Refused, also for a school."""
    owner = SchoolOwner.objects.select_for_update(no_key=True).filter(uuid=uuid).first()
    if owner is None:
        raise Refused((Obstacle("unknown_unit", law.HOUSE_PRACTICE),))
    return owner


def person_named(uuid: UUID | str | None) -> Person:
    """The person with this uuid. Raises Refused, also for none."""
    person = Person.objects.filter(uuid=uuid).first()
    if person is None:
        raise Refused((Obstacle("unknown_person", law.HOUSE_PRACTICE),))
    return person


def unit_called(text: str) -> list[Unit]:
    """Every unit with this organisation number, number or exact name: one is what an operator hopes for."""
    numbered = Q(number=text) | Q(name__iexact=text)
    schools = School.objects.filter(Q(organisation_number=text) | Q(name__iexact=text)).order_by("sort_key", "pk")
    found = dict.fromkeys(successor_of(school) for school in schools)  # an old number leads to who took over
    return [*found, *SchoolOwner.objects.filter(numbered).order_by("sort_key", "pk")]


def school_known_by(uuid: str | UUID) -> School | None:
    """The school with this uuid, with its owner, or the one that took its place; None for anything else."""
    try:
        found = _by_uuid.first(uuid if isinstance(uuid, UUID) else UUID(uuid))
    except ValueError:
        return None
    return successor_of(found) if found else None


def successor_of(school: School) -> School:
    """The school that holds what this one held: itself, unless it has been succeeded. A query for each link."""
    while held := _successions.first(school.pk):
        assert held.to_school is not None  # the constraint of Succession
        school = held.to_school
    return school


def units_of(viewer: Viewer) -> list[UnitShown]:
    """The units whose people a viewer looks after, owners first. Empty without training. Two queries."""
    if not viewer.trained:
        return []
    owners = viewer.owners_as(Role.OWNER_OFFICER)
    found = SchoolOwner.objects.filter(pk__in=owners).order_by("sort_key", "pk").values_list("uuid", "name", "kind")
    shown = [UnitShown(uuid=uuid, name=name, is_school=False, owner_kind=kind) for uuid, name, kind in found]
    schools = Q(school_owner_id__in=owners) | Q(pk__in=viewer.schools_as(Role.PRINCIPAL))
    led = School.objects.filter(schools).order_by("sort_key", "pk").values_list("uuid", "name", "school_owner__kind")
    return shown + [UnitShown(uuid=uuid, name=name, is_school=True, owner_kind=kind) for uuid, name, kind in led]


def owner_in_practice(viewer: Viewer, uuid: UUID) -> SchoolOwner | None:
    """An owner that the viewer is officer at and that has not left Øvelse; None for any other. One query."""
    mine = viewer.owners_as(Role.OWNER_OFFICER) if viewer.trained else ()
    return SchoolOwner.objects.filter(uuid=uuid, pk__in=mine, in_use=None).first()


def school_outside(owner: SchoolOwner) -> School:
    """The place of those who do not find their school: at the owner, with nobody of its own. Not saved here."""
    name = f"{OUTSIDE}, {owner.name}"
    held = School.objects.select_related("school_owner").filter(organisation_number="", name=name).first()
    return held or School(
        **named(name), school_owner=owner, organisation_number="", municipality_number="",
        kind=School.Kind.PRIMARY, ownership=School.Ownership.PUBLIC, offered=False, pk=0,
    )  # fmt: skip


@Prepared
def _by_uuid(uuid: UUID) -> QuerySet[School]:
    return School.objects.filter(uuid=uuid).select_related("school_owner").order_by("pk")


@Prepared
def _successions(school: int) -> QuerySet[Succession]:
    return Succession.objects.filter(school=school).select_related("to_school__school_owner").order_by("pk")
