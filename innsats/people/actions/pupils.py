"""Pupils and their guardians: registered with what names them sealed, and ties to staff that the school knows of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Relation
from innsats.rules.inputs import LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.index import index_words, words_of
from innsats.vault.keys import new_data_key
from innsats.vault.sealing import seal, sha256

from ..contacts import Contact
from ..models import Guardian, KnownRelation, NameWord, Person, Pupil, School
from ..queries.pupils import alike_at, pupil_named, same_name
from ..queries.units import lock_unit, person_named
from ..viewers import standing_at_unit, viewer_of

FIRST_GRADE, LAST_GRADE = 1, 13
SOURCES = ("typed_in", "from_family", "school_system", "national_register")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianGiven:
    """A guardian as given. `has_responsibility` None = not known. `person`: also somebody at work here.

    `born` is not kept: it shows that the guardian is no pupil of the same name.
    """

    name: str
    has_responsibility: bool | None = None
    person: UUID | None = None
    relation: str = ""
    phone: str = ""
    email: str = ""
    born: date | None = None


@action
def register_pupil(
    school: UUID, *, by: Actor, at: datetime, name: str, born: date, grade: int | None = None, class_name: str = "",
    guardians: Iterable[GuardianGiven] = (), source: str = "typed_in", as_of: date | None = None,
    born_again: date | None = None,
) -> Pupil:
    """Register a pupil with guardians. `source` and `as_of` say where parental responsibility is known from, and when.

    When somebody at the school has the same name, or is a twin, the birth date must be given once more (`born_again`).
    Raises Refused: for that (`is_this_another`, about the pupils), for the same pupil twice, and for unreadable input.
    """
    at_school = lock_unit(school)
    require(Act.REGISTER_PUPIL, standing_at_unit(viewer_of(by, at), at_school))
    name, given = " ".join(name.split()), list(guardians)
    refuse_if(_unreadable(name, born, grade, given, source, as_of, at))
    if not isinstance(at_school, School):
        raise Refused((Obstacle("unknown_school", law.HOUSE_PRACTICE),))
    refuse_if(_alike(at_school, name, born, born_again) + _grown(at_school, given, name, born))
    colleagues = {one.person: person_named(one.person) for one in given if one.person}
    pupil = _create_pupil(at_school, name, born, grade, class_name.strip()[:20])
    made = [
        _create_guardian(pupil, one, colleagues.get(one.person) if one.person else None, source, as_of or day_of(at))
        for one in given
    ]
    record(
        Act.REGISTER_PUPIL, at_school.subject, by=by, at=at, pupil=pupil.pk, sealed_name=sha256(pupil.sealed_name),
        guardians=[guardian.pk for guardian in made], source=source,
    )
    return pupil


@action
def note_relation(pupil: UUID, *, by: Actor, at: datetime, person: UUID, kind: Relation) -> KnownRelation:
    """Note a tie between an adult and a pupil: a hint that must be answered, never a verdict. Raises Refused."""
    child = pupil_named(pupil)
    school = lock_unit(child.school.uuid)
    require(Act.NOTE_RELATION, standing_at_unit(viewer_of(by, at), school))
    adult = person_named(person)
    relation, is_new = KnownRelation.objects.get_or_create(
        pupil=child, person=adult, kind=Relation(kind), defaults={"school_owner_id": child.school_owner_id}
    )
    if not is_new:
        raise Refused((Obstacle("recorded_already", law.HOUSE_PRACTICE),))
    record(Act.NOTE_RELATION, school.subject, by=by, at=at, relation=relation.pk)
    return relation


def _unreadable(
    name: str, born: date, grade: int | None, guardians: list[GuardianGiven], source: str, as_of: date | None,
    at: datetime,
) -> tuple[Obstacle, ...]:
    found = text_obstacles("name", name, longest=LONGEST_NAME) + time_obstacles("born", born, at=at)
    found += time_obstacles("as_of", as_of, at=at)
    for guardian in guardians:
        found += text_obstacles("guardian", guardian.name, longest=LONGEST_NAME)
        for text in (guardian.relation, guardian.phone, guardian.email):
            found += text_obstacles("contact", text, is_required=False, longest=LONGEST_NAME)
    if name.strip() and not words_of(name):
        found += (Obstacle("name_without_letters", law.HOUSE_PRACTICE),)
    if grade is not None and not FIRST_GRADE <= grade <= LAST_GRADE:
        found += (Obstacle("unknown_grade", law.HOUSE_PRACTICE),)
    if source not in SOURCES:
        found += (Obstacle("unknown_source", law.HOUSE_PRACTICE),)
    people = [guardian.person for guardian in guardians if guardian.person]
    if len(set(people)) < len(people):
        found += (Obstacle("guardian_twice", law.HOUSE_PRACTICE),)
    return found


def _alike(school: School, name: str, born: date, born_again: date | None) -> tuple[Obstacle, ...]:
    alike = alike_at(school, name, born)
    if any(one.born == born and same_name(one.name, name) for one in alike):
        return (Obstacle("pupil_is_here", law.HOUSE_PRACTICE, tuple(str(one.uuid) for one in alike)),)
    if alike and born_again != born:
        return (Obstacle("is_this_another", law.HOUSE_PRACTICE, tuple(str(one.uuid) for one in alike)),)
    return ()


def _grown(school: School, guardians: list[GuardianGiven], name: str, born: date) -> tuple[Obstacle, ...]:
    """No guardian is a pupil at the school, nor the pupil itself: the same name and the same birth date."""
    found = []
    for one in guardians:
        namesakes = [(pupil.name, pupil.born) for pupil in alike_at(school, one.name, one.born)] if one.born else []
        if any(same_name(one.name, other) and one.born == on for other, on in [*namesakes, (name, born)]):
            found.append(Obstacle("guardian_is_pupil", law.HOUSE_PRACTICE, ("guardian",)))
    return tuple(found)


def _create_pupil(school: School, name: str, born: date, grade: int | None, class_name: str) -> Pupil:
    uuid = uuid4()
    key = new_data_key("child", school.school_owner_id, uuid)
    pupil = Pupil.objects.create(
        uuid=uuid, school=school, school_owner_id=school.school_owner_id, data_key_id=key.pk, grade=grade,
        class_name=class_name,
        sealed_name=seal(name, key=key, field="people.Pupil.sealed_name", row=uuid),
        sealed_birth_date=seal(born.isoformat(), key=key, field="people.Pupil.sealed_birth_date", row=uuid),
    )
    NameWord.objects.bulk_create(
        NameWord(school_owner_id=school.school_owner_id, word=word, pupil=pupil)
        for word in index_words(name, school_owner_id=school.school_owner_id)
    )
    return pupil


def _create_guardian(pupil: Pupil, given: GuardianGiven, person: Person | None, source: str, as_of: date) -> Guardian:
    uuid = uuid4()
    contact = Contact(relation=given.relation.strip(), phone=given.phone.strip(), email=given.email.strip())
    key = new_data_key("guardian", pupil.school_owner_id, uuid)
    return Guardian.objects.create(
        uuid=uuid, school_owner_id=pupil.school_owner_id, pupil=pupil, person=person, data_key_id=key.pk,
        sealed_name=seal(" ".join(given.name.split()), key=key, field="people.Guardian.sealed_name", row=uuid),
        sealed_contact=seal(contact.as_text, key=key, field="people.Guardian.sealed_contact", row=uuid),
        has_responsibility=given.has_responsibility, source=source, as_of=as_of,
    )
