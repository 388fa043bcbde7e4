"""What a file of pupils would change at a school: compared with everybody who is registered there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from innsats.vault.index import index_codes
from innsats.vault.sealing import open_all

from ..contacts import Contact, contact_of
from ..models import Guardian, NotInFile, Pupil, School
from ..naming import name_key
from ..pupilfile.rows import GuardianRow, Odd, Oddity, PupilRow, Roll, Wrong
from .moving import elsewhere_by_source

FROM_FILE = ("school_system", "national_register")


@dataclass(slots=True, kw_only=True)
class KnownGuardian:
    """A registered guardian, opened. `is_marked`: not in the newest file."""

    row: Guardian
    name: str
    contact: Contact
    is_marked: bool


@dataclass(slots=True, kw_only=True)
class KnownPupil:
    """A registered pupil, opened. `is_marked`: not in the newest file."""

    row: Pupil
    name: str
    born: str
    is_marked: bool
    guardians: list[KnownGuardian] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianChange:
    """A guardian of the file beside the registered one (None: a new one), and what differs."""

    given: GuardianRow
    known: KnownGuardian | None
    contact: Contact
    responsibility: bool | None = None
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilChange:
    """A pupil of the file beside the registered one (None: a new one), and what differs. No facts: nothing does."""

    given: PupilRow
    source_key: bytes
    known: KnownPupil | None
    facts: tuple[str, ...] = ()
    guardians: tuple[GuardianChange, ...] = ()
    gone: tuple[KnownGuardian, ...] = ()
    came_from: Pupil | None = None  # where the pupil stands at another school of the owner, and leaves now

    @property
    def what(self) -> str:
        if self.came_from is not None:
            return "moved"
        return "new" if self.known is None else "changed" if self.facts else "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the file would change, row by row; who has left it; what is odd, and what is wrong. `as_of`: its date."""

    pupils: tuple[PupilChange, ...]
    left: tuple[KnownPupil, ...]
    odd: tuple[Odd, ...]
    wrong: tuple[Wrong, ...]
    as_of: date

    @property
    def are_none(self) -> bool:
        return all(one.what == "unchanged" for one in self.pupils) and all(one.is_marked for one in self.left)


def compared(school: School, roll: Roll, as_of: date) -> Changes:
    """What this roll, as of this day, would change at the school now."""
    return _Comparing(school, roll, as_of).done()


