"""A case, an external team that is ready, and who leads it: once the owner's own, and once a neighbour's."""

from __future__ import annotations

from typing import Any

import pytest

from tests import world
from tests.assistance.helping import a_neighbours_team, a_ready_team, asked_for_help, helped, leader_of
from tests.replaying import replayed

WHOSE = {"own": a_ready_team, "neighbours": a_neighbours_team}


@replayed
def a_case_with_help(whose: str = "", *, is_asked: bool = False, is_begun: bool = False) -> tuple[Any, ...]:
    """The case, the team, that it was asked and that it began: as far as was said, and None beyond."""
    case = world.received()
    if not whose:
        return case, None, None, None
    team = WHOSE[whose](case.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold", "Eva Lie")
    asked = asked_for_help(case, team) if is_asked else None
    return case, team, asked, helped(case, team) if is_begun else None


@pytest.fixture(params=WHOSE)
def whose(request):
    return request.param


@pytest.fixture
def walked(request):
    """All that the test asks for, walked to at once."""
    names = request.fixturenames
    if "whose" not in names:
        return a_case_with_help()
    given = {"is_asked": "asked" in names, "is_begun": "begun" in names}
    return a_case_with_help(request.getfixturevalue("whose"), **given)


@pytest.fixture
def case(walked):
    return walked[0]


@pytest.fixture
def team(whose, walked):
    return walked[1]


@pytest.fixture
def officer(team):
    """Above those in the team."""
    return world.officer_of(team.school_owner)


@pytest.fixture
def leader(team):
    return {"by": world.actor(leader_of(team)), "at": world.AT}


@pytest.fixture
def asked(walked, case, team):
    return walked[2] or asked_for_help(case, team)


@pytest.fixture
def begun(walked, case, team, asked):
    return walked[3] or helped(case, team)
