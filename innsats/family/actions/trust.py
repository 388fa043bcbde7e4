"""Somebody of a family says how the school met them: for the numbers, and never for or against anything in the case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.cases.models import Case, TrustCheck
from innsats.cases.queries.access import NotVisible
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.stages import Stage
from innsats.rules.trust import Reply, obstacles_to_answer

from ..queries.approved import reader_of, reading_of
from ..queries.trust import asked


@action
def answer_trust_check(
    case: UUID, *, by: Actor, at: datetime, heard: Reply, knows_next: Reply, better: Reply
) -> TrustCheck:
    """Answer what one is asked of the case now, once. The journal holds that it was answered, and not what.

    Raises NotVisible for whoever may read nothing of the case, at this moment; Refused when it is answered.
    """
    row = Case.objects.select_for_update().filter(pk=case).first()
    if row is None:
        raise NotVisible(f"case:{case}")
    reading = reading_of(reader_of(by, at), row.pk)
    require(Act.ANSWER_TRUST_CHECK, Standing(parts=frozenset({Part.FAMILY}), stage=Stage(row.stage)))
    check = asked(reading)
    refuse_if(obstacles_to_answer(is_answered=check.answered_at is not None))
    check.answered_at = at
    check.heard, check.knows_next, check.better = (Reply(one).value for one in (heard, knows_next, better))
    check.save(update_fields=["answered_at", "heard", "knows_next", "better"])
    record(Act.ANSWER_TRUST_CHECK, row.subject, by=by, at=at, check=check.pk)
    return check
