"""What a file of pupils says, row by row, and what is odd or wrong about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Oddity(StrEnum):
    """What is worth a look. The row is taken all the same."""

    COLUMN_UNKNOWN = "column_unknown"
    RESPONSIBILITY_UNREAD = "responsibility_unread"
    SOURCE_UNREAD = "source_unread"
    EMAIL_UNREAD = "email_unread"
    PHONE_UNREAD = "phone_unread"
    GUARDIAN_NAMELESS = "guardian_nameless"
    NO_GUARDIAN = "no_guardian"
    ROW_TWICE = "row_twice"
    NAME_OF_A_PUPIL = "name_of_a_pupil"
    TWO_ALIKE = "two_alike"
    BIRTH_DATE_CHANGED = "birth_date_changed"
    OLDER_THAN_KNOWN = "older_than_known"
    GUARDIAN_GONE = "guardian_gone"
    TYPED_IN_ALONE = "typed_in_alone"
    MOVED_SINCE = "moved_since"


WHY = {
    Oddity.COLUMN_UNKNOWN: "this column is not known, and not used",
    Oddity.RESPONSIBILITY_UNREAD: "parental responsibility is said in a way we do not read; it stays unknown",
    Oddity.SOURCE_UNREAD: "where it is known from is said in a way we do not read; taken as the school system's",
    Oddity.EMAIL_UNREAD: "this is no e-mail address; left out",
    Oddity.PHONE_UNREAD: "this is no telephone number; left out",
    Oddity.GUARDIAN_NAMELESS: "a guardian without a name; left out",
    Oddity.NO_GUARDIAN: "has no guardian in the file",
    Oddity.ROW_TWICE: "says the same as an earlier line",
    Oddity.NAME_OF_A_PUPIL: "the guardian has the name of a pupil; kept, since no birth date says that it is one",
    Oddity.TWO_ALIKE: "same name and birth date as another pupil, and another id: taken as two",
    Oddity.BIRTH_DATE_CHANGED: "the birth date is another than before",
    Oddity.OLDER_THAN_KNOWN: "what is registered about responsibility is newer, and stays",
    Oddity.GUARDIAN_GONE: "an earlier guardian is no longer in the file; kept, and marked",
    Oddity.MOVED_SINCE: "has gone to another school, and is there still; left out here",
    Oddity.TYPED_IN_ALONE: "was typed in by hand and is not in the file; kept as it is",
}


@dataclass(frozen=True, slots=True)
class Odd:
    """One thing worth a look: its line (0: none), who or what, and the reason."""

    line: int
    about: str
    oddity: Oddity


@dataclass(frozen=True, slots=True)
class Wrong:
    """One reason why the file cannot be used. Line 0: the file as a whole."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


class Broken(Exception):
    """A file that cannot be used, with every reason that was found. Nothing of it is used."""

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__("; ".join(map(str, wrong)))
        self.wrong = wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRow:
    """A guardian of one pupil. `has_responsibility` None: the file does not say. `as_of` None: the date of the file."""

    line: int
    name: str
    relation: str = ""
    phone: str = ""
    email: str = ""
    has_responsibility: bool | None = None
    source: str = "school_system"
    as_of: date | None = None
    born: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRow:
    """A pupil, known by the id that the source system gives."""

    line: int
    source_id: str
    name: str
    born: date
    grade: int | None = None
    class_name: str = ""
    guardians: tuple[GuardianRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The pupils of one school as the file says, each once, and what is odd about it."""

    pupils: tuple[PupilRow, ...]
    odd: tuple[Odd, ...] = ()
