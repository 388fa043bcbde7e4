"""Who of a team might go: what is known of each, as the planner takes it. Ids are those of memberships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from innsats.cases.models import Assistance, CaseAccess
from innsats.cases.queries.access import assisting, may_help
from innsats.cases.queries.shut_out import known_to_be_close
from innsats.cases.queries.standings import standings
from innsats.people.models import Person
from innsats.people.viewers import viewers_of
from innsats.planning.assigning import Candidate, Need
from innsats.rules.access import Impartiality
from innsats.rules.assistance import USUAL_HOURS, Reason, skills_for
from innsats.rules.calendar import day_of
from innsats.rules.deadlines import promise_due
from innsats.rules.teamfacts import Member
from innsats.rules.teams import Skill
from innsats.teams.queries.facts import gathered

from .asking import neighbours_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Those of a team who have a seat today, and the person behind each."""

    all: tuple[Candidate, ...]
    people: Mapping[str, Person]

    @property
    def names(self) -> dict[str, str]:
        return {one: person.name for one, person in self.people.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The hours a week that somebody gives to one case, until when."""

    person: int
    assistance: UUID
    hours_a_week: int
    ends_at: datetime


def reasons_of(assistance: Assistance) -> tuple[Reason, ...]:
    return tuple(map(Reason, assistance.reasons.split()))


def need_of(assistance: Assistance, at: datetime, hours_a_week: int = USUAL_HOURS) -> Need:
    """What is asked of those who go. The promise is a week from when the team was asked, and never behind us."""
    asked = assistance.family_request
    ends_on = max(promise_due(asked.asked_at if asked else assistance.at), day_of(at))
    school = str(assistance.case.school.uuid)
    others = tuple(str(team.uuid) for team in neighbours_for(assistance.case, at) if team != assistance.team)
    return Need(
        at=at, school=school, skills=skills_for(reasons_of(assistance)), hours_a_week=hours_a_week,
        promise_ends_on=ends_on, neighbours=others,
    )  # fmt: skip


def candidates_for(assistance: Assistance, at: datetime) -> Candidates:
    """Everybody with a seat in the team today, whatever stands in the way. A fixed number of queries."""
    on, case = day_of(at), assistance.case
    found = gathered([assistance.team])
    members = {one.id: one for one in found.facts[assistance.team_id].members if one.period.holds(on)}
    seats = [one for one in found.memberships[assistance.team_id] if str(one.uuid) in members]
    people = {str(seat.uuid): seat.person for seat in seats}
    viewers = viewers_of(people.values(), at)
    judged = {viewer.person_id: one.impartiality for viewer, _, one in standings({v: [case] for v in viewers.values()})}
    close = known_to_be_close(case, people.values(), on)
    loads = [one for one in loads_of((seat.person_id for seat in seats), at) if one.assistance != assistance.pk]
    candidates = tuple(
        candidate_on(
            on, members[str(seat.uuid)], assistance.team_id, hours_used(loads, seat.person_id, at),
            Impartiality.DISQUALIFIED if seat.person_id in close else judged[seat.person_id],
        )
        for seat in seats
    )
    return Candidates(all=candidates, people=people)


def candidate_on(
    on: date, member: Member, team: int, hours_used: int, impartiality: Impartiality = Impartiality.UNDECLARED
) -> Candidate:
    """A member as of a day. Whoever works at no school works with those of the same profession at the owner."""
    posts = member.posts_on(on)
    return Candidate(
        id=member.id, place=member.place, profession=member.profession, impartiality=impartiality,
        skills=frozenset(skill for skill in Skill if member.knows(skill, on)),
        workplaces=frozenset(post.school for post in posts) or frozenset({f"{team}/{member.profession}"}),
        releases=member.releases, hours_used=hours_used, away=member.away,
        is_principal=any(post.is_principal for post in posts),
    )  # fmt: skip


def loads_of(people: Iterable[int], at: datetime) -> list[Load]:
    """What each of these gives to cases now, in whatever team. One query."""
    held = CaseAccess.objects.filter(person__in=people, part=CaseAccess.ASSISTANT, starts_at__lte=at, ends_at__gt=at)
    held = held.filter(assignment__assistance__is_open=True).order_by("pk")
    rows = held.values_list("person", "assignment__assistance", "assignment__hours_a_week", "ends_at")
    return [
        Load(person=person, assistance=asked, hours_a_week=hours, ends_at=ends_at)
        for person, asked, hours, ends_at in rows
        if ends_at is not None  # as asked for
    ]


def hours_used(loads: Iterable[Load], person: int, at: datetime) -> int:
    """The hours a week that this person gives at `at`, which is not before the loads were asked for."""
    return sum(one.hours_a_week for one in loads if one.person == person and one.ends_at > at)


def open_assistance(case: UUID, at: datetime) -> Assistance | None:
    """What a team that may help is asked or does here now."""
    beside = ("team__school_owner", "case__school__school_owner", "by", "family_request")
    found = Assistance.objects.select_related(*beside)
    return found.filter(may_help(day_of(at)), case=case, is_open=True).first()


def helping_in(case: UUID, at: datetime) -> list[Person]:
    """Those of the team who assist here now, by name. One query."""
    held = assisting(at, day_of(at)).filter(case=case)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("sort_key", "pk"))