class _Comparing:
    """One roll beside the register of one school."""

    def __init__(self, school: School, roll: Roll, as_of: date) -> None:
        self.roll, self.as_of = roll, as_of
        self.odd, self.wrong = list(roll.odd), list[Wrong]()
        everybody = _everybody_at(school)
        self.known = [one for one in everybody if one.row.left_on is None]
        self.moved = [one for one in everybody if one.row.left_on is not None]
        self.keys = index_codes([row.source_id for row in roll.pupils], school_owner_id=school.school_owner_id)
        self.by_source = {bytes(one.row.source_key): one for one in everybody if one.row.source_key}
        self.elsewhere = elsewhere_by_source(school, self.keys)
        self.by_name: dict[frozenset[str], list[KnownPupil]] = {}
        for one in self.known:
            self.by_name.setdefault(name_key(one.name), []).append(one)
        self.met: set[UUID] = set()  # those typed in by hand that a row has been found to be
        self.has_guardians = any(row.guardians for row in roll.pupils)
        self.in_file = {name_key(row.name) for row in roll.pupils}

    def done(self) -> Changes:
        rows = (self._pupil(row, key) for row, key in zip(self.roll.pupils, self.keys, strict=True))
        pupils = tuple(one for one in rows if one is not None)
        met = {id(one.known) for one in pupils if one.known}
        others = [one for one in self.known if id(one) not in met]
        self.odd += [Odd(0, one.name, Oddity.TYPED_IN_ALONE) for one in others if not one.row.source_key]
        in_file = set(self.keys)
        others += [one for one in self.moved if bytes(one.row.source_key or b"") not in in_file]
        return Changes(
            pupils=pupils, left=tuple(one for one in others if one.row.source_key),
            odd=tuple(sorted(self.odd, key=lambda odd: odd.line)), wrong=tuple(self.wrong), as_of=self.as_of,
        )

    def _pupil(self, row: PupilRow, key: bytes) -> PupilChange | None:
        """What the row would change; None for a pupil who has gone from here to another school, and is there still."""
        came_from, known = self.elsewhere.get(key), self.by_source.get(key)
        if self._stays_there(came_from, known):
            self.odd.append(Odd(row.line, row.name, Oddity.MOVED_SINCE))
            return None
        known = known or self._typed_in(row)
        self._guardians_are_grown(row)
        if known is None:
            guardians = tuple(self._guardian(one, None) for one in row.guardians)
            return PupilChange(given=row, source_key=key, known=None, guardians=guardians, came_from=came_from)
        self._is_the_same(row, known)
        guardians = tuple(self._guardian(one, _named(one.name, known.guardians)) for one in row.guardians)
        gone = self._gone(row, known)
        facts = _facts(row, key, known)
        facts += ["guardians"] if gone or any(one.known is None or one.facts for one in guardians) else []
        return PupilChange(
            given=row, source_key=key, known=known, facts=tuple(facts), guardians=guardians, gone=tuple(gone),
            came_from=came_from,
        )

    def _stays_there(self, elsewhere: Pupil | None, known: KnownPupil | None) -> bool:
        """Whether the pupil came there after this file; or left here, and the other school's file has the pupil still.

        Two files that both name a pupil would otherwise send it to and fro. Who left for where no file tells of it, at
        another owner, is back when one has been without the pupil, and the next is not: the school system may be late.
        """
        left_on = known.row.left_on if known else None
        if elsewhere is None:
            is_back = known is not None and known.is_marked and left_on is not None and left_on < self.as_of
            return left_on is not None and not is_back
        is_newer = elsewhere.came_on is not None and elsewhere.came_on >= self.as_of
        return is_newer or (left_on is not None and not hasattr(elsewhere, "not_in_file"))

    def _typed_in(self, row: PupilRow) -> KnownPupil | None:
        """The pupil that was typed in by hand with this name and birth date. Several are no reason to choose one."""
        alike = [one for one in self.by_name.get(name_key(row.name), []) if one.born == row.born.isoformat()]
        by_hand = [one for one in alike if not one.row.source_key and one.row.pk not in self.met]
        if len(by_hand) > 1:
            self.wrong.append(Wrong(row.line, "several pupils with this name and birth date were typed in by hand"))
        elif alike and not by_hand:
            self.odd.append(Odd(row.line, row.name, Oddity.TWO_ALIKE))
        if len(by_hand) != 1:
            return None
        self.met.add(by_hand[0].row.pk)
        return by_hand[0]

    def _is_the_same(self, row: PupilRow, known: KnownPupil) -> None:
        if known.born == row.born.isoformat():
            return
        if name_key(known.name) & name_key(row.name):
            self.odd.append(Odd(row.line, row.name, Oddity.BIRTH_DATE_CHANGED))
        else:
            self.wrong.append(Wrong(row.line, "this id belongs to a pupil with another name and another birth date"))

    def _guardians_are_grown(self, row: PupilRow) -> None:
        """No guardian is a pupil at the school. Those of the file itself are told of when it is read."""
        for one in row.guardians:
            namesakes = self.by_name.get(name_key(one.name), [])
            if name_key(one.name) in self.in_file or not namesakes:
                continue
            if one.born and any(pupil.born == one.born.isoformat() for pupil in namesakes):
                self.wrong.append(Wrong(one.line, "the guardian has the name and the birth date of a pupil"))
            elif one.born is None:
                self.odd.append(Odd(one.line, one.name, Oddity.NAME_OF_A_PUPIL))

    def _guardian(self, given: GuardianRow, known: KnownGuardian | None) -> GuardianChange:
        contact = Contact(relation=given.relation, phone=given.phone, email=given.email)
        if known is None:
            return GuardianChange(given=given, known=None, contact=contact, responsibility=given.has_responsibility)
        contact = Contact(
            relation=given.relation or known.contact.relation, phone=given.phone or known.contact.phone,
            email=given.email or known.contact.email,
        )
        facts = {"name"} if given.name != known.name else set()
        facts |= {"contact"} if contact != known.contact else set()
        facts |= {"back"} if known.is_marked else set()
        said, held, as_of = given.has_responsibility, known.row.has_responsibility, given.as_of or self.as_of
        is_newer = as_of > known.row.as_of
        if said is not None and said != held and held is not None and as_of < known.row.as_of:
            self.odd.append(Odd(given.line, given.name, Oddity.OLDER_THAN_KNOWN))
        elif said is not None and (said != held or is_newer):
            facts |= {"responsibility"}
        return GuardianChange(
            given=given, known=known, contact=contact, responsibility=said, facts=frozenset(facts)
        )

    def _gone(self, row: PupilRow, known: KnownPupil) -> list[KnownGuardian]:
        """The guardians that came from a file and are no longer in it, save when the file has no guardians at all."""
        if not self.has_guardians:
            return []
        named = {name_key(one.name) for one in row.guardians}
        others = [one for one in known.guardians if name_key(one.name) not in named and one.row.source in FROM_FILE]
        gone = [one for one in others if not one.is_marked]
        self.odd += [Odd(row.line, one.name, Oddity.GUARDIAN_GONE) for one in gone]
        return gone


def _facts(row: PupilRow, key: bytes, known: KnownPupil) -> list[str]:
    """What differs about the pupil. What the file does not say is no difference."""
    differs = {
        "id": bytes(known.row.source_key or b"") != key,
        "name": row.name != known.name,
        "birth date": row.born.isoformat() != known.born,
        "grade": row.grade is not None and row.grade != known.row.grade,
        "class": bool(row.class_name) and row.class_name != known.row.class_name,
        "back in the file": known.is_marked,
        "back at the school": known.row.left_on is not None,
    }
    return [fact for fact, is_so in differs.items() if is_so]


def _named(name: str, guardians: Iterable[KnownGuardian]) -> KnownGuardian | None:
    return next((one for one in guardians if name_key(one.name) == name_key(name)), None)


def _everybody_at(school: School) -> list[KnownPupil]:
    """All pupils of the school with their guardians, opened in one batch."""
    rows = list(Pupil.objects.filter(school_owner_id=school.school_owner_id, school=school).order_by("pk"))
    held = Guardian.objects.filter(school_owner_id=school.school_owner_id, pupil__school=school)
    adults = list(held.order_by("pupil_id", "pk"))
    marks = NotInFile.objects.filter(school_owner_id=school.school_owner_id)
    marked = {one for pair in marks.values_list("pupil_id", "guardian_id") for one in pair if one}
    texts = iter(open_all([
        *((sealed, row.pk) for row in rows for sealed in (row.sealed_name, row.sealed_birth_date)),
        *((sealed, row.pk) for row in adults for sealed in (row.sealed_name, row.sealed_contact)),
    ]))
    known = {
        row.pk: KnownPupil(row=row, name=next(texts), born=next(texts), is_marked=row.pk in marked) for row in rows
    }
    for row in adults:
        one = KnownGuardian(
            row=row, name=next(texts), contact=contact_of(next(texts)), is_marked=row.pk in marked
        )
        known[row.pupil_id].guardians.append(one)
    return list(known.values())
