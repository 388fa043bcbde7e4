"""Gjøremål: work given to somebody who may not, or need not, see the case, done or not done, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.queries.units import person_named
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.errands import (
    ErrandOutcome,
    obstacles_to_done,
    obstacles_to_ending,
    obstacles_to_keeping,
    obstacles_to_times,
    obstacles_to_wording,
)
from innsats.rules.inputs import LONGEST_NAME, text_obstacles
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, Errand, ErrandEnd, ErrandKept, Measure
from ..queries.access import lock_visible
from ..queries.errandgiving import parties_by_name
from ..queries.errands import errand_in, left_in, lock_errand, outcome_of
from .assignment import obstacles_to_errand
from .writing import write_row


@action
def give_errand(
    case: UUID, *, by: Actor, at: datetime, person: UUID, what: str, ends_at: datetime,
    starts_at: datetime | None = None, place: str = "", tell_back: str = "", measure: UUID | None = None,
    names_allowed: bool = False,
) -> Errand:  # fmt: skip
    """Give somebody at work here a piece of work: what, until when, from when and where, and what to tell afterwards.

    That one reads it and nothing else of the case, inhabil or not. `measure` is carried out so. `names_allowed`: a name
    in the text must stand there. Raises NotVisible; Refused for somebody the case concerns.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.GIVE_ERRAND, standing)
    holder, texts = person_named(person), {"what": what, "place": place, "tell_back": tell_back}
    refuse_if(
        obstacles_to_errand(holder, row, at)
        + text_obstacles("what", what)
        + text_obstacles("place", place, is_required=False, longest=LONGEST_NAME)
        + text_obstacles("tell_back", tell_back, is_required=False, longest=LONGEST_NAME)
        + obstacles_to_times(starts_at, ends_at, at=at)
        + obstacles_to_wording(
            "\n".join(texts.values()), names=parties_by_name(row.pk), number=row.number, names_allowed=names_allowed
        )
    )
    if measure is not None and not Measure.objects.filter(case=row, lineage=measure).exists():
        raise Refused((Obstacle("unknown_measure", law.WRITTEN_PLAN),))
    given = write_row(
        Errand, row, texts, case=row, person=holder, starts_at=starts_at, ends_at=ends_at, measure_lineage=measure,
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.GIVE_ERRAND, row.subject, by=by, at=at, errand=given.pk, member=holder.uuid, due_at=ends_at,
        measure=measure,
    )  # fmt: skip
    return given


@action
def finish_errand(
    errand: UUID, *, by: Actor, at: datetime, text: str = "", happened_at: datetime | None = None
) -> ErrandEnd:
    """Whoever was given it has done it: when, and what there is to tell.

    Raises NotVisible; Refused once it has ended, and without an answer to what was asked.
    """
    row, viewer, standing = lock_errand(errand, by=by, at=at)
    require(Act.FINISH_ERRAND, standing)
    refuse_if(
        obstacles_to_ending(outcome_of(row), by_holder=True)
        + obstacles_to_done(happened_at or at, given_at=row.at, at=at)
        + text_obstacles("errand_answer", text, is_required=bool(row.tell_back))
    )
    return _end(row, ErrandOutcome.DONE, text, viewer, happened_at=happened_at or at)


@action
def decline_errand(errand: UUID, *, by: Actor, at: datetime, reason: str) -> ErrandEnd:
    """Whoever was given it cannot do it, and why. Raises NotVisible; Refused without a reason or once it has ended."""
    row, viewer, standing = lock_errand(errand, by=by, at=at)
    require(Act.DECLINE_ERRAND, standing)
    refuse_if(obstacles_to_ending(outcome_of(row), by_holder=True) + text_obstacles("reason", reason))
    return _end(row, ErrandOutcome.CANNOT, reason, viewer)


@action
def take_back_errand(case: UUID, *, by: Actor, at: datetime, errand: UUID, reason: str = "") -> ErrandEnd:
    """Nobody has to do it any more. `reason` stands in the case, and is not read by whoever had it.

    Raises NotVisible; Refused once it has ended.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.TAKE_BACK_ERRAND, standing)
    given = errand_in(row, errand)
    refuse_if(
        obstacles_to_ending(outcome_of(given), by_holder=False) + text_obstacles("reason", reason, is_required=False)
    )
    return _end(given, ErrandOutcome.TAKEN_BACK, reason, viewer)


@action
def keep_errand(case: UUID, *, by: Actor, at: datetime, errand: UUID) -> ErrandKept:
    """It is to be done all the same, though the case was about another pupil when it was given.

    Raises NotVisible; Refused once it has ended, or when nobody has to look at it.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.KEEP_ERRAND, standing)
    given = errand_in(row, errand)
    refuse_if(obstacles_to_keeping(outcome_of(given), is_left=given in left_in(row)))
    return _keep(given, viewer)


def look_at_errands(case: Case, viewer: Viewer, *, kept: Iterable[UUID], ended: Iterable[UUID]) -> None:
    """Whoever moves a case to the right pupil says what is to be done all the same, and takes back the rest. What has
    ended meanwhile is left as it is. Raises NotVisible for what is no work of this case.
    """
    to_keep, to_end = ([errand_in(case, one) for one in named] for named in (kept, ended))
    for errand in to_keep:
        if outcome_of(errand) is None:
            _keep(errand, viewer)
    for errand in to_end:
        if outcome_of(errand) is None and errand not in to_keep:
            _end(errand, ErrandOutcome.TAKEN_BACK, "", viewer)


ENDS = {
    ErrandOutcome.DONE: Act.FINISH_ERRAND,
    ErrandOutcome.CANNOT: Act.DECLINE_ERRAND,
    ErrandOutcome.TAKEN_BACK: Act.TAKE_BACK_ERRAND,
}


def _keep(row: Errand, viewer: Viewer) -> ErrandKept:
    kept = write_row(ErrandKept, row.case, {}, case=row.case, errand=row, by_id=viewer.person_id, at=viewer.at)
    record(Act.KEEP_ERRAND, row.case.subject, by=viewer.actor, at=viewer.at, errand=row.pk, member=row.person.uuid)
    return kept


def _end(
    row: Errand, outcome: ErrandOutcome, text: str, viewer: Viewer, *, happened_at: datetime | None = None
) -> ErrandEnd:
    end = write_row(
        ErrandEnd, row.case, {"words": text}, case=row.case, errand=row, outcome=outcome, happened_at=happened_at,
        by_id=viewer.person_id, at=viewer.at,
    )  # fmt: skip
    when = {"happened_at": happened_at} if happened_at else {}
    record(
        ENDS[outcome], row.case.subject, by=viewer.actor, at=viewer.at, errand=row.pk, member=row.person.uuid,
        giver=row.by.uuid, is_asked=bool(row.tell_back), **when,
    )  # fmt: skip
    return end
