"""A pupil changes school: the place here ends, and goes on as a row of its own at the new school."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from innsats.database import walls
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import time_obstacles
from innsats.rules.moving import Grades, Place, obstacles_to_move
from innsats.rules.verdicts import Obstacle
from innsats.vault.index import index_words
from innsats.vault.keys import ciphers_of, new_data_key
from innsats.vault.sealing import open_all, seal

from ..cautioned import cautioned_among
from ..lockorder import lock_about
from ..models import Guardian, KnownRelation, NameWord, Pupil, PupilMove, School
from ..models.pupils import CAUTION, NO_CAUTION
from ..naming import name_key
from ..queries.moving import earlier_place, same_child_at
from ..queries.pupils import pupil_named
from ..queries.units import lock_unit, successor_of
from ..viewers import standing_at_unit, viewer_of

PUPIL, GUARDIAN = "people.Pupil.", "people.Guardian."


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where and how a pupil goes on."""

    school: School
    grade: int | None
    moved_on: date


@action
def move_pupil(
    pupil: UUID, *, by: Actor, at: datetime, school: UUID, moved_on: date | None = None, grade: int | None = None
) -> Pupil:
    """Let a pupil's place end, and another begin, at a school of the same owner or another. Returns the pupil there.

    `moved_on` is the first day at the new school: today unless said, never ahead. Cases stay where they are. Name,
    birth date and guardians go along (§ 25-1); ties to staff only within the same owner. Raises Refused, with every
    reason.
    """
    child = pupil_named(pupil)
    here = lock_unit(child.school.uuid)
    require(Act.MOVE_PUPIL, standing_at_unit(viewer_of(by, at), here))
    lock_about([child.pk])
    child = Pupil.objects.select_for_update(no_key=True).get(pk=child.pk)
    named = School.objects.filter(uuid=school).first()
    there = successor_of(named) if named else None
    day, new_grade = moved_on or day_of(at), grade or child.grade
    found = time_obstacles("moved_on", day, at=at)
    found += () if there else (Obstacle("unknown_school", law.HOUSE_PRACTICE),)
    found += obstacles_to_move(
        Place(school=str(here.uuid), came_on=child.came_on, left_on=child.left_on),
        to_school=str(there.uuid) if there else "", grades=grades_of(there), grade=new_grade, moved_on=day,
    )
    refuse_if(found)
    assert there is not None  # refused above
    walls.widen_to(there.school_owner_id)
    arrived = _arrive(child, Arrival(school=there, grade=new_grade, moved_on=day))
    leave([(child, arrived)], there, day, by=by, at=at)
    return arrived


def grades_of(school: School | None) -> Grades:
    """The grades a school has, as the rules take them."""
    return Grades(lowest=school.lowest_grade, highest=school.highest_grade) if school else Grades()


def leave(
    moved: Iterable[tuple[Pupil, Pupil]], there: School, moved_on: date, *, by: Actor, at: datetime
) -> None:
    """End these places, each with the row it goes on as, and record it on both. The caller has asked the rules.

    Where something keeps what is told from somebody in the family, the new school asks before it tells anybody.
    """
    moved = list(moved)
    warned = _warned(moved)
    ciphers_of([arrived.data_key_id.bytes for _child, arrived in moved])  # all of them at once, and remembered
    for child, arrived in moved:
        PupilMove.objects.create(
            school_owner_id=child.school_owner_id, pupil=child, continued_as=arrived, moved_on=moved_on, at=at
        )
        child.left_on, arrived.came_on, arrived.left_on = moved_on, moved_on, None
        child.save(update_fields=["left_on"])
        arrived.sealed_caution = seal(
            CAUTION if child.pk in warned else NO_CAUTION, key=arrived.data_key_id, field=f"{PUPIL}sealed_caution",
            row=arrived.pk,
        )  # fmt: skip
        arrived.save(update_fields=["came_on", "left_on", "sealed_caution"])
        record(
            Act.MOVE_PUPIL, child.subject, by=by, at=at, left_on=moved_on, to=there.uuid, continued_as=arrived.pk
        )
        record(Act.MOVE_PUPIL, arrived.subject, by=by, at=at, came_on=moved_on)


