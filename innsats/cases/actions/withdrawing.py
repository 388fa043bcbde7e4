"""Whoever reported wishes to withdraw it. The wish is kept; the duty stays."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import text_obstacles, time_obstacles

from ..models import Report, Withdrawal
from ..queries.access import lock_visible
from ..queries.barring import bars_withdrawal
from ..queries.withdrawing import is_for_another, sent_by
from .writing import first_report_at, write_row


@action
def withdraw_report(
    report: UUID, *, by: Actor, at: datetime, reason: str = "", wished_on: date | None = None
) -> Withdrawal:
    """Keep that whoever reported wishes to withdraw it. Nothing is erased, and no clock stops.

    By the reporter, also one who is inhabil: the report is the reporter's own. Or by its reader. Who writes it for
    another says in `reason` what that one said, and on which day (`wished_on`, today unless said).
    Raises NotVisible or Refused.
    """
    row, viewer, standing = _lock(report, by, at)
    require(Act.WITHDRAW_REPORT, standing)
    is_own = Part.REPORTER in standing.parts
    refuse_if(
        bars_withdrawal(row)
        + text_obstacles("reason", reason, is_required=is_for_another(row, is_own=is_own))
        + time_obstacles("wished_on", wished_on, at=at, not_before=first_report_at(row))
    )
    wish = write_row(
        Withdrawal, row, {"words": reason}, report=row, is_own=is_own, wished_on=wished_on or day_of(at),
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(Act.WITHDRAW_REPORT, row.subject, by=by, at=at, is_own=is_own, wished_on=wish.wished_on)
    return wish


def _lock(report: UUID, by: Actor, at: datetime) -> tuple[Report, Viewer, Standing]:
    """The report as its sender has it, for the sender; for everybody else as one reads it. Raises NotVisible."""
    viewer = viewer_of(by, at)
    # first the lock: who waited is asked as it stands now
    Report.objects.select_for_update(no_key=True).filter(pk=report).first()
    own = Report.objects.filter(sent_by(viewer), pk=report).first()
    if own is None:
        return lock_visible(Report, report, by=by, at=at)
    return own, viewer, Standing(parts=frozenset({Part.REPORTER}))
