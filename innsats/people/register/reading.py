"""The three files as one register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from . import tables, units
from .offering import weighed
from .rows import Odd, Oddity, OwnerRow, Register, SchoolRow, Table

BY_NAME = (Oddity.ADULT_EDUCATION, Oddity.LANGUAGE_CENTRE, Oddity.SERVICE_UNIT, Oddity.LEARNING_CENTRE)
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def read(counties: Table, municipalities: Table, schools: Table) -> Register:
    """Owners and schools, and every odd row in the order of the file. SCHOOLS may end in `.json`.

    A public school whose municipality or county is in no file gets an owner made for that number, and is listed.
    Raises Broken.
    """
    owners, odd = tables.owners_of(counties, municipalities)
    listed = list(odd)
    if schools.name.lower().endswith(".json"):
        rows, odd_units = units.schools_of(schools)
        listed += odd_units
    else:
        rows = tables.schools_of(schools)
    kept, twice = _once_each(schools.name, rows)
    listed += twice
    kept, made = _owned(kept, owners)
    shared = _shared_numbers(kept)
    kept = [weighed(_with_odd_number(row, shared)) for row in kept]
    listed += [
        Odd(schools.name, row.line, row.name, oddity, row.organisation_number, row.offered or oddity not in BY_NAME)
        for row in kept
        for oddity in row.odd
    ]
    in_order = sorted(listed, key=lambda odd: (odd.file == schools.name, odd.line))
    return Register(owners=(*owners, *made), schools=tuple(kept), odd=tuple(in_order))


def is_organisation_number(number: str) -> bool:
    """Whether the last digit is the check digit (modulus 11) of the eight before it."""
    rest = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)) % 11
    return (11 - rest) % 11 == int(number[-1])


def _once_each(file: str, rows: Iterable[SchoolRow]) -> tuple[list[SchoolRow], list[Odd]]:
    kept: dict[tuple[str, str], SchoolRow] = {}
    twice = []
    for row in rows:
        if row.identity in kept:
            twice.append(Odd(file, row.line, row.name, Oddity.ROW_TWICE, row.organisation_number))
        else:
            kept[row.identity] = row
    return list(kept.values()), twice


def _owned(rows: list[SchoolRow], owners: tuple[OwnerRow, ...]) -> tuple[list[SchoolRow], list[OwnerRow]]:
    """Each row with an owner that exists; and the owners that had to be made for a number."""
    known = {(owner.kind, owner.number) for owner in owners}
    of_county = {owner.county_number: (owner.kind, owner.number) for owner in owners if owner.county_number}
    made: dict[tuple[str, str], OwnerRow] = {}
    found = []
    for row in rows:
        key = row.owner
        if key and key[0] == "county":
            key = of_county.get(key[1], key)
        if key and key not in known:
            made[key] = _made(key)
            row = row.with_odd(Oddity.MUNICIPALITY_UNKNOWN if key[0] == "municipality" else Oddity.COUNTY_UNKNOWN)
        elif not key and ("municipality", row.municipality_number) not in known:
            row = row.with_odd(Oddity.MUNICIPALITY_UNKNOWN)
        found.append(row.owned_by(key))
    return found, list(made.values())


def _made(key: tuple[str, str]) -> OwnerRow:
    kind, number = key
    word = "Kommune" if kind == "municipality" else "Fylke"
    county = number if kind == "county" else ""
    return OwnerRow(kind=kind, number=number, name=f"{word} {number}", county_number=county, is_in_register=False)


def _shared_numbers(rows: list[SchoolRow]) -> frozenset[str]:
    counted = Counter(row.organisation_number for row in rows)
    return frozenset(number for number, count in counted.items() if count > 1)


def _with_odd_number(row: SchoolRow, shared: frozenset[str]) -> SchoolRow:
    if row.organisation_number in shared:
        row = row.with_odd(Oddity.NUMBER_ON_SEVERAL)
    return row if is_organisation_number(row.organisation_number) else row.with_odd(Oddity.NUMBER_FAILS_CHECK)
