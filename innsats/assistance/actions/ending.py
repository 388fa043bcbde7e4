"""A team ends: not before everybody who has asked it has got an answer. Until the last day it can be taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import ONE_DAY, day_of
from innsats.rules.inputs import LONGEST_NAME, text_obstacles
from innsats.rules.teams import obstacles_to_end_team, obstacles_to_keep_team
from innsats.teams.actions import end_membership, end_team_agreement
from innsats.teams.models import Membership, Team, TeamAgreement, TeamEnding
from innsats.teams.queries.agreements import lock_owners_asking
from innsats.teams.queries.seen import locked_team, standing_towards

from ..queries.ending import waiting_for


@action
def end_team(team: UUID, *, by: Actor, at: datetime, reason: str, ends_on: date | None = None) -> TeamEnding:
    """Let a team end after a day; without one, at once. Its memberships, and the agreements on it, end with it.

    Nobody can ask it from now on. Raises Refused with every reason: also while somebody waits for it, or is helped.
    """
    lock_owners_asking(team)  # before the team, as where an agreement is made: neither waits for the other
    held, viewer = locked_team(team), viewer_of(by, at)
    require(Act.END_TEAM, standing_towards(viewer, held))
    reason, last = " ".join(reason.split()), ends_on or day_of(at) - timedelta(days=1)
    waiting = waiting_for(held, day_of(at))
    refuse_if(
        obstacles_to_end_team(
            ends_on=last, on=day_of(at), has_ending=TeamEnding.objects.filter(team=held).exists(),
            waiting_count=waiting.families_count, helping_count=waiting.helping_count, asked_count=waiting.asked_count,
        )
        + text_obstacles("reason", reason, longest=LONGEST_NAME)
    )
    _let_go(held, last, by=by, at=at)
    assert viewer.person_id is not None  # whoever looks after a team is a person
    ending = TeamEnding.objects.create(
        school_owner_id=held.school_owner_id, team=held, ends_on=last, reason=reason, by_id=viewer.person_id, at=at
    )
    record(Act.END_TEAM, held.subject, by=by, at=at, ends_on=last)
    return ending


@action
def keep_team(team: UUID, *, by: Actor, at: datetime) -> Team:
    """Take back that a team is to end, until its last day is over: it can be asked again. The memberships, and the
    agreements on it, that were to end with it go on as they were.

    Raises Refused, also when its school has set up another meanwhile.
    """
    lock_owners_asking(team)
    held, viewer = locked_team(team), viewer_of(by, at)
    require(Act.KEEP_TEAM, standing_towards(viewer, held))
    ending = TeamEnding.objects.filter(team=held).first()
    others = Team.objects.filter(school=held.school_id, ending=None) if held.school_id else Team.objects.none()
    last = ending.ends_on if ending else None
    refuse_if(obstacles_to_keep_team(last, on=day_of(at), has_other=others.exists()))
    assert ending is not None  # refused above
    record(Act.KEEP_TEAM, held.subject, by=by, at=at, ends_on=ending.ends_on)
    _take_back(ending, by=by, at=at)
    ending.delete()
    return held


def _take_back(ending: TeamEnding, *, by: Actor, at: datetime) -> None:
    """What ended by it goes on, as the journal says that it stood. What has been ended otherwise since, stays ended."""
    never_run = day_of(ending.at) - ONE_DAY  # how `cut_short` leaves what would have begun after the last day
    as_left = {"team": ending.team, "ends_on__in": (ending.ends_on, never_run)}
    seats = list(Membership.objects.filter(**as_left).order_by("pk"))
    agreements = list(TeamAgreement.objects.filter(**as_left).select_related("school_owner").order_by("pk"))
    stood = _stood_before(ending, {one.school_owner.subject.stream for one in agreements})
    rows: list[Membership | TeamAgreement] = [*seats, *agreements]
    for row in rows:
        if (facts := stood.get(str(row.uuid))) is None:
            continue
        until = facts["ran_until"]
        row.starts_on = date.fromisoformat(facts["started_on"])
        row.ends_on = date.fromisoformat(until) if until else None
        row.save(update_fields=["starts_on", "ends_on"])
        if isinstance(row, TeamAgreement):
            record(
                Act.KEEP_TEAM, row.school_owner.subject, by=by, at=at, agreement=row.uuid, ends_on=ending.ends_on
            )


def _stood_before(ending: TeamEnding, owners: set[str]) -> dict[str, dict[str, Any]]:
    """How each membership and agreement stood that this ending ended. The journal may have moved their instants on,
    past what stood in a stream already: they are not found by the ending's own.
    """
    ended = Event.objects.filter(
        because=Act.END_TEAM, act__in=(Act.END_MEMBERSHIP, Act.END_TEAM_AGREEMENT), at__gte=ending.at,
        stream__in=[ending.team.subject.stream, *owners],
    )  # fmt: skip
    return {event.facts.get("membership") or event.facts["agreement"]: event.facts for event in ended.order_by("pk")}


def _let_go(team: Team, last: date, *, by: Actor, at: datetime) -> None:
    """Whatever would go on after the last day ends on it. A calendar shows nothing to who is in no team."""
    for seat in Membership.objects.filter(team=team).exclude(ends_on__lte=last).order_by("pk"):
        end_membership(seat.uuid, by=by, at=at, ends_on=last)
    for agreed in TeamAgreement.objects.filter(team=team).exclude(ends_on__lte=last).order_by("pk"):
        end_team_agreement(agreed.uuid, by=by, at=at, ends_on=last)
