"""What most tests about teams begin with: an owner, its officer, an external team, and Pia in it."""

from __future__ import annotations

import pytest

from tests import world


@pytest.fixture
def owner():
    return world.an_owner()


@pytest.fixture
def officer(owner):
    return world.an_officer(owner)


@pytest.fixture
def team(owner, officer):
    return world.a_team(owner)


@pytest.fixture
def pia(team):
    return world.a_member(team)