def _warned(moved: list[tuple[Pupil, Pupil]]) -> set[UUID]:
    """Those who leave of whom it was noted here, or at a school before, as the row here or the one there has it."""
    before = open_all((one.sealed_caution, one.pk) for pair in moved for one in pair)
    said = zip(before[::2], before[1::2], strict=True)
    kept = {child.pk for (child, _arrived), two in zip(moved, said, strict=True) if CAUTION in two}
    return kept | cautioned_among([child.pk for child, _arrived in moved])


def _arrive(child: Pupil, arrival: Arrival) -> Pupil:
    """The row the pupil goes on as: the one from an earlier time there, one that is there already, or a new one."""
    held = earlier_place(child, arrival.school) or same_child_at(arrival.school, child)
    within = child.school_owner_id == arrival.school.school_owner_id
    key = bytes(child.source_key) if within and child.source_key else None
    if held is not None:
        held.grade = arrival.grade or held.grade
        held.source_key = held.source_key or key
        held.save(update_fields=["grade", "source_key"])
        carry_adults(child, held)
        return held
    name, born = open_all([(child.sealed_name, child.pk), (child.sealed_birth_date, child.pk)])
    arrived = _created(arrival, name, born, key)
    carry_adults(child, arrived)
    return arrived


def carry_adults(child: Pupil, arrived: Pupil, *, with_guardians: bool = True) -> None:
    """Let the new place know the guardians of the old one; and within an owner, the ties to those who work there.

    Where the child was before, they are the same as are known there, and what is newer of responsibility counts.
    """
    adults = list(Guardian.objects.filter(pupil=child).order_by("pk")) if with_guardians else []
    there = list(Guardian.objects.filter(pupil=arrived).order_by("pk")) if adults else []
    texts = open_all([(sealed, one.pk) for one in adults for sealed in (one.sealed_name, one.sealed_contact)])
    names = [name_key(name) for name in open_all((one.sealed_name, one.pk) for one in there)]
    for one, name, contact in zip(adults, texts[::2], texts[1::2], strict=True):
        same = [known for known in there if one.person_id and known.person_id == one.person_id]
        same += [known for known, key in zip(there, names, strict=True) if key == name_key(name)]
        if not same:
            _guardian(arrived, one, name, contact)
        elif one.has_responsibility is not None and (same[0].has_responsibility is None or one.as_of > same[0].as_of):
            same[0].has_responsibility, same[0].source, same[0].as_of = one.has_responsibility, one.source, one.as_of
            same[0].save(update_fields=["has_responsibility", "source", "as_of"])
    if child.school_owner_id == arrived.school_owner_id:
        ties = KnownRelation.objects.filter(pupil=child).order_by("pk")
        KnownRelation.objects.bulk_create(
            (
                KnownRelation(
                    school_owner_id=one.school_owner_id, person_id=one.person_id, pupil=arrived, kind=one.kind
                )
                for one in ties
            ),
            ignore_conflicts=True,
        )


def _created(arrival: Arrival, name: str, born: str, source_key: bytes | None) -> Pupil:
    owner, uuid = arrival.school.school_owner_id, uuid4()
    key = new_data_key("child", owner, uuid)
    pupil = Pupil.objects.create(
        uuid=uuid, school=arrival.school, school_owner_id=owner, data_key_id=key.pk, grade=arrival.grade,
        source_key=source_key, sealed_name=seal(name, key=key, field=f"{PUPIL}sealed_name", row=uuid),
        sealed_birth_date=seal(born, key=key, field=f"{PUPIL}sealed_birth_date", row=uuid),
    )
    NameWord.objects.bulk_create(
        NameWord(school_owner_id=owner, word=word, pupil=pupil) for word in index_words(name, school_owner_id=owner)
    )
    return pupil


def _guardian(arrived: Pupil, one: Guardian, name: str, contact: str) -> None:
    """The same guardian, as far as it was known at the old school, from where and since when."""
    owner, uuid = arrived.school_owner_id, uuid4()
    key = new_data_key("guardian", owner, uuid)
    Guardian.objects.create(
        uuid=uuid, school_owner_id=owner, pupil=arrived, person=one.person, data_key_id=key.pk,
        sealed_name=seal(name, key=key, field=f"{GUARDIAN}sealed_name", row=uuid),
        sealed_contact=seal(contact, key=key, field=f"{GUARDIAN}sealed_contact", row=uuid),
        has_responsibility=one.has_responsibility, source=one.source, as_of=one.as_of,
    )
