"""Somebody of a family says how the school met them: for the numbers, and never for or against anything in the case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.cases.models import TrustCheck
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.stages import Stage
from innsats.rules.trust import Reply, obstacles_to_answer

from ..queries.approved import lock_reading
from ..queries.trust import asked


@action
def answer_trust_check(
    case: UUID, *, by: Actor, at: datetime, heard: Reply, knows_next: Reply, better: Reply
) -> TrustCheck:
    """Answer what one is asked of the case now, once. The journal holds that it was answered, and not what.

    Raises NotVisible for whoever may read nothing of the case, at this moment, or whose code was ended; Refused when it
    is answered.
    """
    reading = lock_reading(case, by=by, at=at)
    row = reading.case
    require(Act.ANSWER_TRUST_CHECK, Standing(parts=frozenset({Part.FAMILY}), stage=Stage(row.stage)))
    check = asked(reading)
    refuse_if(obstacles_to_answer(is_answered=check.answered_at is not None))
    check.answered_at = at
    check.heard, check.knows_next, check.better = (Reply(one).value for one in (heard, knows_next, better))
    check.save(update_fields=["answered_at", "heard", "knows_next", "better"])
    record(Act.ANSWER_TRUST_CHECK, row.subject, by=by, at=at, check=check.pk)
    return check
