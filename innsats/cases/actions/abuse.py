"""Abuse of the open form: marked with what was checked, taken away again when somebody was wrong. Nothing is lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import text_obstacles

from ..models import AbuseMark, Report
from ..queries.access import lock_visible
from ..queries.barring import bars_marking
from .writing import write_row


@action
def mark_abuse(report: UUID, *, by: Actor, at: datetime, reason: str, is_abuse: bool = True) -> AbuseMark:
    """Judge that a report is abuse of the open form, or (`is_abuse` False) that it is not after all; `reason` is what
    was checked.

    The clocks lapse, and run again when the mark is taken away. Nobody but its readers sees the mark, and everybody
    who could read the report still can. Raises NotVisible; Refused for one that names a pupil of the school, is about
    an adult, is in a case, or was sent by somebody signed in.
    """
    row, viewer, standing = lock_visible(Report, report, by=by, at=at)
    require(Act.MARK_ABUSE, standing)
    refuse_if(bars_marking(row, is_abuse=is_abuse) + text_obstacles("reason", reason))
    mark = write_row(AbuseMark, row, {"words": reason}, report=row, by_id=viewer.person_id, at=at, is_abuse=is_abuse)
    record(Act.MARK_ABUSE, row.subject, by=by, at=at, is_abuse=is_abuse)
    return mark
