"""What happens in the county governor's case, written down by the school or by the owner it is about."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.governor import IN_WORDS, Detail, GovernorStep, Taken, obstacles_to_step
from innsats.rules.inputs import planned_obstacles, text_obstacles, time_obstacles

from ..models import Case, GovernorEntry
from ..queries.access import lock_visible
from ..queries.governing import steps_of
from .writing import first_report_at, write_row


@action
def record_governor_step(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    step: GovernorStep,
    happened_on: date | None = None,
    due_on: date | None = None,
    detail: Detail | None = None,
    of_others: bool = False,
    text: str = "",
) -> GovernorEntry:
    """Write down one step of the county governor's case: what came from there, or what was done about it.

    `happened_on` is when it was received or done, `due_on` the deadline the governor set. Raises NotVisible; Refused
    for what cannot have happened yet, an order without its deadline, and other pupils' matters not asked for.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.RECORD_GOVERNOR_STEP, standing)
    before, on = steps_of(row), happened_on or day_of(at)
    taken = Taken(
        step=GovernorStep(step), on=on, due_on=due_on, detail=Detail(detail) if detail else None, of_others=of_others
    )
    refuse_if(
        obstacles_to_step(taken, before)
        + time_obstacles("happened_on", on, at=at, not_before=first_report_at(row))
        + planned_obstacles("due_on", due_on, at=at)
        + text_obstacles("governor_text", text, is_required=taken.step in IN_WORDS)
    )
    said = {
        "step": taken.step, "happened_on": on, "due_on": due_on, "detail": taken.detail or "", "of_others": of_others
    }  # fmt: skip
    kept = {"case": row, "place": len(before) + 1, "by_id": viewer.person_id, "at": at}
    entry = write_row(GovernorEntry, row, {"words": text}, **kept, **said)
    record(Act.RECORD_GOVERNOR_STEP, row.subject, by=by, at=at, entry=entry.pk, **said)
    return entry
