"""Which teams somebody sees, and which are one's own to look after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.people.models import Appointment, Person, School, SchoolOwner
from innsats.people.naming import search_key
from innsats.people.queries.units import UnitShown
from innsats.people.viewers import Viewer, running_on, standing_at_unit
from innsats.rules import law
from innsats.rules.access import Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.teams import Place
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Membership, Team, TeamEnding

MOST_OFFERED_COUNT = 80
LEADING = (Place.LEADER, Place.DEPUTY)


def teams_seen(viewer: Viewer) -> QuerySet[Team]:
    """The teams that the viewer looks after, and the external team that serves rektor's school."""
    led = {held.school_owner_id for held in viewer.appointments if held.school_id in viewer.schools_kept}
    kept = Q(school_owner__in=viewer.owners_kept) | Q(school__in=viewer.schools_kept)
    found = Team.objects.filter(kept | Q(school=None, school_owner__in=led))
    return found.select_related("school", "school_owner", "ending").order_by("school__sort_key", "name", "pk")


def team_seen(viewer: Viewer, uuid: UUID) -> Team | None:
    return teams_seen(viewer).filter(uuid=uuid).first()


def team_kept(viewer: Viewer, uuid: UUID) -> Team | None:
    """The team, for whoever looks after it; None for anybody else, and of one that has ended or is to end."""
    team = team_seen(viewer, uuid)
    return team if team is not None and keeps(viewer, team) and not hasattr(team, "ending") else None


def team_to_keep(viewer: Viewer, uuid: UUID) -> Team | None:
    """A team that is to end and has not ended, for whoever looks after it; None for any other."""
    team = team_seen(viewer, uuid)
    is_to_end = team is not None and hasattr(team, "ending") and team.ending.ends_on >= day_of(viewer.at)
    return team if team is not None and is_to_end and keeps(viewer, team) else None


def keeps(viewer: Viewer, team: Team) -> bool:
    return not obstacles_to(Act.ADD_MEMBER, standing_towards(viewer, team))


def team_answering(viewer: Viewer, uuid: UUID) -> Team | None:
    """An external team that can be asked, for whoever says who of it goes, and for whoever looks after it; or None."""
    external = Team.objects.select_related("school_owner").filter(uuid=uuid, school=None, ending=None)
    team = external.first()
    return team if team is not None and (keeps(viewer, team) or leads(viewer, team)) else None


def leads(viewer: Viewer, team: Team) -> bool:
    """Whether the viewer says who of the team goes: as its leader, or in the leader's place. One query."""
    return not obstacles_to(Act.ASSIGN_ASSISTANTS, standing_answering(viewer, team))


def standing_answering(viewer: Viewer, team: Team) -> Standing:
    """How the viewer stands to an external team: as to its owner, and as its leader or in the leader's place."""
    standing = standing_towards(viewer, team)
    is_leader = seats_of(viewer).filter(team=team, place__in=LEADING).exists()
    return replace(standing, parts=standing.parts | {Part.TEAM_LEADER}) if is_leader else standing


def seats_of(viewer: Viewer) -> QuerySet[Membership]:
    """The viewer's own places in teams, today."""
    return Membership.objects.filter(running_on(day_of(viewer.at)), person_id=viewer.person_id or 0)


def seated_beyond(viewer: Viewer, people: Collection[int]) -> frozenset[int]:
    """Those of these people with a place, now or to come, in a team that the viewer does not look after. One query."""
    held = Membership.objects.filter(person__in=people).exclude(ends_on__lt=day_of(viewer.at))
    kept = Q(team__school_owner__in=viewer.owners_kept) | Q(team__school__in=viewer.schools_kept)
    return frozenset(held.exclude(kept).order_by().values_list("person", flat=True))


def standing_towards(viewer: Viewer, team: Team) -> Standing:
    """How the viewer stands to a team: as to the school or the owner whose it is."""
    return standing_at_unit(viewer, team.unit)


def standing_in(viewer: Viewer, seat: Membership) -> Standing:
    """As to the team whose place it is; and as the one whose place it is, until it has ended."""
    standing = standing_towards(viewer, seat.team)
    is_own = seat.person_id == viewer.person_id and (seat.ends_on is None or seat.ends_on >= day_of(viewer.at))
    return replace(standing, parts=standing.parts | {Part.SEAT_HOLDER}) if is_own else standing


def standing_to_absence(viewer: Viewer, seat: Membership) -> Standing:
    """As to the place it was written down in; and as the one who is away, who may have another place now: the days bar
    a person from every team.
    """
    standing = standing_in(viewer, seat)
    held = Membership.objects.filter(person_id=viewer.person_id or 0).exclude(ends_on__lt=day_of(viewer.at))
    is_own = seat.person_id == viewer.person_id and held.exists()
    return replace(standing, parts=standing.parts | {Part.SEAT_HOLDER}) if is_own else standing


def standing_as_member(viewer: Viewer) -> Standing:
    """How the viewer stands to what is a member's own, in whatever team. One query."""
    parts = frozenset({Part.SEAT_HOLDER} if seats_of(viewer).exists() else ())
    return Standing(parts=parts, trained=viewer.trained)


