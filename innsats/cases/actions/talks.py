"""Stop talks: one of the other pupils with two adults, what was agreed, and a next talk that nobody can forget."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.queries.units import person_named
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.stoptalks import StopTalk as Talk
from innsats.rules.stoptalks import TalksEnd, obstacles_to_booking, obstacles_to_talk
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, StopTalk, StopTalksEnd
from ..queries.access import lock_visible
from ..queries.assignees import commissioned_in
from ..queries.talks import booked_in, exposed_heard_at, method_obstacles, talks_held
from .assignment import obstacles_to_trust
from .special import party_named
from .writing import first_report_at, write_row


@action
def hold_stop_talk(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, led_by: UUID, beside: UUID, agreed: str, next_on: date,
    happened_at: datetime | None = None,
) -> StopTalk:  # fmt: skip
    """Keep that a pupil was talked with alone by two adults: what was agreed, and on which day they talk again.

    The day is a clock, met by the next talk with the pupil or by `end_stop_talks`. Raises NotVisible; Refused when the
    method is none for this case, before the exposed pupil has been heard, and for adults who are inhabil here.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.HOLD_STOP_TALK, standing)
    child, adults = party_named(row, pupil), (person_named(led_by), person_named(beside))
    talk = Talk(
        pupil=str(child.pk), adults=tuple(str(one.pk) for one in adults), happened_at=happened_at or at,
        next_on=next_on,
    )  # fmt: skip
    refuse_if(
        method_obstacles(row)
        + obstacles_to_talk(
            talk, exposed=str(row.pupil_id), heard_at=exposed_heard_at(row), others=talks_held(row)
        )
        + _obstacles_to_adults(adults, row, at)
        + text_obstacles("agreed", agreed)
        + time_obstacles("happened_at", talk.happened_at, at=at, not_before=first_report_at(row))
        + obstacles_to_booking(talk, at=at)
    )
    held = write_row(
        StopTalk, row, {"words": agreed}, case=row, pupil=child, led_by=adults[0], beside=adults[1],
        happened_at=talk.happened_at, next_on=next_on, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.HOLD_STOP_TALK, row.subject, by=by, at=at, pupil=child.uuid, member=adults[0].uuid,
        beside=adults[1].uuid, happened_at=held.happened_at, next_on=next_on,
    )  # fmt: skip
    return held


@action
def end_stop_talks(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, outcome: TalksEnd, reason: str, talk: UUID | None = None
) -> StopTalksEnd:
    """The next talk with this pupil is not held: it has stopped, or goes on in other ways; and why.

    `talk` is the one in which that was booked, as it was read: what was booked in a later one still stands. Raises
    NotVisible; Refused without a reason, or when no talk with the pupil is booked.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.END_STOP_TALKS, standing)
    booked = booked_in(row).get(UUID(str(pupil)))
    if booked is None or str(talk or booked.pk) != str(booked.pk):
        raise Refused((Obstacle("no_talk_booked", law.HOUSE_PRACTICE, (str(pupil),)),))
    refuse_if(text_obstacles("reason", reason))
    end = write_row(
        StopTalksEnd, row, {"because": reason}, case=row, talk=booked, outcome=TalksEnd(outcome),
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(Act.END_STOP_TALKS, row.subject, by=by, at=at, pupil=booked.pupil_id, outcome=end.outcome)
    return end


def _obstacles_to_adults(adults: tuple[Person, ...], row: Case, at: datetime) -> tuple[Obstacle, ...]:
    """Each of them works here, or helps from outside and has been asked to by the school; and is not inhabil. It gives
    nothing of the case to read.
    """
    asked = {one.pk for one in commissioned_in(row, at)}
    others = (adult for adult in adults if adult.pk not in asked)
    return tuple(dict.fromkeys(one for adult in others for one in obstacles_to_trust(adult, row, at)))
