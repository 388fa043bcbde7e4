"""How an external team works, settled for a test."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from innsats.rules.processmaps import Scenario
from innsats.teams.actions import set_process_map
from innsats.teams.models import Team, TeamMap
from tests.world import AT, actor, officer_of


def a_map(
    team: Team, scenario: Scenario = Scenario.FAMILY_ASKS, *, is_open: bool = False, at: datetime = AT, **said: Any
) -> TeamMap:  # fmt: skip
    """How an external team works when it is asked in this way, settled by its owner's officer."""
    usual = {"contact_point": "Lea Strand", "phone": "32 00 00 01", "is_open": is_open}
    by = actor(officer_of(team.school_owner))
    return set_process_map(team.uuid, by=by, at=at, scenario=scenario, **(usual | said))
