"""What never waits: safety today, and telling the owner."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor, Subject
from innsats.people.queries.units import person_named
from innsats.rules import law
from innsats.rules.access import Impartiality, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.informing import Means
from innsats.rules.inputs import planned_obstacles, text_obstacles, time_obstacles
from innsats.rules.verdicts import Obstacle, Refused

from ..models import OwnerTold, SafetyStep
from ..queries.access import lock_visible
from ..queries.assignees import owner_receivers
from .impartiality import MODELS
from .writing import first_report_at, on, write_row


@action
def secure_safety(
    subject: Subject, *, by: Actor, at: datetime, text: str, is_needed: bool = True, from_on: date | None = None
) -> SafetyStep:
    """Write down what makes the pupil safe today, or why nothing was needed.

    Also somebody undeclared or inhabil may, when it cannot wait (fvl67 § 7): then it is provisional, until whoever
    wrote it is found impartial, or somebody who is decides anew. Raises NotVisible, or Refused.
    """
    row, viewer, standing = lock_visible(MODELS[subject.kind], subject.id, by=by, at=at, act=Act.SECURE_SAFETY)
    require(Act.SECURE_SAFETY, standing)
    refuse_if(
        text_obstacles("text", text) + planned_obstacles("from_on", from_on, at=at, not_before=first_report_at(row))
    )
    is_provisional = standing.impartiality is not Impartiality.IMPARTIAL
    step = write_row(
        SafetyStep,
        row,
        {"words": text},
        **on(row),
        is_needed=is_needed,
        is_provisional=is_provisional,
        from_on=from_on or day_of(at),
        by_id=viewer.person_id,
        at=at,
    )
    record(
        Act.SECURE_SAFETY, row.subject, by=by, at=at, is_needed=is_needed, is_provisional=is_provisional, step=step.pk
    )
    return step


@action
def tell_owner(
    subject: Subject, *, by: Actor, at: datetime, to: UUID, how: Means = Means.PHONE, told_at: datetime | None = None
) -> OwnerTold:
    """Keep that the owner was told: who was told, how, and when it happened (`told_at`, now when not said).

    Raises NotVisible, or Refused: a serious case cannot be marked as told without time and recipient, and the recipient
    receives for the owner: in office there, not inhabil here, and not the one who tells.
    """
    row, viewer, standing = lock_visible(MODELS[subject.kind], subject.id, by=by, at=at)
    require(Act.TELL_OWNER, standing)
    refuse_if(time_obstacles("told_at", told_at, at=at, not_before=first_report_at(row)))
    recipient = person_named(to)
    if not owner_receivers(row, at, but=viewer.person_id).filter(pk=recipient.pk).exists():
        raise Refused((Obstacle("not_at_the_owner", law.REPORT_TO_PRINCIPAL, (str(recipient.uuid),)),))
    told = OwnerTold.objects.create(
        school_owner_id=row.school_owner_id,
        **on(row),
        to=recipient,
        how=Means(how),
        told_at=told_at or at,
        by_id=viewer.person_id,
        at=at,
    )
    record(Act.TELL_OWNER, row.subject, by=by, at=at, to=recipient.uuid, how=told.how, happened_at=told.told_at)
    return told