def team_to_be_away_from(viewer: Viewer, uuid: UUID) -> tuple[Team, list[tuple[UUID, str]]] | None:
    """A team, and whose days away the viewer writes down there: everybody's, or one's own. None when nobody's."""
    teams = Team.objects.select_related("school", "school_owner").exclude(ending__ends_on__lt=day_of(viewer.at))
    team = teams.filter(uuid=uuid).first()
    if team is None:
        return None
    held = Membership.objects.filter(team=team).exclude(ends_on__lt=day_of(viewer.at))
    seats = held.select_related("person", "team__school", "team__school_owner").order_by("person__sort_key", "pk")
    members = [
        (seat.uuid, seat.person.name)
        for seat in seats
        if not obstacles_to(Act.NOTE_ABSENCE, standing_in(viewer, seat))
    ]
    return (team, members) if members or keeps(viewer, team) else None


def membership_kept(viewer: Viewer, uuid: UUID) -> Membership | None:
    """Somebody's place in a team that the viewer looks after; None for any other."""
    found = Membership.objects.select_related("person", "team__school", "team__school_owner").filter(uuid=uuid).first()
    return found if found is not None and keeps(viewer, found.team) else None


def lock_team(uuid: UUID) -> Team:
    """The team with this uuid, locked: its stream in the journal is now ours. Raises Refused, also for one that has
    ended or is to end: it is changed no more.
    """
    team = locked_team(uuid)
    if TeamEnding.objects.filter(team=team).exists():
        raise Refused((Obstacle("team_ends", law.HOUSE_PRACTICE),))
    return team


def locked_team(uuid: UUID) -> Team:
    """The same, whether or not it ends. Raises Refused."""
    locked = Team.objects.select_for_update(of=("self",), no_key=True).select_related("school", "school_owner")
    team = locked.filter(uuid=uuid).first()
    if team is None:
        raise Refused((Obstacle("unknown_team", law.HOUSE_PRACTICE),))
    return team


def lock_team_of(membership: UUID) -> Membership:
    """Somebody's place, with its team locked. Raises Refused."""
    row = Membership.objects.filter(uuid=membership).select_related("team").first()
    if row is None:
        raise Refused((Obstacle("unknown_membership", law.HOUSE_PRACTICE),))
    team = locked_team(row.team.uuid)
    held = Membership.objects.select_related("person").get(pk=row.pk)
    held.team = team
    return held


def units_without_team(viewer: Viewer) -> list[UnitShown]:
    """Where the viewer can set up a team: the owners, and the schools that have no team of their own. Two queries."""
    owners = SchoolOwner.objects.filter(pk__in=viewer.owners_kept).order_by("sort_key", "pk")
    found = [
        UnitShown(uuid=uuid, name=name, is_school=False, owner_kind=kind)
        for uuid, name, kind in owners.values_list("uuid", "name", "kind")
    ]
    at_schools = Q(school_owner__in=viewer.owners_kept) | Q(pk__in=viewer.schools_kept)
    schools = School.objects.filter(at_schools, ~Exists(Team.objects.filter(school=OuterRef("pk"), ending=None)))
    schools = schools.filter(offered=True, succession=None).order_by("sort_key", "pk")
    rows = schools.values_list("uuid", "name", "school_owner__kind")
    return found + [UnitShown(uuid=uuid, name=name, is_school=True, owner_kind=kind) for uuid, name, kind in rows]


def known_at(team: Team, viewer: Viewer) -> QuerySet[Person]:
    """Who can be chosen as a member: those with a role, now or to come, at the school, or at the owner and its
    schools; and those who are or were in a team of the owner.
    """
    roles = Appointment.objects.filter(school_owner=team.school_owner_id).exclude(ends_on__lt=day_of(viewer.at))
    if team.school_id:
        roles = roles.filter(school=team.school_id)
    seats = Membership.objects.filter(school_owner=team.school_owner_id)
    return Person.objects.filter(Q(pk__in=roles.values("person")) | Q(pk__in=seats.values("person")))


def offered_at(team: Team, viewer: Viewer, find: str = "") -> list[tuple[UUID, str]]:
    """Those to choose among, by name. An external team has so many to choose from that the schools' staff are looked
    for by name.
    """
    found = known_at(team, viewer)
    if find.strip():
        for word in search_key(find).split():
            found = found.filter(search_key__contains=word)
    elif not team.school_id:
        at_owner = Appointment.objects.filter(school_owner=team.school_owner_id, school=None)
        seats = Membership.objects.filter(school_owner=team.school_owner_id, team__school=None)
        found = found.filter(Q(pk__in=at_owner.values("person")) | Q(pk__in=seats.values("person")))
    return list(found.order_by("sort_key", "pk").values_list("uuid", "name")[:MOST_OFFERED_COUNT])


def members_of(team: Team, viewer: Viewer) -> list[tuple[UUID, str]]:
    """Those with a place in the team, now or to come, by name."""
    held = Membership.objects.filter(team=team).exclude(ends_on__lt=day_of(viewer.at))
    return list(held.order_by("person__sort_key", "pk").values_list("uuid", "person__name"))
