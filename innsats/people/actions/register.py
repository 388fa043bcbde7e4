"""The register and leaving Øvelse: what concerns units themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from innsats.journal.action import action, record
from innsats.journal.actors import Actor, Subject
from innsats.rules import law
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.verdicts import Obstacle

from ..models import OwnerInUse, School, SchoolOwner, named
from ..queries.units import lock_owner
from ..register.changes import OWNER_FACTS, SCHOOL_FACTS, Changes, Kept, changes_for, facts_of
from ..register.rows import OwnerRow, Register, SchoolRow
from ..viewers import standing_at_unit, system_parts, viewer_of

REGISTER = Subject("register", "norway")


@action
def import_register(register: Register, *, by: Actor, at: datetime) -> Changes:
    """Bring owners and schools in step with the register. Nothing is deleted, and no school changes its owner.

    Returns what was changed and what is odd. When nothing changes, nothing is recorded: raises NothingRecorded.
    """
    require(Act.IMPORT_REGISTER, Standing(parts=frozenset(system_parts(by))))
    changes = compared(register)
    if changes.are_none:
        return changes
    _write_owners(changes)
    _write_schools(changes)
    record(
        Act.IMPORT_REGISTER, REGISTER, by=by, at=at,
        new_owners=len(changes.new_owners), changed_owners=len(changes.changed_owners),
        new_schools=len(changes.new_schools), changed_schools=len(changes.changed_schools),
    )
    return changes


@action
def confirm_real_use(owner: UUID, *, by: Actor, at: datetime, confirmed: Iterable[str] = ()) -> OwnerInUse:
    """Leave Øvelse: strong sign-in, backup, processing agreement and impact assessment are in place.

    Raises Refused when one of the four is not confirmed, when it is done already, and always in a demo.
    """
    unit = lock_owner(owner)
    viewer = viewer_of(by, at)
    require(Act.CONFIRM_REAL_USE, standing_at_unit(viewer, unit))
    missing = set(OwnerInUse.CONFIRMATIONS).difference(confirmed)
    lacking = [Obstacle("not_confirmed", law.HOUSE_PRACTICE, (one,)) for one in sorted(missing)]
    if settings.DEMO:
        lacking = [Obstacle("demo_is_practice", law.HOUSE_PRACTICE)]
    if OwnerInUse.objects.filter(school_owner=unit).exists():
        lacking.append(Obstacle("decided_already", law.HOUSE_PRACTICE))
    refuse_if(tuple(lacking))
    in_use = OwnerInUse.objects.create(
        school_owner=unit, by_id=viewer.person_id, at=at, **dict.fromkeys(OwnerInUse.CONFIRMATIONS, True)
    )
    record(Act.CONFIRM_REAL_USE, unit.subject, by=by, at=at, confirmed=sorted(OwnerInUse.CONFIRMATIONS))
    return in_use


def compared(register: Register) -> Changes:
    """What `import_register` would change now."""
    owners = {
        (row.kind, row.number): Kept(
            pk=row.pk, name=row.name, facts=facts_of(row, OWNER_FACTS), is_private=row.kind == SchoolOwner.Kind.PRIVATE
        )
        for row in SchoolOwner.objects.order_by("pk")
    }
    schools = {
        (row.organisation_number, row.name): Kept(
            pk=row.pk, name=row.name, facts=facts_of(row, SCHOOL_FACTS),
            owner=(row.school_owner.kind, row.school_owner.number),
            is_private=row.school_owner.kind == SchoolOwner.Kind.PRIVATE,
        )
        for row in School.objects.select_related("school_owner").exclude(organisation_number="").order_by("pk")
    }
    return changes_for(register, owners, schools)


def _write_owners(changes: Changes) -> None:
    SchoolOwner.objects.bulk_create(
        SchoolOwner(kind=row.kind, number=row.number, **_owner_facts(row)) for row in changes.new_owners
    )
    for pk, row in changes.changed_owners.items():
        SchoolOwner.objects.filter(pk=pk).update(**_owner_facts(row))


def _owner_facts(row: OwnerRow) -> dict[str, object]:
    return {**named(row.name), "county_number": row.county_number, "is_in_register": row.is_in_register}


def _write_schools(changes: Changes) -> None:
    owners = {(kind, number): pk for kind, number, pk in SchoolOwner.objects.values_list("kind", "number", "pk")}
    School.objects.bulk_create(
        (
            School(
                school_owner_id=owners[row.owner or ("", "")], organisation_number=row.organisation_number,
                **named(row.name), **_school_facts(row),
            )
            for row in changes.new_schools
        ),
        batch_size=500,
    )
    changed = School.objects.in_bulk(list(changes.changed_schools))
    for pk, row in changes.changed_schools.items():
        for name, value in _school_facts(row).items():
            setattr(changed[pk], name, value)
    School.objects.bulk_update(changed.values(), SCHOOL_FACTS, batch_size=200)


def _school_facts(row: SchoolRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in SCHOOL_FACTS} | {"odd": [str(code) for code in row.odd]}
