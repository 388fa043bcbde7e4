"""A case, an external team that is ready, and who leads it: once the owner's own, and once a neighbour's."""

from __future__ import annotations

import pytest

from tests import world
from tests.assistance.helping import a_neighbours_team, a_ready_team, asked_for_help, helped, leader_of


@pytest.fixture
def case():
    return world.received()


@pytest.fixture(params=[a_ready_team, a_neighbours_team], ids=["own", "neighbours"])
def team(request, case):
    return request.param(case.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold", "Eva Lie")


@pytest.fixture
def officer(team):
    """Above those in the team."""
    return world.officer_of(team.school_owner)


@pytest.fixture
def leader(team):
    return {"by": world.actor(leader_of(team)), "at": world.AT}


@pytest.fixture
def asked(case, team):
    return asked_for_help(case, team)


@pytest.fixture
def begun(case, team, asked):
    return helped(case, team)
