"""Measures in the world: truly begun, ended, and evaluated by the pupil's own word."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.evaluation import CarriedOut, Helped, carried_out_obstacles
from innsats.rules.inputs import planned_obstacles, text_obstacles, time_obstacles
from innsats.rules.inquiry import Safe
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, Evaluation, Measure, MeasureEnd, MeasureStart
from ..queries.access import lock_visible
from ..queries.plans import counts, latest_row
from ..queries.together import answered_elsewhere
from .writing import first_report_at, write_row


@action
def start_measure(
    case: UUID, *, by: Actor, at: datetime, measure: UUID, started_on: date | None = None
) -> MeasureStart:
    """Keep the day the measure truly began. Allowed in every open stage; it does not move the case.

    Raises NotVisible; Refused for a day ahead, or a measure that has begun already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.START_MEASURE, standing)
    held = _measure(row, measure)
    begun = (Obstacle("begun_already", law.DOCUMENT),) if MeasureStart.objects.filter(lineage=measure).exists() else ()
    day = started_on or day_of(at)
    refuse_if(begun + time_obstacles("started_on", day, at=at, not_before=first_report_at(row)))
    start = write_row(
        MeasureStart, row, {}, case=row, lineage=held.lineage, started_on=day, by_id=viewer.person_id, at=at
    )
    record(Act.START_MEASURE, row.subject, by=by, at=at, measure=held.lineage, started_on=day, counts=counts(held))
    return start


@action
def end_measure(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    measure: UUID,
    is_done: bool = True,
    reason: str = "",
    ended_on: date | None = None,
) -> MeasureEnd:
    """The measure is done, or is stopped because `reason`. Raises NotVisible; Refused when it never began."""
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.END_MEASURE, standing)
    held = _measure(row, measure)
    start = MeasureStart.objects.filter(lineage=measure).first()
    not_begun = () if start else (Obstacle("not_begun", law.DOCUMENT),)
    ended = (Obstacle("ended_already", law.DOCUMENT),) if MeasureEnd.objects.filter(lineage=measure).exists() else ()
    day = ended_on or day_of(at)
    refuse_if(
        not_begun
        + ended
        + text_obstacles("reason", reason, is_required=not is_done)
        + time_obstacles("ended_on", day, at=at, not_before=start.started_on if start else None)
    )
    end = write_row(
        MeasureEnd,
        row,
        {"because": reason},
        case=row,
        lineage=held.lineage,
        ended_on=day,
        is_done=is_done,
        by_id=viewer.person_id,
        at=at,
    )
    record(Act.END_MEASURE, row.subject, by=by, at=at, measure=held.lineage, ended_on=day, is_done=is_done)
    return end


@action
def evaluate_measure(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    measure: UUID,
    helped: Helped,
    pupil_safe: Safe,
    carried_out: CarriedOut | None = None,
    pupil_words: str = "",
    held_on: date | None = None,
    next_on: date | None = None,
) -> Evaluation:
    """Was it carried out? Did it help, by the pupil's own word? `next_on` is the day of the next evaluation.

    A measure in common with another pupil's case is asked once whether it was carried out: the answer given there
    stands here. Raises NotVisible; Refused when the measure never began or stands in no plan that applies, or the next
    day is not after this one.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.EVALUATE_MEASURE, standing)
    held = _measure(row, measure)
    start = MeasureStart.objects.filter(lineage=measure).first()
    not_begun = () if start else (Obstacle("not_begun", law.WRITTEN_PLAN),)
    drafted = (Obstacle("not_in_force", law.WRITTEN_PLAN),) if held.plan.number is None else ()
    answered = answered_elsewhere(held.lineage)
    day = held_on or day_of(at)
    too_early = (Obstacle("next_before_this", law.WRITTEN_PLAN),) if next_on and next_on <= day else ()
    refuse_if(
        not_begun
        + drafted
        + too_early
        + carried_out_obstacles(carried_out, answered.carried_out if answered else None)
        + planned_obstacles("next_on", next_on, at=at)
        + text_obstacles("pupil_words", pupil_words, is_required=False)
        + time_obstacles("held_on", day, at=at, not_before=start.started_on if start else None)
    )
    evaluation = write_row(
        Evaluation,
        row,
        {"pupil_words": pupil_words},
        case=row,
        lineage=held.lineage,
        held_on=day,
        next_on=next_on,
        carried_out=CarriedOut(answered.carried_out if answered else str(carried_out)),
        answered_by=answered,
        helped=Helped(helped),
        pupil_safe=Safe(pupil_safe),
        by_id=viewer.person_id,
        at=at,
    )
    record(
        Act.EVALUATE_MEASURE,
        row.subject,
        by=by,
        at=at,
        measure=held.lineage,
        held_on=day,
        next_on=next_on,
        carried_out=evaluation.carried_out,
        helped=evaluation.helped,
        pupil_safe=evaluation.pupil_safe,
    )
    return evaluation


def _measure(row: Case, lineage: UUID) -> Measure:
    held = latest_row(row, lineage)
    if held is None:
        raise Refused((Obstacle("unknown_measure", law.WRITTEN_PLAN),))
    return held
