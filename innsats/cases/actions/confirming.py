"""That a person at the school knows who holds the code of a report. By itself it opens nothing."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.dialogue import KnownBy
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.verdicts import Obstacle, Refused

from ..models import ConfirmationEnd, HolderConfirmation, Report
from ..queries.access import NotVisible, lock_visible
from ..queries.barring import bars_confirming
from ..queries.confirming import able_to_hold
from .writing import first_report_at, write_row


@action
def confirm_holder(
    report: UUID, *, by: Actor, at: datetime, pupil: UUID, how: KnownBy, guardian: UUID | None = None,
    confirmed_on: date | None = None, text: str = "",
) -> HolderConfirmation:  # fmt: skip
    """Keep that whoever holds the code is this pupil, or this guardian of the pupil: by whom, how and when it is known.

    Raises NotVisible; Refused when undeclared, for somebody who is not in the register with a pupil of the report, a
    guardian without parental responsibility or of a pupil who is of age, and while another confirmation holds.
    """
    row, viewer, standing = lock_visible(Report, report, by=by, at=at)
    require(Act.CONFIRM_HOLDER, standing)
    chosen = next((one for one in able_to_hold(row, at) if one.pupil == pupil and one.guardian == guardian), None)
    if chosen is None:
        raise Refused((Obstacle("unknown_holder", law.HOUSE_PRACTICE),))
    refuse_if(
        tuple(dict.fromkeys(bars_confirming(row) + chosen.obstacles))
        + text_obstacles("text", text, is_required=False)
        + time_obstacles("confirmed_on", confirmed_on, at=at, not_before=first_report_at(row))
    )
    confirmation = write_row(
        HolderConfirmation, row, {"words": text}, report=row, pupil_id=pupil, guardian_id=guardian, how=KnownBy(how),
        confirmed_on=confirmed_on or day_of(at), by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.CONFIRM_HOLDER, row.subject, by=by, at=at, confirmation=confirmation.pk, pupil=pupil, guardian=guardian,
        how=confirmation.how, confirmed_on=confirmation.confirmed_on,
    )  # fmt: skip
    return confirmation


@action
def end_confirmation(report: UUID, *, by: Actor, at: datetime, confirmation: UUID, reason: str) -> ConfirmationEnd:
    """It holds no longer, and why. What was written while it held stands. Raises NotVisible or Refused."""
    row, viewer, standing = lock_visible(Report, report, by=by, at=at)
    require(Act.END_CONFIRMATION, standing)
    held = HolderConfirmation.objects.filter(report=row, pk=confirmation).first()
    if held is None:
        raise NotVisible(f"confirmation:{confirmation}")
    ended = (Obstacle("confirmation_ended", law.HOUSE_PRACTICE),) if hasattr(held, "end") else ()
    refuse_if(ended + text_obstacles("reason", reason))
    end = write_row(
        ConfirmationEnd, row, {"words": reason}, confirmation=held, by_id=viewer.person_id, at=at
    )  # fmt: skip
    record(Act.END_CONFIRMATION, row.subject, by=by, at=at, confirmation=held.pk)
    return end
