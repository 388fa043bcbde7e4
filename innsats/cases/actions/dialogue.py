"""What the school and whoever reported write to each other. Nothing here starts, stops or gates anything else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.viewers import viewer_of
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import text_obstacles

from ..models import Message, Report
from ..queries.access import NotVisible, lock_visible
from ..queries.barring import bars_answering
from ..queries.dialogue import capacity_of
from ..queries.messages import talks
from .writing import write_row


@action
def answer_reporter(report: UUID, *, by: Actor, at: datetime, text: str) -> Message:
    """Write to whoever reported: a colleague who is signed in, or whoever holds the receipt.

    It is on their page at once. Raises NotVisible; Refused when undeclared, or when nobody would read it.
    """
    row, viewer, standing = lock_visible(Report, report, by=by, at=at)
    require(Act.ANSWER_REPORTER, standing)
    refuse_if(bars_answering(row, viewer) + text_obstacles("text", text))
    message = write_row(
        Message, row, {"words": text}, report=row, from_school=True, answered_as=capacity_of(viewer, row),
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(Act.ANSWER_REPORTER, row.subject, by=by, at=at, message=message.pk)
    return message


@action
def write_to_school(report: UUID, *, by: Actor, at: datetime, text: str) -> Message:
    """Write more to those who read the report: an answer, or what was forgotten. At any time, also when all is over.

    By the colleague who sent it, also one who is inhabil, or by whoever holds the receipt. Raises NotVisible; Refused.
    """
    viewer = viewer_of(by, at)
    # first the lock: who waited is asked as it stands now
    Report.objects.select_for_update(no_key=True).filter(pk=report).first()
    row = Report.objects.filter(talks(viewer), pk=report).first()
    if row is None:
        raise NotVisible(f"report:{report}")
    require(Act.WRITE_TO_SCHOOL, Standing(parts=frozenset({Part.REPORTER})))
    refuse_if(text_obstacles("text", text))
    message = write_row(
        Message, row, {"words": text}, report=row, from_school=False, by_id=viewer.person_id, at=at
    )  # fmt: skip
    record(Act.WRITE_TO_SCHOOL, row.subject, by=by, at=at, message=message.pk)
    return message
