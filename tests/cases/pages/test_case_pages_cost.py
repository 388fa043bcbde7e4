"""What a page of the case costs: as much with three rows as with one."""

from __future__ import annotations

import pytest

from innsats.cases.actions import admit_to_team, note_inquiry, secure_safety
from innsats.cases.models import Note
from innsats.vault import keys
from tests import world
from tests.desk.plans import asked, whole_tables_read

pytestmark = pytest.mark.django_db
TABS = ("", "personer/", "undersokelse/", "plan/", "logg/")


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def rektor(client, case):
    return world.signed_in(client, world.principal_of(case.school))


HEAD_QUERIES = 8  # session, viewer (3), case, standing, look, clocks


def by(case):
    return world.actor(world.principal_of(case.school))


def address(case, tab=""):
    return f"/saker/{case.number}/{tab}"


def note(case, text="Han sto ved gjerdet.", **more):
    given = {"method": "talk", "perspective": "staff", "question": "facts"} | more
    return note_inquiry(case.uuid, by=by(case), at=given.pop("at", world.AT), text=text, **given)


@pytest.mark.parametrize(
    ("tab", "queries"),
    [
        ("", HEAD_QUERIES + 5),  # calendar, safety, corrections, rights, what was agreed
        ("personer/", HEAD_QUERIES + 6),  # calendar, workers, parties, guardians, declarations, moves
        ("undersokelse/", HEAD_QUERIES + 6),  # calendar, notes, hearings, contacts, stop talks, corrections
        ("plan/", HEAD_QUERIES + 4),  # calendar, activations, measures, hearings
        ("logg/", HEAD_QUERIES + 5),  # calendar, parties, events, people, those cleared
    ],
)
@pytest.mark.parametrize("count", [1, 3])
def test_a_tab_costs_the_same_with_one_row_and_with_three(
    rektor, case, tab, queries, count, django_assert_num_queries
):
    for number in range(count):
        world.with_draft(case)
        note(case)
        world.heard(case)
        secure_safety(case.subject, by=by(case), at=world.AT, text="Trygg.")
        member = world.an_employee(case.school, f"Ansatt {number}")
        admit_to_team(case.uuid, by=by(case), at=world.AT, member=member.uuid)
    assert Note.objects.filter(case=case).count() == count
    rektor.get(address(case, tab))
    with django_assert_num_queries(queries):
        assert rektor.get(address(case, tab)).status_code == 200


@pytest.mark.parametrize("tab", TABS)
def test_no_tab_costs_more_than_fifteen_queries_the_first_time_in_the_hour_with_no_key_remembered(
    rektor, case, tab, django_assert_max_num_queries
):
    world.measures_started(world.with_plan(case))
    world.with_draft(case)
    rektor.get(address(case, tab))
    keys.forget()
    with django_assert_max_num_queries(15):
        rektor.get(address(case, tab))


@pytest.mark.parametrize("tab", [*TABS, "oppfolging/"])
def test_a_case_that_is_followed_up_costs_no_more_than_fifteen_queries_either(
    client, tab, django_assert_max_num_queries
):
    case = world.followed()
    page = world.signed_in(client, world.principal_of(case.school))
    page.get(address(case, tab))
    with django_assert_max_num_queries(15):
        assert page.get(address(case, tab)).status_code == 200


@pytest.mark.parametrize("tab", ["oppfolging/", "avslutning/", "oppfolging/start/", "oppfolging/samtaler/"])
def test_no_page_of_the_follow_up_reads_a_whole_table(client, tab):
    case = world.followed()
    page = world.signed_in(client, world.principal_of(case.school))
    page.get(address(case, tab))
    with asked() as queries:
        page.get(address(case, tab))
    assert queries and whole_tables_read(queries) == []


@pytest.mark.parametrize("tab", [*TABS, "plan/versjoner/", "mottak/", "team/", "parter/", "rettigheter/", "samtaler/"])
def test_no_page_reads_a_whole_table(rektor, case, tab):
    world.measures_started(world.with_plan(case))
    world.with_draft(case)
    rektor.get(address(case, tab))
    with asked() as queries:
        rektor.get(address(case, tab))
    assert queries and whole_tables_read(queries) == []
