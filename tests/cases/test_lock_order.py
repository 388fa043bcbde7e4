"""The case is held before its report, and what is about a pupil before the pupil's row, so that nobody who writes in a
case is met head on (decision 0061).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from innsats.cases.actions import reroute_report
from innsats.cases.models import Case
from innsats.journal.actors import OPERATOR
from innsats.people.actions.importing import import_pupils
from innsats.people.actions.moving import move_pupil
from innsats.people.models import Pupil, School
from innsats.people.pupilfile.reading import read
from innsats.rules.reports import Concern
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=10)
HEAD = "elev_id;navn;fødselsdato;trinn"


def held_in_order(act: Callable[[], object]) -> list[str]:
    """The tables of which a row is held, in the order in which each was first."""
    with CaptureQueriesContext(connection) as asked:
        act()
    order: list[str] = []
    for one in asked.captured_queries:
        sql = one["sql"]
        cases = '"cases_case"."pupil_id" IN' in sql and 'FROM "cases_case"' in sql
        pupils = sql.startswith('UPDATE "people_pupil"') or ("KEY UPDATE" in sql and 'FROM "people_pupil"' in sql)
        for table, is_held in (("case", cases), ("pupil", pupils)):
            order += [table] if is_held and table not in order else []
    return order


def imported(school: School, name: str, grade: int) -> None:
    text = f"{HEAD}\n1;{name};2014-05-02;{grade}"
    import_pupils(school.uuid, read(text.encode(), on=LATER.date()), by=OPERATOR, at=LATER)


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    world.it_is(monkeypatch, LATER)
    return world.a_school()


@pytest.fixture
def case(school: School) -> Case:
    imported(school, "Noah Lien", 6)
    return world.a_case(school, pupil=Pupil.objects.get(school=school))


def test_a_pupil_is_moved_after_its_cases_are_held(case: Case) -> None:
    nabo = world.a_school("Åsen skole", owner=case.school.school_owner)
    moving = held_in_order(lambda: move_pupil(case.pupil_id, by=OPERATOR, at=LATER, school=nabo.uuid))
    assert moving == ["case", "pupil"]


def test_a_file_writes_of_a_pupil_after_its_cases_are_held(case: Case) -> None:
    assert held_in_order(lambda: imported(case.school, "Noah Moe Lien", 7)) == ["case", "pupil"]


def test_a_file_moves_a_pupil_after_its_cases_are_held(case: Case) -> None:
    nabo = world.a_school("Åsen skole", owner=case.school.school_owner)
    assert held_in_order(lambda: imported(nabo, "Noah Lien", 6)) == ["case", "pupil"]


def test_a_report_is_held_after_its_cases(school: School) -> None:
    case = world.a_case(school)
    report = case.casereport_set.get().report
    with CaptureQueriesContext(connection) as asked:
        reroute_report(report.pk, by=actor(world.principal_of(school)), at=LATER, concern=Concern.EMPLOYEE)
    said = [one["sql"] for one in asked.captured_queries]
    cases = next(i for i, sql in enumerate(said) if 'FROM "cases_case" INNER JOIN "cases_casereport"' in sql)
    report_row = next(i for i, sql in enumerate(said) if sql.startswith("SELECT") and '"cases_report"."words"' in sql)
    assert cases < report_row
