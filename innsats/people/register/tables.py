"""The registers as files with a header and commas. From bytes to rows, or `Broken`."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from .rows import (
    LAST_GRADE,
    LAST_PRIMARY_GRADE,
    LONGEST_NAME,
    Broken,
    Odd,
    Oddity,
    OwnerRow,
    SchoolRow,
    Table,
    kind_by_grades,
)

COUNTIES = ("county_number", "name")
MUNICIPALITIES = ("county_number", "municipality_number", "name")
SCHOOLS = (
    "county_number", "municipality_number", "name", "organisation_number", "lowest_grade", "highest_grade", "ownership",
)
OWNERSHIP = {"Offentlig": "public", "Privat": "private"}


def owners_of(counties: Table, municipalities: Table) -> tuple[tuple[OwnerRow, ...], tuple[Odd, ...]]:
    """The public owners. A county whose one municipality has its name is one owner that is both (Oslo).

    Raises Broken.
    """
    county_names: dict[str, str] = {}
    for line, row in rows_of(counties, COUNTIES):
        number = _digits(counties, line, "county_number", row["county_number"], 2)
        _once(counties, line, number, county_names)
        county_names[number] = _name(counties, line, row["name"])
    names: dict[str, str] = {}
    odd = []
    for line, row in rows_of(municipalities, MUNICIPALITIES):
        number = _digits(municipalities, line, "municipality_number", row["municipality_number"], 4)
        county = _digits(municipalities, line, "county_number", row["county_number"], 2)
        _once(municipalities, line, number, names)
        names[number] = _name(municipalities, line, row["name"])
        if number[:2] != county:
            odd.append(Odd(municipalities.name, line, names[number], Oddity.COUNTY_DIFFERS, county))
        if number[:2] not in county_names:
            odd.append(Odd(municipalities.name, line, names[number], Oddity.COUNTY_UNKNOWN, number[:2]))
    both = {
        county: inside[0]
        for county, name in county_names.items()
        if len(inside := [number for number in names if number[:2] == county]) == 1 and names[inside[0]] == name
    }
    owners = [
        OwnerRow(
            kind="municipality", number=number, name=name, county_number=number[:2] if number in both.values() else ""
        )
        for number, name in names.items()
    ]
    owners += [
        OwnerRow(kind="county", number=number, name=name, county_number=number)
        for number, name in county_names.items()
        if number not in both
    ]
    return tuple(owners), tuple(odd)


def schools_of(schools: Table) -> list[SchoolRow]:
    """The rows of the register of primary schools. Raises Broken.

    Chosen reading: municipalities run the public ones; the few with grades above ten are upper secondary, and the
    county's.
    """
    found = []
    for line, row in rows_of(schools, SCHOOLS):
        lowest = _grade(schools, line, "lowest_grade", row["lowest_grade"])
        highest = _grade(schools, line, "highest_grade", row["highest_grade"])
        if lowest and highest and lowest > highest:
            raise Broken(schools.name, line, f"expected lowest_grade ≤ highest_grade, found {lowest} and {highest}")
        if row["ownership"] not in OWNERSHIP:
            raise Broken(schools.name, line, f"expected ownership Offentlig or Privat, found {row['ownership']!r}")
        municipality = _digits(schools, line, "municipality_number", row["municipality_number"], 4)
        _digits(schools, line, "county_number", row["county_number"], 2)
        kind = kind_by_grades(lowest, highest)
        owner = ("municipality", municipality) if kind == "primary" else ("county", municipality[:2])
        found.append(
            SchoolRow(
                file=schools.name,
                line=line,
                name=_name(schools, line, row["name"]),
                organisation_number=_digits(schools, line, "organisation_number", row["organisation_number"], 9),
                municipality_number=municipality,
                kind=kind,
                ownership=OWNERSHIP[row["ownership"]],
                owner=owner if OWNERSHIP[row["ownership"]] == "public" else None,
                lowest_grade=lowest,
                highest_grade=highest,
                odd=_odd_grades(lowest, highest),
            )
        )
    return found


def rows_of(table: Table, header: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by column name, with its line number. Raises Broken for what is not such a file."""
    reader = csv.reader(io.StringIO(text_of(table), newline=""), strict=True)
    columns: list[str] | None = None
    try:
        for cells in reader:
            if columns is None:
                columns = cells
                if missing := [name for name in header if name not in columns]:
                    names = f"{','.join(header)}; {', '.join(missing)} not found"
                    raise Broken(table.name, 1, f"expected the columns {names}")
            elif cells:
                if len(cells) != len(columns):
                    raise Broken(table.name, reader.line_num, f"expected {len(columns)} values, found {len(cells)}")
                yield reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=True))
    except csv.Error as error:
        raise Broken(table.name, reader.line_num, f"expected values separated by commas ({error})") from None
    if columns is None:
        raise Broken(table.name, 1, f"expected the columns {','.join(header)}; the file is empty")


def text_of(table: Table) -> str:
    """The file as text. Raises Broken for anything but UTF-8, with or without a byte order mark."""
    try:
        text = table.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = table.content[: error.start].count(b"\n") + 1
        raise Broken(table.name, line, f"expected UTF-8, found the byte 0x{table.content[error.start]:02x}") from None
    if "\0" in text:
        raise Broken(table.name, text[: text.index("\0")].count("\n") + 1, "expected text, found NUL")
    return text


def _odd_grades(lowest: int | None, highest: int | None) -> tuple[Oddity, ...]:
    if lowest is None or highest is None:
        return (Oddity.NO_GRADES,)
    return (Oddity.GRADES_ABOVE_TEN,) if highest > LAST_PRIMARY_GRADE else ()


def _digits(table: Table, line: int, column: str, value: str, count: int) -> str:
    if not re.fullmatch(rf"[0-9]{{{count}}}", value):
        raise Broken(table.name, line, f"expected {column} to be {count} digits, found {value[:40]!r}")
    return value


def _grade(table: Table, line: int, column: str, value: str) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,2}", value) or not 1 <= int(value) <= LAST_GRADE:
        expected = f"expected {column} to be a grade from 1 to {LAST_GRADE} or empty"
        raise Broken(table.name, line, f"{expected}, found {value[:40]!r}")
    return int(value)


def _name(table: Table, line: int, value: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(value.split()))
    if not name or len(name) > LONGEST_NAME:
        raise Broken(table.name, line, f"expected a name of 1 to {LONGEST_NAME} signs, found {len(name)}")
    return name


def _once(table: Table, line: int, number: str, before: dict[str, str]) -> None:
    if number in before:
        raise Broken(table.name, line, f"expected each number once; {number} stands on {before[number]!r} already")
