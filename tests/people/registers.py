"""Small made-up registers, as untidy as the real ones; and the real ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from innsats.people.register.reading import read
from innsats.people.register.rows import Register, Table

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason=f"the real registers are not at hand in {REAL}")

COUNTIES = "county_number,name\r\n03,Oslo\r\n11,Rogaland\r\n"
MUNICIPALITIES = (
    "county_number,municipality_number,name\r\n03,0301,Oslo\r\n11,1101,Eigersund\r\n11,1103,Stavanger\r\n"
)
HEADER = "county_number,municipality_number,name,organisation_number,lowest_grade,highest_grade,ownership\r\n"
SCHOOLS = HEADER + (
    "11,1103,Solbakken skole,974590360,1,7,Offentlig\r\n"
    "03,0301,Voksen skole,974590727,1,7,Offentlig\r\n"
    "11,1101,Fagerlia privatskole,873626232,1,10,Privat\r\n"
)


def csv(content: str = SCHOOLS, name: str = "schools.csv") -> Table:
    return Table(name, content.encode())


def units(*some: dict, name: str = "schools.json", **page: object) -> Table:
    content = {"AntallSider": 1, "EnhetListe": list(some)} if page else list(some)
    return Table(name, json.dumps(content).encode())


def a_unit(**facts: object) -> dict:
    """A unit of the school register as its service gives it: a public primary school unless said otherwise."""
    return {
        "Organisasjonsnummer": "974590360", "Navn": "Solbakken skole", "Kommunenr": "1103", "ErAktiv": True,
        "ErSkole": True, "ErGrunnskole": True, "ErVideregaaendeSkole": False, "ErPrivatskole": False,
        "ErOffentligSkole": True, "SkoletrinnGSFra": 1, "SkoletrinnGSTil": 7,
    } | facts


def a_register(schools: Table | str = SCHOOLS) -> Register:
    table = csv(schools) if isinstance(schools, str) else schools
    return read(csv(COUNTIES, "counties.csv"), csv(MUNICIPALITIES, "municipalities.csv"), table)


def the_real_register() -> Register:
    names = ("counties.csv", "municipalities.csv", "primary_schools.csv")
    return read(*(Table(name, (REAL / name).read_bytes()) for name in names))
