"""Pupils and guardians of one school, brought in step with a file of its administrative system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import time_obstacles
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.index import index_names
from innsats.vault.keys import new_data_keys
from innsats.vault.sealing import Sealed, seal

from ..lockorder import lock_about
from ..models import Guardian, NameWord, NotInFile, Pupil, School
from ..pupilfile.rows import Roll
from ..queries.importing import Changes, GuardianChange, PupilChange, compared
from ..queries.units import lock_unit
from ..viewers import standing_at_unit, viewer_of
from .moving import carry_adults, leave

AT_ONCE_COUNT = 500
PUPIL, GUARDIAN = "people.Pupil.", "people.Guardian."


@action
def import_pupils(school: UUID, roll: Roll, *, by: Actor, at: datetime, as_of: date | None = None) -> Changes:
    """Bring the pupils of a school, their guardians and parental responsibility in step with the roll of a file.

    `as_of` is the date of the file: today unless said. Nobody is removed: who has left the file is marked. Returns what
    was done row by row; when nothing changes, raises NothingRecorded. Raises Refused, and changes nothing, when a row
    cannot be used: `compared` tells which and why.
    """
    at_school = lock_unit(school)
    require(Act.IMPORT_PUPILS, standing_at_unit(viewer_of(by, at), at_school))
    if not isinstance(at_school, School):
        raise Refused((Obstacle("unknown_school", law.HOUSE_PRACTICE),))
    refuse_if(time_obstacles("as_of", as_of, at=at))
    changes = compared(at_school, roll, as_of or day_of(at))
    refuse_if((Obstacle("file_refused", law.HOUSE_PRACTICE),) if changes.wrong else ())
    if changes.are_none:
        return changes
    lock_about(_written(changes))
    new = [one for one in changes.pupils if one.known is None]
    made = _create(at_school, new, changes.as_of)
    changed = [one for one in changes.pupils if one.known is not None and one.facts]
    _update(at_school, changed, changes.as_of)
    held = [(one, one.known.row) for one in changes.pupils if one.known]
    _move(at_school, [*zip(new, made, strict=True), *held], changes.as_of, by=by, at=at)
    _come_back([one.known.row for one in changed if one.known and not one.came_from], changes.as_of, by=by, at=at)
    left = [one.row for one in changes.left if not one.is_marked]
    NotInFile.objects.bulk_create(
        NotInFile(school_owner_id=at_school.school_owner_id, pupil=row, since=changes.as_of) for row in left
    )
    record(
        Act.IMPORT_PUPILS, at_school.subject, by=by, at=at, as_of=changes.as_of, new=[row.pk for row in made],
        changed=[one.known.row.pk for one in changed], left=[row.pk for row in left],
        unchanged=len(changes.pupils) - len(made) - len(changed),
    )
    return changes


def _written(changes: Changes) -> list[UUID]:
    """The pupils of whom a row is there already, and is written."""
    changed = [one.known.row.pk for one in changes.pupils if one.known is not None and one.facts]
    return changed + [one.came_from.pk for one in changes.pupils if one.came_from]


def _move(
    school: School, arrived: Iterable[tuple[PupilChange, Pupil]], as_of: date, *, by: Actor, at: datetime
) -> None:
    """Those who stood at another school leave it. What the file does not say of their adults comes along from there."""
    moved = [(one.came_from, row, not one.guardians) for one, row in arrived if one.came_from]
    for came_from, row, is_silent in moved:
        carry_adults(came_from, row, with_guardians=is_silent)
    leave([(came_from, row) for came_from, row, _is_silent in moved], school, as_of, by=by, at=at)


def _come_back(pupils: Iterable[Pupil], as_of: date, *, by: Actor, at: datetime) -> None:
    """Those who had left, and stand at no other school that we know of, have a place here again."""
    for row in pupils:
        if row.left_on is not None:
            row.came_on, row.left_on = as_of, None
            row.save(update_fields=["came_on", "left_on"])
            record(Act.MOVE_PUPIL, row.subject, by=by, at=at, came_on=as_of)


def _create(school: School, new: list[PupilChange], as_of: date) -> list[Pupil]:
    owner = school.school_owner_id
    uuids = [uuid4() for _ in new]
    keys = new_data_keys("child", owner, uuids)
    pupils = [
        Pupil(
            uuid=uuid, school=school, school_owner_id=owner, data_key_id=keys[uuid].pk, source_key=one.source_key,
            grade=one.given.grade, class_name=one.given.class_name,
            sealed_name=seal(one.given.name, key=keys[uuid], field=f"{PUPIL}sealed_name", row=uuid),
            sealed_birth_date=seal(
                one.given.born.isoformat(), key=keys[uuid], field=f"{PUPIL}sealed_birth_date", row=uuid
            ),
        )
        for uuid, one in zip(uuids, new, strict=True)
    ]
    Pupil.objects.bulk_create(pupils, batch_size=AT_ONCE_COUNT)
    index_pupils(owner, pupils, [one.given.name for one in new])
    _add_guardians([(pupil, given) for pupil, one in zip(pupils, new, strict=True) for given in one.guardians], as_of)
    return pupils


def index_pupils(owner: int, pupils: list[Pupil], names: list[str]) -> None:
    """Let these pupils be found by the words of their names."""
    hashes = index_names(names, school_owner_id=owner)
    NameWord.objects.bulk_create(
        (
            NameWord(school_owner_id=owner, word=word, pupil=pupil)
            for pupil, words in zip(pupils, hashes, strict=True)
            for word in sorted(words)
        ),
        batch_size=AT_ONCE_COUNT,
    )


def _add_guardians(pairs: list[tuple[Pupil, GuardianChange]], as_of: date) -> None:
    if not pairs:
        return
    owner = pairs[0][0].school_owner_id
    uuids = [uuid4() for _ in pairs]
    keys = new_data_keys("guardian", owner, uuids)
    Guardian.objects.bulk_create(
        (
            Guardian(
                uuid=uuid, school_owner_id=owner, pupil=pupil, data_key_id=keys[uuid].pk,
                sealed_name=seal(one.given.name, key=keys[uuid], field=f"{GUARDIAN}sealed_name", row=uuid),
                sealed_contact=seal(one.contact.as_text, key=keys[uuid], field=f"{GUARDIAN}sealed_contact", row=uuid),
                has_responsibility=one.responsibility, source=one.given.source, as_of=one.given.as_of or as_of,
            )
            for uuid, (pupil, one) in zip(uuids, pairs, strict=True)
        ),
        batch_size=AT_ONCE_COUNT,
    )


def _update(school: School, changed: list[PupilChange], as_of: date) -> None:
    pupils, renamed, new, known = [], [], [], []
    back: list[UUID] = []
    for one in changed:
        assert one.known is not None
        row = one.known.row
        row.source_key = one.source_key
        row.grade, row.class_name = one.given.grade or row.grade, one.given.class_name or row.class_name
        if "name" in one.facts:
            row.sealed_name = _sealed_anew(one.given.name, row, f"{PUPIL}sealed_name")
            renamed.append((row, one.given.name))
        if "birth date" in one.facts:
            row.sealed_birth_date = _sealed_anew(one.given.born.isoformat(), row, f"{PUPIL}sealed_birth_date")
        pupils.append(row)
        back += [row.pk] if one.known.is_marked else []
        new += [(row, given) for given in one.guardians if given.known is None]
        known += [given for given in one.guardians if given.known is not None and given.facts]
    fields = ["source_key", "grade", "class_name", "sealed_name", "sealed_birth_date"]
    Pupil.objects.bulk_update(pupils, fields, batch_size=100)
    NameWord.objects.filter(pupil__in=[row.pk for row, _ in renamed]).delete()
    index_pupils(school.school_owner_id, [row for row, _ in renamed], [name for _, name in renamed])
    _add_guardians(new, as_of)
    _update_guardians(known, as_of)
    NotInFile.objects.filter(pupil__in=back).delete()
    gone = [NotInFile(school_owner_id=school.school_owner_id, guardian=lost.row, since=as_of) for one in changed
            for lost in one.gone]
    NotInFile.objects.bulk_create(gone)


def _update_guardians(known: list[GuardianChange], as_of: date) -> None:
    rows = []
    for one in known:
        assert one.known is not None
        row = one.known.row
        if "name" in one.facts:
            row.sealed_name = _sealed_anew(one.given.name, row, f"{GUARDIAN}sealed_name")
        if "contact" in one.facts:
            row.sealed_contact = _sealed_anew(one.contact.as_text, row, f"{GUARDIAN}sealed_contact")
        if "responsibility" in one.facts:
            row.has_responsibility, row.source = one.responsibility, one.given.source
            row.as_of = one.given.as_of or as_of
        rows.append(row)
    fields = ["sealed_name", "sealed_contact", "has_responsibility", "source", "as_of"]
    Guardian.objects.bulk_update(rows, fields, batch_size=100)
    NotInFile.objects.filter(guardian__in=[one.known.row.pk for one in known if "back" in one.facts]).delete()


def _sealed_anew(text: str, row: Pupil | Guardian, field: str) -> Sealed:
    return seal(text, key=row.data_key_id, field=field, row=row.pk)
