"""A family that wishes to wait is read by those who answer for the team, and a look of it is kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from innsats.assistance.queries.waitpages import wait_page
from innsats.journal.models import Look
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.assistance.helping import a_ready_team, leader_of
from tests.assistance.waiting import a_deputy, a_team_at, held
from tests.cases.refusals import not_visible
from tests.desk.plans import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def team(school):
    return a_team_at(school)


def seen_by(person, wait):
    return wait_page(viewer_of(world.actor(person), world.AT), wait.pk)


def test_the_leader_the_deputy_and_the_officer_read_it(school, team):
    wait = held(team, school)
    for person in (leader_of(team), a_deputy(team), world.officer_of(team.school_owner)):
        said = [pair["value"] for pair in seen_by(person, wait).pairs]
        assert "Han vil ikke på skolen." in said and "Vi vil tenke oss om." in said
    assert Look.objects.filter(act=Act.READ_FAMILY_WAIT, stream=wait.subject.stream).count() == 3


def test_nobody_else_does(school, team):
    wait = held(team, school)
    world.an_officer(world.an_owner("Nes kommune"), "Nina Nes")
    other = a_ready_team(team.school_owner, "Ane Bø", "Ida Ås", name="Det andre teamet")
    pia = team.membership_set.get(person__name="Pia Tangen").person
    head, employee = world.a_head(team.school_owner), world.an_employee(school, "Per Sand")
    for person in (pia, world.principal_of(school), head, employee, leader_of(other)):
        with not_visible():
            seen_by(person, wait)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_wait(client, school, team, count, monkeypatch):
    world.it_is(monkeypatch)
    for _ in range(count):
        held(team, school)
    client = world.signed_in(client, leader_of(team))
    address = reverse("family_waits", args=[team.uuid])
    client.get(address)
    with asked() as queries:
        page = client.get(address).content.decode()
    assert page.count("En familie venter på den første samtalen") == count
    assert len(queries) == 9


def test_a_family_at_another_owners_school_is_told_whose_the_team_is_and_who_hears_of_a_leadership(client, monkeypatch):
    """The officer of the team's owner knows of it, and never the board of the private school."""
    school = world.a_school("Lia friskole", private=True)
    owner = world.an_owner("Nes kommune")
    world.an_officer(owner, "Nina Nes")
    team = a_ready_team(owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    world.an_agreement(school.school_owner, team)
    wait = held(team, school)
    world.it_is(monkeypatch)
    leader = world.signed_in(client, leader_of(team))
    page = leader.get(reverse("read_family_wait", args=[wait.pk])).content.decode()
    assert "mottakeren hos Nes kommune" in page and "styret for skolen" not in page
    address = reverse("take_family_request", args=[team.uuid])
    assert "eller til styret for skolen når det handler om ledelsen" in leader.get(address).content.decode()
    world.a_school("Nes skole", owner=owner)
    assert "eller til den som eier skolen når det handler om ledelsen" in leader.get(address).content.decode()
