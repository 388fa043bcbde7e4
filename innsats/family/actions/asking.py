"""Somebody of a family asks who has opened the case. The school is not told of it, and the privacy officer answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.cases.models import TrailRequest
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.looking import obstacles_to_ask
from innsats.rules.stages import Stage

from ..queries.approved import lock_reading
from ..queries.trail import asked_by


@action
def ask_for_trail(case: UUID, *, by: Actor, at: datetime) -> TrailRequest:
    """Ask for the list of who has opened the case until now.

    Raises NotVisible for whoever may read nothing of the case now, whose code was ended, or who may not be given the
    list; Refused while an answer is on its way.
    """
    reading = lock_reading(case, by=by, at=at)
    row = reading.case
    asked = asked_by(reading)
    require(Act.ASK_FOR_TRAIL, Standing(parts=frozenset({Part.FAMILY}), stage=Stage(row.stage)))
    refuse_if(obstacles_to_ask(is_waiting=asked.filter(release=None).exists()))
    request = TrailRequest.objects.create(
        school_owner_id=row.school_owner_id, case=row, pupil_id=reading.reader.pupil,
        guardian_id=reading.reader.guardian, at=at,
    )  # fmt: skip
    record(Act.ASK_FOR_TRAIL, row.subject, by=by, at=at, request=request.pk)
    return request
