"""The personal duty to report to the child welfare service: seen, sent or not sent and why, answered, and shared."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID, uuid4

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Appointment, School
from innsats.people.queries.units import lock_unit, person_named
from innsats.people.viewers import running_on, standing_at_unit, viewer_of
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.caring import Ground, Reply, obstacles_to_feedback, obstacles_to_leaving, obstacles_to_sending
from innsats.rules.informing import Means
from innsats.rules.inputs import LONGEST_BACK, LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.verdicts import Obstacle
from innsats.vault.keys import new_data_key
from innsats.vault.models import Kind

from ..models import Cause, CauseFeedback, CauseLeft, CauseSent, CauseShare
from ..models.caring import OfCause
from ..queries.causes import handled, lock_cause
from .writing import sealed_texts

R = TypeVar("R", bound=OfCause)


@action
def see_cause(
    unit: UUID, *, by: Actor, at: datetime, whom: str, text: str, ground: Ground = Ground.UNSURE,
    seen_on: date | None = None,
) -> Cause:  # fmt: skip
    """Write down that one has cause to report to the child welfare service. By anybody at work at the school.

    The clock runs from the day it was seen, for the one who writes. Raises Refused.
    """
    place, viewer = lock_unit(unit), viewer_of(by, at)
    require(Act.SEE_CAUSE, standing_at_unit(viewer, place))
    day = seen_on or day_of(at)
    refuse_if(
        text_obstacles("cause_whom", whom, longest=LONGEST_NAME)
        + text_obstacles("cause_text", text)
        + time_obstacles("seen_on", day, at=at, longest_back=LONGEST_BACK)
    )
    school, owner = (place, place.school_owner) if isinstance(place, School) else (None, place)
    row = uuid4()
    key = new_data_key(Kind.CAUSE, owner.pk, row)
    cause = Cause.objects.create(
        uuid=row, school_owner=owner, school=school, person_id=viewer.person_id, data_key_id=key.pk,
        ground=Ground(ground), seen_on=day, at=at, **sealed_texts(Cause, row, {"whom": whom, "words": text}, key),
    )  # fmt: skip
    record(Act.SEE_CAUSE, cause.subject, by=by, at=at, ground=cause.ground, seen_on=day)
    return cause


@action
def send_child_welfare_report(
    cause: UUID, *, by: Actor, at: datetime, service: str, how: Means = Means.LETTER, sent_on: date | None = None
) -> CauseSent:
    """The one who knows has sent the report: when, to which service, and how. Nothing is sent from here.

    Raises NotVisible; Refused for anybody else, also one who may read it: the duty is personal.
    """
    row, _viewer, standing = lock_cause(cause, by=by, at=at)
    require(Act.SEND_CHILD_WELFARE_REPORT, standing)
    day = sent_on or day_of(at)
    refuse_if(
        obstacles_to_sending(handled(row))
        + text_obstacles("service", service, longest=LONGEST_NAME)
        + time_obstacles("sent_on", day, at=at, not_before=row.seen_on)
    )
    sent = _write(CauseSent, row, {"service": service}, at=at, sent_on=day, how=Means(how))
    record(Act.SEND_CHILD_WELFARE_REPORT, row.subject, by=by, at=at, sent_on=day, how=sent.how)
    return sent


@action
def leave_cause_unsent(cause: UUID, *, by: Actor, at: datetime, reason: str) -> CauseLeft:
    """The one who knows says why no report is sent. It can still be sent later.

    Raises NotVisible; Refused for anybody else, and without a reason.
    """
    row, _viewer, standing = lock_cause(cause, by=by, at=at)
    require(Act.LEAVE_CAUSE_UNSENT, standing)
    refuse_if(obstacles_to_leaving(handled(row)) + text_obstacles("reason", reason))
    left = _write(CauseLeft, row, {"because": reason}, at=at)
    record(Act.LEAVE_CAUSE_UNSENT, row.subject, by=by, at=at)
    return left


@action
def note_child_welfare_feedback(
    cause: UUID, *, by: Actor, at: datetime, reply: Reply, received_on: date | None = None, text: str = ""
) -> CauseFeedback:
    """What the child welfare service has answered. Raises NotVisible; Refused before a report was sent."""
    row, _viewer, standing = lock_cause(cause, by=by, at=at)
    require(Act.NOTE_CHILD_WELFARE_FEEDBACK, standing)
    day = received_on or day_of(at)
    refuse_if(
        obstacles_to_feedback(handled(row), day)
        + time_obstacles("received_on", day, at=at)
        + text_obstacles("reply_text", text, is_required=False)
    )
    feedback = _write(CauseFeedback, row, {"words": text}, at=at, received_on=day, reply=Reply(reply))
    record(Act.NOTE_CHILD_WELFARE_FEEDBACK, row.subject, by=by, at=at, received_on=day, reply=feedback.reply)
    return feedback


@action
def share_cause(cause: UUID, *, by: Actor, at: datetime, reader: UUID, need: str) -> CauseShare:
    """Let somebody read it, and say why that one needs to. The duty and its clock stay with the one who knows.

    Raises NotVisible; Refused without a need, and for somebody who does not work here.
    """
    row, viewer, standing = lock_cause(cause, by=by, at=at)
    require(Act.SHARE_CAUSE, standing)
    person = person_named(reader)
    is_here = Appointment.objects.filter(running_on(day_of(at)), person=person, school_owner=row.school_owner_id)
    is_known = person.pk == viewer.person_id or CauseShare.objects.filter(cause=row, person=person).exists()
    refuse_if(
        (() if is_here.exists() else (Obstacle("reader_not_here", law.CONFIDENTIAL),))
        + ((Obstacle("reads_it_already", law.HOUSE_PRACTICE),) if is_known else ())
        + text_obstacles("reader_need", need)
    )
    shared = _write(CauseShare, row, {"need": need}, at=at, person=person)
    record(Act.SHARE_CAUSE, row.subject, by=by, at=at, member=person.uuid)
    return shared


def _write(model: type[R], cause: Cause, texts: dict[str, str], **columns: object) -> R:
    """A row of the cause, its texts sealed with the key of the cause."""
    row = uuid4()
    sealed = sealed_texts(model, row, texts, cause.data_key_id)
    return model._default_manager.create(
        uuid=row, school_owner_id=cause.school_owner_id, cause=cause, **sealed, **columns
    )
