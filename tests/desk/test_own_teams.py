"""Whoever leads an external team, with a role at a school besides, finds on I dag what waits for the team."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.desk.queries.today import today_of
from innsats.people.viewers import viewer_of
from innsats.rules.roles import Role
from innsats.teams.models import Mandate
from tests import world
from tests.assistance.consulting import consulted
from tests.assistance.helping import leader_of
from tests.assistance.waiting import a_team_at, held
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


@pytest.fixture
def leading_rektor(school, team):
    """Rektor of another school of the owner, who leads the external team and has Team in the menu."""
    leader = leader_of(team)
    return world.appointed(leader, Role.PRINCIPAL, world.a_school("Fjellheim skole", owner=school.school_owner))


def today(person):
    return today_of(viewer_of(world.actor(person), world.AT))


def test_a_rektor_who_leads_the_team_has_what_waits_for_it_to_do(school, team, leading_rektor):
    held(team, school, leading_rektor)
    row = consulted(team, school)
    page = today(leading_rektor)
    assert len(page.families) == 1 and page.has_todo
    assert [line.address for line in page.asked] == [f"/sporsmal/{row.pk}/"]
    assert not page.seats  # found under Team in the menu
    other = today(world.principal_of(school))
    assert other.families == () and other.asked == ()


def test_it_costs_a_rektor_without_a_team_nothing(school, team, leading_rektor):
    other = world.a_principal(world.a_school("Havnes skole", owner=school.school_owner))
    counts = []
    for person in (other, leading_rektor):
        viewer = viewer_of(world.actor(person), world.AT)
        with asked() as queries:
            today_of(viewer)
        counts.append(len(queries))
    assert counts[1] == counts[0] + 2  # the families and the questions


def test_a_mandate_that_lapses_stands_there_for_who_leads_or_answers_and_no_other(school, team, leading_rektor):
    Mandate.objects.filter(team=team).update(signed_on=world.AT.date() - timedelta(days=350))
    assert len(today(leading_rektor).reviews) == 1
    assert len(today(world.officer_of(school.school_owner)).reviews) == 1
    member = team.membership_set.exclude(person=leading_rektor).first().person
    assert today(member).reviews == () and today(member).seats
