"""Which external teams a school can ask for help, its owner's and those agreed on; and which schools a team helps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from innsats.cases.models import Assistance, Case
from innsats.cases.queries.access import NotVisible
from innsats.journal.actors import Actor
from innsats.people.models import School
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.access import Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.mandates import Level, Thing, at_another_owners
from innsats.teams.models import Team, TeamAgreement
from innsats.teams.queries.agreements import holds_on
from innsats.teams.queries.facts import levels_on
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
    schools = schools_of(team, viewer.at)
    return FamilyPage(
        team=team, schools=tuple((str(one.uuid), one.name) for one in schools), owner_kind=team.school_owner.kind,
        keeps=keeps(viewer, team), **_titles({one.school_owner.kind for one in schools}),
    )


def teams_for(case: Case, at: datetime) -> list[Team]:
    """The external teams that have begun, do not end, and may help at the school today, the owner's own first. One
    query.
    """
    return teams_of(case.school_owner_id, at)


def teams_of(owner: int, at: datetime) -> list[Team]:
    """The same, for the schools of an owner."""
    on = day_of(at)
    agreed = TeamAgreement.objects.filter(holds_on(on), school_owner=owner, team=OuterRef("pk"))
    teams = Team.objects.filter(Q(school_owner=owner) | Exists(agreed), school=None, starts_on__lte=on)
    found = teams.filter(ending=None).select_related("school_owner").order_by("name", "pk")
    return sorted(found, key=lambda team: is_neighbours(team, owner))


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


def schools_of(team: Team, at: datetime) -> list[School]:
    """The schools that an external team helps: its owner's, and those of owners who have agreed on it. One query."""
    agreed = TeamAgreement.objects.filter(holds_on(day_of(at)), team=team).values("school_owner")
    at_owner = Q(school_owner=team.school_owner_id) | Q(school_owner__in=agreed)
    served = School.objects.filter(at_owner, offered=True, succession=None)
    return list(served.select_related("school_owner").order_by("sort_key", "pk"))


def answering(uuid: UUID, *, by: Actor, at: datetime) -> tuple[Team, Standing, Viewer]:
    """An external team, for whoever answers for it, and how that one stands to it. Raises NotVisible."""
    viewer = viewer_of(by, at)
    return (*_answering(viewer, uuid), viewer)


def _answering(viewer: Viewer, uuid: UUID) -> tuple[Team, Standing]:
    team = team_answering(viewer, uuid)
    if team is None:
        raise NotVisible(f"team:{uuid}")
    return team, standing_answering(viewer, team)


def _titles(kinds: Collection[str]) -> dict[str, str]:
    """Who leads and who owns the school that is told: it is not chosen yet, and may be of more than one kind."""
    if len(kinds) == 1:
        return words.titles(*kinds)
    return {"principal": _("den som leder skolen"), "owner": _("den som eier skolen")}


def authority_of(asked: Assistance, on: date) -> Mapping[Thing, Level]:
    """How far the team may go in each thing at the school that it helps. Two queries."""
    levels = levels_on(asked.team, on)
    return at_another_owners(levels) if is_neighbours(asked.team, asked.school_owner_id) else levels
