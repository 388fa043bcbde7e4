"""Which external teams a school can ask for help: the owner's own, and those of neighbours it has an agreement with."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from innsats.cases.models import Case
from innsats.rules.calendar import day_of
from innsats.teams.models import Team, TeamAgreement
from innsats.teams.queries.agreements import holds_on


def teams_for(case: Case, at: datetime) -> list[Team]:
    """The external teams that have begun and may help at the school today, the owner's own first. One query."""
    on = day_of(at)
    agreed = TeamAgreement.objects.filter(holds_on(on), school_owner=case.school_owner_id, team=OuterRef("pk"))
    teams = Team.objects.filter(Q(school_owner=case.school_owner_id) | Exists(agreed), school=None, starts_on__lte=on)
    found = teams.select_related("school_owner").order_by("name", "pk")
    return sorted(found, key=lambda team: is_neighbours(team, case.school_owner_id))


def neighbours_for(case: Case, at: datetime) -> list[Team]:
    """Those of them that are another owner's. One query."""
    return [team for team in teams_for(case, at) if is_neighbours(team, case.school_owner_id)]


def is_neighbours(team: Team, owner: int) -> bool:
    """Whether the team is another's than this owner's, whose school it is."""
    return team.school_owner_id != owner


def called(team: Team, owner: int) -> str:
    """The name of a team as the schools of this owner know it: a neighbour's with whose it is."""
    if not is_neighbours(team, owner):
        return team.name
    return _("{team} hos {owner}").format(team=team.name, owner=team.school_owner.name)
