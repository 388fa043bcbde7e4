"""A case that was opened about the wrong child: moved to the right one, and what it may have told is assessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.breach import Risk, obstacles_to_assessment, obstacles_to_correction
from innsats.rules.impartiality import Tie
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.verdicts import Obstacle

from ..models import BreachAssessment, Case, Party, PupilCorrection, Report
from ..queries.access import lock_visible
from ..queries.alike import choosing_obstacles
from ..queries.finding import open_cases_about
from ..queries.following import earlier_cases
from ..queries.moved import exposures_of, unassessed
from ..queries.shut_out import shut_out_of
from .errands import look_at_errands
from .helping import let_go_of_wrong_child
from .impartiality import answer_reports_of, declare, recuse_elsewhere
from .routing import end_tasks, hand_on
from .writing import on, write_row


@action
def correct_pupil(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, reason: str, found_at: datetime | None = None,
    told_otherwise: bool = False, is_sure: bool = False, confirmed: bool = False, ties: Iterable[Tie] = (),
    kept_errands: Iterable[UUID] = (), ended_errands: Iterable[UUID] = (),
) -> PupilCorrection:  # fmt: skip
    """Move a case from the wrong child to the right one (`pupil`), and declare one's own habilitet in the same step.

    The wrong child is a party here no more, nor on the case's reports. The right one has not been heard, no plan
    applies, and no external team helps until it is asked anew. When the wrong child may have become known, 72 hours run
    from `found_at` (now unless said); `told_otherwise`: also outside the system. `is_sure` and `confirmed` as in
    `open_case`. `kept_errands` are to be done all the same, `ended_errands` are taken back; what neither names stands,
    and waits for somebody to look at it.
    Raises NotVisible or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.CORRECT_PUPIL, standing)
    child = Pupil.objects.filter(uuid=pupil, school_id=row.school_id).first()
    refuse_if(
        obstacles_to_correction(is_same=pupil == row.pupil_id, is_here=child is not None, about=str(pupil))
        + text_obstacles("reason", reason)
        + time_obstacles("found_at", found_at, at=at, not_before=row.opened_at)
        + choosing_obstacles(row, [pupil], is_sure=is_sure)
        + (() if confirmed else _open_already(row, viewer, pupil))
    )
    assert child is not None  # refused above
    exposed = exposures_of(row, viewer, otherwise=told_otherwise)
    correction = write_row(
        PupilCorrection, row, {"because": reason}, case=row, was=row.pupil, now=child, found_at=found_at or at,
        exposed=" ".join(exposed), by_id=viewer.person_id, at=at,
    )  # fmt: skip
    _moved(row, correction, viewer, tuple(ties), by=by, at=at)
    look_at_errands(row, viewer, kept=kept_errands, ended=ended_errands)
    return correction


@action
def assess_breach(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    risk: Risk,
    reason: str,
    authority_told_on: date | None = None,
    concerned_told_on: date | None = None,
    breach: UUID | None = None,
) -> BreachAssessment:
    """Assess what the oldest open breach means for those it concerns, and keep who was told on which day.

    `breach` is the correction that was read as that one: what is thought of one child is not written of another.
    Raises NotVisible; Refused without a reason, or while Datatilsynet or those concerned are not told who must be.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ASSESS_BREACH, standing)
    oldest = unassessed(row)
    is_another = oldest is not None and str(breach or oldest.pk) != str(oldest.pk)
    found_at = oldest.found_at if oldest else None
    days = {"authority_told_on": authority_told_on, "concerned_told_on": concerned_told_on}
    refuse_if(
        obstacles_to_assessment(
            Risk(risk), is_open=oldest is not None, is_authority_told=authority_told_on is not None,
            are_concerned_told=concerned_told_on is not None,
        )
        + ((Obstacle("another_breach", law.HOUSE_PRACTICE),) if is_another else ())
        + text_obstacles("reason", reason)
        + tuple(one for name, day in days.items() for one in time_obstacles(name, day, at=at, not_before=found_at))
    )  # fmt: skip
    assessed = write_row(
        BreachAssessment, row, {"words": reason}, case=row, correction=oldest, risk=Risk(risk), by_id=viewer.person_id,
        at=at, **days,
    )  # fmt: skip
    record(Act.ASSESS_BREACH, row.subject, by=by, at=at, risk=assessed.risk, **days)
    return assessed


def _moved(
    row: Case, correction: PupilCorrection, viewer: Viewer, ties: tuple[Tie, ...], *, by: Actor, at: datetime
) -> None:
    """Let the case and its reports be about the right child, with the habilitet of whoever corrects."""
    seats, child = row.seats, correction.now
    _move(row, child, viewer, at)
    let_go_of_wrong_child(correction, at)
    declaration = declare(row, viewer, at, ties)
    record(
        Act.CORRECT_PUPIL, row.subject, by=by, at=at, pupil=child.uuid, exposed=correction.exposures,
        found_at=correction.found_at, outcome=declaration.outcome, declaration=declaration.pk,
        handed_to=row.seats - seats, is_recurrence=earlier_cases([child.pk], at, but=row.pk).exists(),
    )  # fmt: skip
    _move_reports(row, correction, viewer, by=by, at=at)
    answer_reports_of(row, declaration, Act.CORRECT_PUPIL, viewer, by=by, at=at)
    recuse_elsewhere(row, declaration, Act.CORRECT_PUPIL, viewer, by=by, at=at)


def _open_already(row: Case, viewer: Viewer, pupil: UUID) -> tuple[Obstacle, ...]:
    """The right child has an open case: then this one is a double, or another matter."""
    others = open_cases_about(viewer, [pupil], row.school_id).exclude(pk=row.pk)
    same = tuple(str(one.pk) for one in others)
    return (Obstacle("case_is_open", law.HOUSE_PRACTICE, same),) if same else ()


def _move(row: Case, child: Pupil, viewer: Viewer, at: datetime) -> None:
    """The case is about `child` now, and everybody declares anew."""
    row.party_set.filter(pupil__in=(row.pupil_id, child.pk)).delete()
    row.pupil = child
    row.save(update_fields=["pupil"])
    _name(row, child, Party.SUBJECT, viewer, at)


def _move_reports(row: Case, moved: PupilCorrection, viewer: Viewer, *, by: Actor, at: datetime) -> None:
    """On the reports of the case the right child takes the wrong one's place, unless another case is about that one."""
    reports = Report.objects.select_for_update(no_key=True).filter(casereport__case=row).order_by("pk")
    for report in reports:
        others = Case.objects.filter(casereport__report=report, pupil=moved.was)
        wrong = report.party_set.filter(pupil=moved.was)
        is_here = report.party_set.filter(pupil=moved.now).exists()
        leaves = wrong.exists() and not others.exists()
        if leaves:
            wrong.delete()
        if leaves and not is_here:
            seats = report.seats
            _name(report, moved.now, Party.INVOLVED, viewer, at)
            record(
                Act.CORRECT_PUPIL, report.subject, by=by, at=at, pupil=moved.now.uuid, follows=row.uuid,
                handed_to=report.seats - seats,
            )  # fmt: skip


def _name(row: Case | Report, child: Pupil, part: str, viewer: Viewer, at: datetime) -> None:
    """One more party, for whom habilitet is declared anew; whoever is inhabil by it has no task here any more."""
    Party.objects.create(
        school_owner_id=row.school_owner_id, **on(row), pupil=child, part=part, by_id=viewer.person_id, at=at
    )
    row.party_round += 1
    row.save(update_fields=["party_round"])
    hand_on(row, at)
    end_tasks(row, shut_out_of(row), at)
