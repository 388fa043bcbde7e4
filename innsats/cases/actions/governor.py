"""What happens in the county governor's case, written down by the school or by the owner it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.governor import IN_WORDS, Detail, GovernorStep, Taken, obstacles_to_correction, obstacles_to_step
from innsats.rules.inputs import planned_obstacles, text_obstacles, time_obstacles
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, GovernorCorrection, GovernorEntry
from ..queries.access import lock_visible
from ..queries.governing import entries_of, steps_of
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


@action
def correct_governor_step(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    entry: UUID,
    reason: str,
    happened_on: date | None = None,
    due_on: date | None = None,
) -> GovernorCorrection:
    """Correct the dates of one step, and say why. What stood there is kept; the clocks follow what should have.

    A date that is not given stands as it does. Raises NotVisible; Refused for dates that could not have been written
    at first, and for a step that is not there.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.CORRECT_GOVERNOR_STEP, standing)
    entries = entries_of(row.pk)
    place = next((n for n, one in enumerate(entries) if str(one.pk) == str(entry)), None)
    if place is None:
        raise Refused((Obstacle("nothing_to_correct", law.NO_ERASURE),))
    stood = entries[place].taken
    right = replace(stood, on=happened_on or stood.on, due_on=due_on or stood.due_on)
    refuse_if(
        obstacles_to_correction(place, right, tuple(one.taken for one in entries))
        + time_obstacles("happened_on", right.on, at=at, not_before=first_report_at(row))
        + planned_obstacles("due_on", right.due_on, at=at)
        + text_obstacles("reason", reason)
    )
    dates = {"happened_on": right.on, "due_on": right.due_on}
    corrected = write_row(
        GovernorCorrection, row, {"reason": reason}, case=row, entry=entries[place], by_id=viewer.person_id, at=at,
        **dates,
    )  # fmt: skip
    record(
        Act.CORRECT_GOVERNOR_STEP, row.subject, by=by, at=at, entry=entries[place].pk, step=right.step, **dates
    )
    return corrected
