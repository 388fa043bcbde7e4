"""Which external teams a school can ask for help, and which schools a team helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from innsats.cases.models import Case
from innsats.cases.queries.access import NotVisible
from innsats.journal.actors import Actor
from innsats.people.models import School
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.access import Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.teams.models import Team
from innsats.teams.queries.seen import keeps, standing_answering, team_answering
from innsats.web import words


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage:
    """Typing in what a family asks: the team, and the schools it helps."""

    team: Team
    schools: tuple[tuple[str, str], ...]
    owner_kind: str
    principal: str
    owner: str
    keeps: bool


def family_page(viewer: Viewer, uuid: UUID) -> FamilyPage:
    """Raises NotVisible for who does not answer for the team."""
    team, standing = _answering(viewer, uuid)
    if obstacles_to(Act.TAKE_FAMILY_REQUEST, standing):
        raise NotVisible(f"team:{uuid}")
    kind = team.school_owner.kind
    return FamilyPage(
        team=team, schools=tuple((str(one.uuid), one.name) for one in schools_of(team)), owner_kind=kind,
        keeps=keeps(viewer, team), **words.titles(kind),
    )


def teams_for(case: Case, at: datetime) -> list[Team]:
    """The external teams of the school's owner that have begun, by name. One query."""
    teams = Team.objects.filter(school=None, school_owner=case.school_owner_id, starts_on__lte=day_of(at))
    return list(teams.order_by("name", "pk"))


def schools_of(team: Team) -> list[School]:
    """The schools that an external team helps: those of its owner, by name. One query."""
    served = School.objects.filter(school_owner=team.school_owner_id, offered=True, succession=None)
    return list(served.order_by("sort_key", "pk"))


def answering(uuid: UUID, *, by: Actor, at: datetime) -> tuple[Team, Standing, Viewer]:
    """An external team, for whoever answers for it, and how that one stands to it. Raises NotVisible."""
    viewer = viewer_of(by, at)
    return (*_answering(viewer, uuid), viewer)


def _answering(viewer: Viewer, uuid: UUID) -> tuple[Team, Standing]:
    team = team_answering(viewer, uuid)
    if team is None:
        raise NotVisible(f"team:{uuid}")
    return team, standing_answering(viewer, team)
