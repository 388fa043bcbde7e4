"""What the rules of readiness are told of some teams: gathered for all of them at once, in fifteen queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet

from innsats.people.models import Appointment, School, Training
from innsats.rules import mandates as rules
from innsats.rules.releasing import Release as Agreed
from innsats.rules.roles import Role
from innsats.rules.teamfacts import Learned, Member, Post, TeamFacts, mandate_on
from innsats.rules.teams import Period, Place, Profession, Skill

from ..models import Absence, Competence, Mandate, Membership, Release, Team, TeamAgreement
from .maps import mapped

People = QuerySet[Membership, Any]  # the keys of those with some seats, as a subquery


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The facts by the team's key, its memberships by name, and what each id in a line is called."""

    facts: dict[int, TeamFacts]
    memberships: dict[int, list[Membership]]
    mandates: dict[int, list[Mandate]]
    names: dict[str, str]


def gathered(teams: Iterable[Team]) -> Gathered:
    """Everything about these teams, whatever the day."""
    rows = list(teams)
    memberships: dict[int, list[Membership]] = defaultdict(list)
    seats = Membership.objects.filter(team__in=[team.pk for team in rows]).select_related("person")
    seats = seats.order_by("person__sort_key", "pk")
    for row in seats:
        memberships[row.team_id].append(row)
    members = members_of(seats)
    asking = _asking(team.pk for team in rows)
    others = (owner for held in asking.values() for owner, _ in held)
    schools = _schools((*(team.school_owner_id for team in rows if not team.school_id), *others))
    externals = _externals(team.school_owner_id for team in rows if team.school_id)
    neighbours = _neighbours(team.school_owner_id for team in rows)
    mandates, maps = _mandates(rows), mapped(team.pk for team in rows)
    names = {str(row.uuid): row.person.name for row in seats}
    names |= {uuid: name for at_owner in schools.values() for uuid, name in at_owner}
    facts = {
        team.pk: TeamFacts(
            school=str(team.school.uuid) if team.school else None,
            schools=frozenset() if team.school else _ids(schools[team.school_owner_id]),
            members=tuple(members[row.pk] for row in memberships[team.pk]),
            externals=(*externals[team.school_owner_id], *neighbours[team.school_owner_id]),
            mandates=tuple(as_fact(row) for row in mandates[team.pk]),
            neighbours=tuple(neighbours[team.school_owner_id]),
            served=tuple((period, _ids(schools[owner])) for owner, period in asking[team.pk]),
            mapped=tuple(maps[team.pk]),
        )
        for team in rows
    }
    return Gathered(facts=facts, memberships=memberships, mandates=mandates, names=names)


def members_of(seats: QuerySet[Membership]) -> dict[int, Member]:
    """What the rules are told of these memberships, by their keys. Five queries, and one for those not read yet.

    The rows of the people are found by a subquery: thousands of keys in a query cost Django more than the rows do.
    """
    people = seats.order_by().values("person")
    posts, learned, away, releases = _posts(people), _learned(people), _away(people), _releases(seats)
    trained = dict(
        Training.objects.filter(person__in=people).order_by().values("person").annotate(first=Min("completed_on"))
        .values_list("person", "first")
    )
    return {
        row.pk: Member(
            id=str(row.uuid), place=Place(row.place), profession=Profession(row.profession),
            period=Period(starts_on=row.starts_on, ends_on=row.ends_on), posts=tuple(posts[row.person_id]),
            trained_on=trained.get(row.person_id), learned=tuple(learned[row.person_id]),
            releases=tuple(releases[row.pk]), away=tuple(away[row.person_id]),
        )
        for row in seats
    }


def _posts(people: People) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = defaultdict(list)
    held = Appointment.objects.filter(person__in=people, school__isnull=False).select_related("school").order_by("pk")
    for row in held:
        is_principal = row.role == Role.PRINCIPAL and not row.deputy
        found[row.person_id].append(
            Post(
                school=str(row.school.uuid), period=Period(starts_on=row.starts_on, ends_on=row.ends_on),
                is_principal=is_principal, is_leadership=row.leadership or row.role == Role.PRINCIPAL,
            )
        )
    return found


