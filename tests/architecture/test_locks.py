"""A row that is held is held against those who write in it, not against those who point at it.

PostgreSQL asks at the commit whether the row a new one points at is there, and waits for whoever has it `FOR UPDATE`:
two who hold a row each and point at the other's would wait for one another. No key of ours ever changes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction

from innsats.people.models import School
from innsats.people.queries.units import lock_unit
from tests import world
from tests.cases.test_at_once import at_once

ROOT = Path(__file__).resolve().parents[2] / "innsats"


def locks() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update":
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_no_lock_is_against_those_who_point_at_the_row() -> None:
    found = list(locks())
    assert len(found) > 40
    assert [where for where, call in found if "no_key" not in {one.arg for one in call.keywords}] == []


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one who writes at a time")
@pytest.mark.usefixtures("committed")
def test_a_row_comes_in_that_points_at_one_that_is_held() -> None:
    owner = world.a_school().school_owner

    def another() -> School:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
            return world.a_school("Åsen skole", owner=owner)

    with transaction.atomic():
        lock_unit(owner.uuid)
        (came,) = at_once([another])
    assert isinstance(came, School)
