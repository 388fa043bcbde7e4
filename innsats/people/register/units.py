"""The registers as JSON: the units of the national school register (NSR), upper secondary schools included.

Read from what consumers of the service publish, since it has no public specification: tolerant of spelling, and a unit
that lacks what is needed is listed, never completed by a guess.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from .rows import LAST_GRADE, LONGEST_NAME, Broken, Odd, Oddity, SchoolRow, Table
from .tables import text_of

NUMBER = ("Organisasjonsnummer", "Orgnr", "OrgNr")
MUNICIPALITY = ("Kommunenr", "Kommunenummer")


def schools_of(table: Table) -> tuple[list[SchoolRow], list[Odd]]:
    """The active schools among the units, and the units that are none or lack something. A line is a unit's place.

    The public upper secondary and combined schools are the county's. Raises Broken.
    """
    found, odd = [], []
    for place, unit in enumerate(_units(table), start=1):
        name = _name(unit)
        if unit.get("ErAktiv") is False:
            continue
        is_neither = unit.get("ErGrunnskole") is False and unit.get("ErVideregaaendeSkole") is False
        if unit.get("ErSkole") is False or is_neither:
            odd.append(Odd(table.name, place, name, Oddity.NOT_A_SCHOOL))
        elif missing := _missing(unit):
            odd.append(Odd(table.name, place, name, Oddity.FIELD_MISSING, ", ".join(missing)))
        else:
            found.append(_school(table, place, unit, name))
    return found, odd


def _units(table: Table) -> Iterator[dict[str, Any]]:
    try:
        content = json.loads(text_of(table))
    except json.JSONDecodeError as error:
        raise Broken(table.name, error.lineno, f"expected JSON ({error.msg})") from None
    except RecursionError:
        raise Broken(table.name, 1, "expected units, found lists within lists") from None
    pages = content if isinstance(content, list) else [content]
    place = 0
    for page in pages:
        units = page["EnhetListe"] if isinstance(page, dict) and "EnhetListe" in page else [page]
        if not isinstance(units, list):
            raise Broken(table.name, 1, "expected EnhetListe to be a list of units")
        for unit in units:
            place += 1
            if not isinstance(unit, dict) or "AntallSider" in unit:
                raise Broken(table.name, place, "expected a unit with Organisasjonsnummer and Navn")
            yield unit


def _missing(unit: dict[str, Any]) -> list[str]:
    """The names of the fields that are needed, and absent or not to be understood."""
    found = []
    if not _first(unit, NUMBER):
        found.append(NUMBER[0])
    if not _name(unit):
        found.append("Navn")
    if not _first(unit, MUNICIPALITY):
        found.append(MUNICIPALITY[0])
    if not (unit.get("ErGrunnskole") is True or unit.get("ErVideregaaendeSkole") is True):
        found.append("ErGrunnskole/ErVideregaaendeSkole")
    if _is_private(unit) is None:
        found.append("ErPrivatskole/ErOffentligSkole")
    return found


def _is_private(unit: dict[str, Any]) -> bool | None:
    """None when the two fields are both absent, or say opposite things."""
    private, public = unit.get("ErPrivatskole"), unit.get("ErOffentligSkole")
    if private is None:
        return (not public) if isinstance(public, bool) else None
    return private if isinstance(private, bool) and public in (None, not private) else None


def _school(table: Table, place: int, unit: dict[str, Any], name: str) -> SchoolRow:
    is_primary, is_upper = unit.get("ErGrunnskole") is True, unit.get("ErVideregaaendeSkole") is True
    municipality = _digits(table, place, MUNICIPALITY, _first(unit, MUNICIPALITY), 4)
    lowest, highest = (_grade(table, place, unit, field) for field in ("SkoletrinnGSFra", "SkoletrinnGSTil"))
    if lowest and highest and lowest > highest:
        raise Broken(table.name, place, f"expected SkoletrinnGSFra ≤ SkoletrinnGSTil, found {lowest} and {highest}")
    is_private = bool(_is_private(unit))
    owner = ("county", municipality[:2]) if is_upper else ("municipality", municipality)
    odd = (Oddity.NO_GRADES,) if is_primary and (lowest is None or highest is None) else ()
    return SchoolRow(
        file=table.name,
        line=place,
        name=name,
        organisation_number=_digits(table, place, NUMBER, _first(unit, NUMBER), 9),
        municipality_number=municipality,
        kind="combined" if is_primary and is_upper else "upper_secondary" if is_upper else "primary",
        ownership="private" if is_private else "public",
        owner=None if is_private else owner,
        lowest_grade=lowest,
        highest_grade=highest,
        odd=(*odd, Oddity.PUBLIC_COMBINED) if is_primary and is_upper and not is_private else odd,
    )


def _name(unit: dict[str, Any]) -> str:
    name = unit.get("Navn")
    plain = unicodedata.normalize("NFC", " ".join(name.split())) if isinstance(name, str) else ""
    return plain if len(plain) <= LONGEST_NAME else ""


def _first(unit: dict[str, Any], names: tuple[str, ...]) -> str:
    """The first of these fields that is there, as text; municipality numbers lose their first zero as numbers."""
    value = next((unit[name] for name in names if unit.get(name) not in (None, "")), "")
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:04}" if names is MUNICIPALITY else str(value)
    return value.strip() if isinstance(value, str) else ""


def _digits(table: Table, place: int, names: tuple[str, ...], value: str, count: int) -> str:
    if not re.fullmatch(rf"[0-9]{{{count}}}", value):
        raise Broken(table.name, place, f"expected {names[0]} to be {count} digits, found {value[:40]!r}")
    return value


def _grade(table: Table, place: int, unit: dict[str, Any], field: str) -> int | None:
    """A grade, or None where the register has none, which it also writes as 0."""
    value = unit.get(field)
    if value in (None, "", 0, "0"):
        return None
    number = int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,2}", value) else value
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= LAST_GRADE:
        found = f"found {str(value)[:40]!r}"
        raise Broken(table.name, place, f"expected {field} to be a grade from 1 to {LAST_GRADE}, {found}")
    return number
