"""A member's own days for a calendar program that cannot sign in: dates, and nothing of whom they are about."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from innsats.assistance.actions import end_assistance
from innsats.assistance.views import calendars
from innsats.people.models import Person
from innsats.rules.impartiality import Relation
from innsats.teams.actions import close_calendar, end_membership, note_absence, open_calendar
from innsats.teams.models import Membership
from tests import world
from tests.assistance.helping import asked_for_help, helped

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def pia(team):
    return Membership.objects.get(person__name="Pia Tangen")


@pytest.fixture
def officer(team):
    return {"by": world.actor(world.officer_of(team.school_owner)), "at": world.AT}


@pytest.fixture
def address(pia):
    return address_of(pia.person)


def address_of(person):
    return f"/kalender/{open_calendar(by=world.actor(person), at=world.AT).key}.ics"


def entries(address):
    """What anybody who has the address reads: (first day, the day after the last, what it says)."""
    answer = Client().get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    entry = r"DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)\r\nSUMMARY:(.*)\r\n"
    return re.findall(entry, answer.content.decode())


def uids(address):
    return re.findall(r"UID:(.*)\r\n", Client().get(address).content.decode())


def test_days_away_stand_there_until_they_are_over(address, pia, officer):
    note_absence(pia.uuid, starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=8), **officer)
    note_absence(pia.uuid, starts_on=TODAY + timedelta(days=1), ends_on=TODAY + timedelta(days=2), **officer)
    assert entries(address) == [("20260324", "20260326", "Borte fra teamet")]


def test_the_last_day_of_an_assignment_stands_there_and_nothing_of_the_case(address, case, begun):
    said = Client().get(address).content.decode()
    assert entries(address) == [("20260422", "20260423", "Siste dag for et oppdrag i teamet")]
    for secret in (case.number, str(case.pk), case.school.name, "Noah", "Hjelpeteamet", "Pia"):
        assert secret not in said


def test_two_members_cannot_be_tied_to_the_same_case_and_an_entry_keeps_its_name(address, begun):
    other = address_of(Person.objects.get(name="Dan Vold"))
    assert entries(address) == entries(other) and uids(address) != uids(other) and uids(address) == uids(address)


def test_what_the_member_may_not_see_is_not_there(address, case, begun, pia):
    world.a_known_relation(pia.person, case.pupil, Relation.PARENT)
    world.declared(case, pia.person, ties={case.pupil: Relation.PARENT})
    assert entries(address) == []


def test_what_the_team_has_left_is_not_there(address, case, begun, leader):
    end_assistance(case.pk, done="Samtaler", school_can="Samtaler", **leader)
    assert entries(address) == []


def test_an_address_that_is_over_is_as_one_that_never_was(address, pia, officer, client):
    close_calendar(by=world.actor(pia.person), at=world.AT)
    over, nothing = client.get(address), client.get("/kalender/c0ffee.ics")
    assert over.status_code == nothing.status_code == 404 and over.content == nothing.content
    again = address_of(pia.person)
    end_membership(pia.uuid, **officer)
    assert client.get(again).status_code == 404


def test_wrong_addresses_are_counted_and_a_right_one_is_answered_all_the_same(address, client, monkeypatch):
    monkeypatch.setattr(calendars, "WRONG_COUNT", 2)
    assert [client.get(address).status_code for _ in range(3)] == [200] * 3
    assert [client.get("/kalender/c0ffee.ics").status_code for _ in range(3)] == [404, 404, 429]
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("count", [1, 2])
def test_it_asks_the_same_for_few_and_many(address, client, case, team, pia, officer, count, django_assert_num_queries):
    for number in range(count):
        one = world.received(world.a_case(pupil=world.a_pupil(case.school, f"Elev {number}")))
        asked_for_help(one, team)
        helped(one, team)
        day = TODAY + timedelta(days=number)
        note_absence(pia.uuid, starts_on=day, ends_on=day, **officer)
    assert len(entries(address)) == 2 * count
    with django_assert_num_queries(7):
        client.get(address)
