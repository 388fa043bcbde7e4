"""A team is set up for a school, or for all the schools of an owner: set_up_team."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.journal.actors import ANONYMOUS, OPERATOR
from innsats.journal.models import Event
from innsats.rules.verdicts import Refused
from innsats.teams.actions import set_up_team
from innsats.teams.models import Team
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def refused_codes(unit, by, **given) -> list[str]:
    before = list(Team.objects.order_by("pk").values_list())
    with pytest.raises(Refused) as refused:
        set_up_team(unit.uuid, by=by, at=AT, **({"name": "Beredskapsteamet"} | given))
    assert list(Team.objects.order_by("pk").values_list()) == before
    return [one.code for one in refused.value.obstacles]


def test_the_officer_sets_up_an_external_team_under_the_owners_own_name():
    owner = world.an_owner()
    team = set_up_team(owner.uuid, by=actor(world.an_officer(owner)), at=AT, name="  Beredskapsteamet ")
    assert (team.name, team.school, team.school_owner, team.starts_on) == ("Beredskapsteamet", None, owner, AT.date())
    event = Event.objects.get(act="set_up_team")
    assert (event.stream, event.facts["unit"]) == (f"team:{team.uuid}", str(owner.uuid))


def test_rektor_sets_up_the_schools_own_team_and_the_head_may_too():
    school = world.a_school()
    team = set_up_team(school.uuid, by=actor(world.a_principal(school)), at=AT, name="Innsatsteamet")
    assert (team.school, team.school_owner) == (school, school.school_owner)
    head = world.a_head(school.school_owner)
    assert set_up_team(school.school_owner.uuid, by=actor(head), at=AT, name="Innsatsteamet").school is None


def test_a_school_has_one_team_and_an_owner_no_two_of_one_name():
    school = world.a_school()
    officer = actor(world.an_officer(school.school_owner))
    world.a_team(school)
    world.a_team(school.school_owner, "Beredskapsteamet")
    assert refused_codes(school, officer) == ["team_already"]
    assert refused_codes(school.school_owner, officer) == ["team_named_so"]


def test_every_reason_is_told_of_what_was_typed():
    owner = world.an_owner()
    by = actor(world.an_officer(owner))
    assert refused_codes(owner, by, name=" ", starts_on=date(2062, 3, 23)) == ["text_missing", "another_time"]


def test_others_set_up_nothing():
    school = world.a_school()
    rektor = world.a_principal(school)
    for by in (
        actor(rektor), actor(world.an_officer(world.an_owner("Nabo"))), ANONYMOUS, OPERATOR,
    ):
        assert refused_codes(school.school_owner, by) == ["wrong_part"]
    assert refused_codes(world.a_school("Lia skole", owner=school.school_owner), actor(rektor)) == ["wrong_part"]
    assert refused_codes(school, actor(world.an_employee(school))) == ["wrong_part"]


def test_the_same_form_twice_makes_one_team():
    owner = world.an_owner()
    by = actor(world.an_officer(owner))
    first, again = (set_up_team(owner.uuid, by=by, at=AT, name="Laget", form_key="k") for _ in range(2))
    assert first == again and Team.objects.count() == 1
