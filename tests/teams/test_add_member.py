"""Somebody gets a place in a team: add_member."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.journal.models import Event
from innsats.people.models import Person
from innsats.rules.teams import Place, Profession
from innsats.rules.verdicts import Refused
from innsats.teams.actions import add_member
from innsats.teams.models import Membership
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def officer(school):
    return world.an_officer(school.school_owner)


@pytest.fixture
def team(school, officer):
    return world.a_team(school.school_owner)


def added(team, by, **given):
    facts = {"place": Place.CORE, "profession": Profession.PPT} | given
    return add_member(team.uuid, by=actor(by), at=AT, **facts)


def refused_codes(team, by, **given) -> list[str]:
    before = Membership.objects.count(), Person.objects.count()
    with pytest.raises(Refused) as refused:
        added(team, by, **given)
    assert (Membership.objects.count(), Person.objects.count()) == before
    return [one.code for one in refused.value.obstacles]


def test_somebody_new_is_registered_and_gets_a_place(team, officer):
    row = added(team, officer, name="Pia Tangen", email="pia@fjordvik.example", place=Place.LEADER)
    assert (row.person.name, row.place, row.profession, row.starts_on) == ("Pia Tangen", "leader", "ppt", AT.date())
    acts = list(Event.objects.filter(stream=team.subject.stream).order_by("seq").values_list("act", flat=True))
    assert acts == ["set_up_team", "add_member"]
    assert Event.objects.get(act="register_person", at=AT).because == "add_member"


def test_the_head_of_the_owner_may_register_somebody_for_the_team(team, school):
    head = world.a_head(school.school_owner)
    assert added(team, head, name="Pia Tangen").person.name == "Pia Tangen"


def test_rektor_takes_part_in_the_schools_own_team(school):
    rektor = world.a_principal(school)
    team = world.a_team(school)
    row = added(team, rektor, person=rektor.uuid, place=Place.LEADER, profession=Profession.LEADERSHIP)
    assert row.person == rektor


def test_nobody_is_in_the_team_twice_and_it_has_one_leader(team, officer):
    pia = world.a_member(team, place=Place.LEADER).person
    assert refused_codes(team, officer, person=pia.uuid) == ["member_already"]
    assert refused_codes(team, officer, name="Eva Lie", place=Place.LEADER) == ["leader_already"]
    assert refused_codes(team, officer, name="Ny", ends_on=date(2026, 1, 1)) == ["ends_before_start"]


def test_somebody_known_by_the_e_mail_is_not_added_a_second_time(team, officer):
    added(team, officer, name="Pia Tangen", email="pia@fjordvik.example")
    assert refused_codes(team, officer, name="Pia T", email="PIA@fjordvik.example") == ["member_already"]


def test_somebody_must_be_named(team, officer):
    assert refused_codes(team, officer) == ["text_missing"]


def test_a_stranger_is_not_chosen_by_a_request_made_by_hand(team, officer):
    stranger = world.an_employee(world.a_school("Ås skole"))
    assert refused_codes(team, officer, person=stranger.uuid) == ["unknown_person"]


def test_others_add_nobody(team, school):
    for person in (
        world.a_principal(school), world.an_employee(school), world.an_officer(world.an_owner("Nabo")),
    ):
        assert refused_codes(team, person, name="Pia") == ["wrong_part"]
