"""A team ends: not before everybody who has asked it has got an answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.viewers import viewer_of
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import LONGEST_NAME, text_obstacles
from innsats.rules.teams import obstacles_to_end_team
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
            waiting_count=waiting.families_count, helping_count=waiting.helping_count,
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


def _let_go(team: Team, last: date, *, by: Actor, at: datetime) -> None:
    """Whatever would go on after the last day ends on it. A calendar shows nothing to who is in no team."""
    for seat in Membership.objects.filter(team=team).exclude(ends_on__lte=last).order_by("pk"):
        end_membership(seat.uuid, by=by, at=at, ends_on=last)
    for agreed in TeamAgreement.objects.filter(team=team).exclude(ends_on__lte=last).order_by("pk"):
        end_team_agreement(agreed.uuid, by=by, at=at, ends_on=last)
