"""What the national registers say, row by row, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

LAST_PRIMARY_GRADE, LAST_GRADE = 10, 13
LONGEST_NAME = 200


class Oddity(StrEnum):
    """What is worth a look about one row. The row is kept unless the code says otherwise."""

    NUMBER_ON_SEVERAL = "number_on_several"
    NUMBER_FAILS_CHECK = "number_fails_check"
    NO_GRADES = "no_grades"
    GRADES_ABOVE_TEN = "grades_above_ten"
    MUNICIPALITY_UNKNOWN = "municipality_unknown"
    COUNTY_UNKNOWN = "county_unknown"
    COUNTY_DIFFERS = "county_differs"
    PUBLIC_COMBINED = "public_combined"
    ADULT_EDUCATION = "adult_education"
    LANGUAGE_CENTRE = "language_centre"
    SERVICE_UNIT = "service_unit"
    LEARNING_CENTRE = "learning_centre"
    ALSO_ADULTS = "also_adults"
    ROW_TWICE = "row_twice"  # kept once
    FIELD_MISSING = "field_missing"  # not kept
    NOT_A_SCHOOL = "not_a_school"  # not kept
    OWNER_DIFFERS = "owner_differs"  # the school keeps the owner it has
    GONE = "gone"  # kept, though the file no longer has it


@dataclass(frozen=True, slots=True)
class Odd:
    """One row that is worth a look: its file and line, its name and the reason. Line 0: the row is in no file.

    `about` is its number, or what is missing; `is_offered` is False when this is why children cannot choose it.
    """

    file: str
    line: int
    name: str
    oddity: Oddity
    about: str = ""
    is_offered: bool = True


class Broken(Exception):
    """A file that cannot be read. Nothing of it is used."""

    def __init__(self, file: str, line: int, expected: str) -> None:
        super().__init__(f"{file}, line {line}: {expected}")
        self.file, self.line, self.expected = file, line, expected


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRow:
    """A municipality or county. `county_number` is set on whoever has a county's duties."""

    kind: str
    number: str
    name: str
    county_number: str = ""
    is_in_register: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """A school. `owner` is (kind, number) of a public owner; a private school without one gets an owner of its own."""

    line: int = 0
    file: str = ""
    name: str
    organisation_number: str
    municipality_number: str
    kind: str = "primary"
    ownership: str = "public"
    owner: tuple[str, str] | None = None
    lowest_grade: int | None = None
    highest_grade: int | None = None
    offered: bool = True
    odd: tuple[Oddity, ...] = ()

    @property
    def identity(self) -> tuple[str, str]:
        """Organisation number and name: some numbers stand on several schools."""
        return (self.organisation_number, self.name)

    def with_odd(self, *oddities: Oddity, offered: bool | None = None) -> SchoolRow:
        """The same row with more that is odd about it, and perhaps no longer offered."""
        return replace(self, odd=(*self.odd, *oddities), offered=self.offered if offered is None else offered)

    def owned_by(self, owner: tuple[str, str] | None) -> SchoolRow:
        return replace(self, owner=owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All owners and schools that the files know, and everything odd about them."""

    owners: tuple[OwnerRow, ...]
    schools: tuple[SchoolRow, ...]
    odd: tuple[Odd, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Table:
    """A file by name, for messages, and its bytes."""

    name: str
    content: bytes


def kind_by_grades(lowest: int | None, highest: int | None) -> str:
    """Grades 1 to 10 are primary, 11 to 13 upper secondary, and a school with both is combined."""
    if (highest or 0) <= LAST_PRIMARY_GRADE:
        return "primary"
    return "upper_secondary" if (lowest or 0) > LAST_PRIMARY_GRADE else "combined"