def _learned(people: People) -> dict[int, list[Learned]]:
    """In the order it was recorded: of two of the same day, the later one counts."""
    found: dict[int, list[Learned]] = defaultdict(list)
    held = Competence.objects.filter(person__in=people).order_by("learned_on", "pk")
    for person, skill, learned_on, expires_on in held.values_list("person", "skill", "learned_on", "expires_on"):
        found[person].append(Learned(skill=Skill(skill), learned_on=learned_on, expires_on=expires_on))
    return found


def _releases(seats: QuerySet[Membership]) -> dict[int, list[Agreed]]:
    found: dict[int, list[Agreed]] = defaultdict(list)
    held = Release.objects.filter(membership__in=seats.order_by().values("pk")).order_by("starts_on", "pk")
    for seat, first, last, hours, notice in held.values_list(
        "membership", "starts_on", "ends_on", "hours_a_week", "notice_hours"
    ):
        period = Period(starts_on=first, ends_on=last)
        found[seat].append(Agreed(period=period, hours_a_week=hours, notice_hours=notice))
    return found


def _away(people: People) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    for row in Absence.objects.filter(person__in=people).order_by("starts_on", "pk"):
        found[row.person_id].append(Period(starts_on=row.starts_on, ends_on=row.ends_on))
    return found


def as_fact(row: Mandate) -> rules.Mandate:
    """A mandate as the rules know it. Its authorities have been fetched with it."""
    return rules.Mandate(
        signed_on=row.signed_on, period=Period(starts_on=row.starts_on, ends_on=row.ends_on),
        levels={rules.Thing(one.thing): rules.Level(one.level) for one in row.authority_set.all()},
    )


def mandate_row_on(signed: list[Mandate], on: date) -> Mandate | None:
    """The one of these that counts on the day, by the rules."""
    facts = [as_fact(row) for row in signed]
    counts = mandate_on(facts, on)
    return next((row for row, fact in zip(signed, facts, strict=True) if fact is counts), None)


def levels_on(team: Team, on: date) -> Mapping[rules.Thing, rules.Level]:
    """How far the mandate that counts on the day lets the team go in each thing. Two queries."""
    mandate = mandate_row_on(signed_mandates(team), on)
    return as_fact(mandate).levels if mandate else {}


def signed_mandates(team: Team) -> list[Mandate]:
    """What has been signed for a team, in order. Two queries."""
    return _mandates([team])[team.pk]


def _mandates(teams: list[Team]) -> dict[int, list[Mandate]]:
    found: dict[int, list[Mandate]] = defaultdict(list)
    signed = Mandate.objects.filter(team__in=[team.pk for team in teams]).prefetch_related("authority_set")
    for row in signed.order_by("signed_on", "pk"):
        found[row.team_id].append(row)
    return found


def _schools(owners: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    served = School.objects.filter(school_owner__in=set(owners), offered=True, succession=None)
    for owner, uuid, name in served.order_by("sort_key", "pk").values_list("school_owner", "uuid", "name"):
        found[owner].append((str(uuid), name))
    return found


def _externals(owners: Iterable[int]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    external = Team.objects.filter(school=None, school_owner__in=set(owners)).order_by("pk")
    since: date
    for owner, since, last in external.values_list("school_owner", "starts_on", "ending__ends_on"):
        found[owner].append(Period(starts_on=since, ends_on=last))
    return found


def _neighbours(owners: Iterable[int]) -> dict[int, list[Period]]:
    """When each of these owners has an agreement with another owner's team."""
    found: dict[int, list[Period]] = defaultdict(list)
    held = TeamAgreement.objects.filter(school_owner__in=set(owners)).order_by("starts_on", "pk")
    for owner, first, last in held.values_list("school_owner", "starts_on", "ends_on"):
        found[owner].append(Period(starts_on=first, ends_on=last))
    return found


def _asking(teams: Iterable[int]) -> dict[int, list[tuple[int, Period]]]:
    """Which other owners have an agreement with each of these teams, and when."""
    found: dict[int, list[tuple[int, Period]]] = defaultdict(list)
    held = TeamAgreement.objects.filter(team__in=set(teams)).order_by("starts_on", "pk")
    for team, owner, first, last in held.values_list("team", "school_owner", "starts_on", "ends_on"):
        found[team].append((owner, Period(starts_on=first, ends_on=last)))
    return found


def _ids(schools: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(uuid for uuid, _ in schools)
