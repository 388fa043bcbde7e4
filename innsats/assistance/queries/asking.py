"""Which external teams a school can ask for help."""

from __future__ import annotations

from datetime import datetime

from innsats.cases.models import Case
from innsats.rules.calendar import day_of
from innsats.teams.models import Team


def teams_for(case: Case, at: datetime) -> list[Team]:
    """The external teams of the school's owner that have begun, by name. One query."""
    teams = Team.objects.filter(school=None, school_owner=case.school_owner_id, starts_on__lte=day_of(at))
    return list(teams.order_by("name", "pk"))
