"""No list of this slice reads a whole table: the indexes are used, on SQLite as the planner says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from innsats.people.calendars import calendar_of
from innsats.people.queries.folk import colleagues_at, people_for, person_for
from innsats.people.queries.pupils import pupils_for
from innsats.people.queries.units import units_of
from innsats.people.viewers import viewer_of
from tests import world
from tests.world import AT, actor

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans are SQLite's"),
]


def scans_of(run) -> list[str]:
    """The steps of the query plans of `run` that read a whole table."""
    with CaptureQueriesContext(connection) as caught:
        run()
    plans = []
    for query in caught.captured_queries:
        if query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plans += [row[3] for row in cursor.fetchall()]
    assert plans
    return [step for step in plans if step.startswith("SCAN") and "CONSTANT" not in step]


@pytest.mark.parametrize("who", ["rektor", "officer"])
def test_lists_of_people_and_pupils_read_no_whole_table(who):
    school = world.a_school()
    person = world.a_principal(school) if who == "rektor" else world.an_officer(school.school_owner)
    world.a_pupil(school)
    viewer = viewer_of(actor(person), AT)
    asked = {
        "viewer_of": lambda: viewer_of(actor(person), AT),
        "people_for": lambda: people_for(viewer),
        "person_for": lambda: person_for(viewer, person.uuid),
        "units_of": lambda: units_of(viewer),
        "colleagues_at": lambda: colleagues_at(viewer),
        "calendar_of": lambda: calendar_of(school.school_owner_id),
    } | ({"pupils_for": lambda: pupils_for(viewer, "Noah Lien")} if who == "rektor" else {})
    assert {name: steps for name, run in asked.items() if (steps := scans_of(run))} == {}
