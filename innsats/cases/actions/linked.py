"""Linked cases: each stays one pupil's own. What is shared is shared by reference, and told anew by a person."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Max, QuerySet

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import LONGEST_NAME, planned_obstacles, text_obstacles
from innsats.rules.inquiry import perspective_elsewhere
from innsats.rules.linking import LinkReason, copied_obstacles, link_obstacles, naming_obstacles
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.sealing import open_all, open_one

from ..models import Case, CaseLink, Measure, Note, Party, SharedMeasure
from ..queries.access import lock_visible
from ..queries.plans import draft_plan, latest_row
from .assignment import obstacles_to_task
from .inquiry import too_long
from .plan import new_draft
from .writing import first_report_at, write_row


@action
def link_cases(case: UUID, *, by: Actor, at: datetime, other: UUID, why: LinkReason) -> CaseLink:
    """Link two cases of one school. Only who sees both meets the link, and no family learns of it.

    Asked of rektor's part in both. Raises NotVisible for either; Refused when they cannot be linked.
    """
    rows, viewer = _both(Act.LINK_CASES, case, other, by, at)
    row, second = rows[str(case)], rows[str(other)]
    refuse_if(
        link_obstacles(
            is_itself=row.pk == second.pk,
            same_school=row.school_id == second.school_id,
            is_linked=_links(row, second).exists(),
        )
    )
    links = [
        write_row(
            CaseLink, one, {}, case=one, other=another, why=LinkReason(why), by_id=viewer.person_id, at=at
        )
        for one, another in ((row, second), (second, row))
    ]  # fmt: skip
    record(Act.LINK_CASES, second.subject, by=by, at=at, other=row.uuid, why=LinkReason(why))
    record(Act.LINK_CASES, row.subject, by=by, at=at, other=second.uuid, why=LinkReason(why))
    return links[0]


@action
def unlink_cases(case: UUID, *, by: Actor, at: datetime, other: UUID) -> CaseLink:
    """End a link that was wrong, in both cases. What was told anew in either stays: it stands in its own words there.

    Asked of rektor's part in both, at every stage. Raises NotVisible for either; Refused when they are not linked.
    """
    rows, viewer = _both(Act.UNLINK_CASES, case, other, by, at)
    row, second = rows[str(case)], rows[str(other)]
    refuse_if(_not_linked(row, second))
    for one, another in ((second, row), (row, second)):
        link = _links(one, another).get()
        link.ended_at, link.ended_by_id = at, viewer.person_id
        link.save(update_fields=["ended_at", "ended_by"])
        record(Act.UNLINK_CASES, one.subject, by=by, at=at, other=another.uuid)
    return link


@action
def share_note(case: UUID, *, by: Actor, at: datetime, note: UUID, to: UUID, text: str) -> Note:
    """Write a note of this case anew in a linked one, in words that belong there. It refers to this note.

    When it happened and how it was found out go along, never a word. Raises NotVisible for either case; Refused when
    the cases are not linked, the text is copied, or it names a child whom the other case does not concern.
    """
    rows, viewer = _both(Act.SHARE_NOTE, case, to, by, at)
    row, other = rows[str(case)], rows[str(to)]
    shared = Note.objects.filter(case=row, pk=note).first()
    if shared is None:
        raise Refused((Obstacle("nothing_to_share", law.HOUSE_PRACTICE),))
    originals = open_all([(shared.words, shared.pk), (shared.own_words, shared.pk)])
    copied = (copied_obstacles("text", text, original) for original in originals)
    refuse_if(
        _not_linked(row, other)
        + text_obstacles("text", text)
        + tuple(dict.fromkeys(obstacle for found in copied for obstacle in found))
        + naming_obstacles("text", text, *_children(row, other))
    )
    written = write_row(
        Note,
        other,
        {"words": text},
        case=other,
        happened_at=shared.happened_at,
        method=shared.method,
        perspective=perspective_elsewhere(shared.perspective),
        question=shared.question,
        shared_from=shared,
        by_id=viewer.person_id,
        at=at,
    )
    record(
        Act.SHARE_NOTE, other.subject, by=by, at=at, note=written.pk, shared_from=shared.pk, method=written.method,
        happened_at=written.happened_at,
    )  # fmt: skip
    return written


@action
def share_measure(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    measure: UUID,
    to: UUID,
    problem: str,
    what: str,
    place: str = "",
    when_words: str = "",
    family_text: str = "",
    evaluate_on: date | None = None,
) -> Measure:
    """Write a measure of this case anew in the draft of a linked one. It is carried out once for both pupils.

    Its kind, its first day and who does it go along; every text is typed for the pupil it is about there. Raises
    NotVisible for either case; Refused as `share_note`.
    """
    rows, viewer = _both(Act.SHARE_MEASURE, case, to, by, at)
    row, other = rows[str(case)], rows[str(to)]
    shared = latest_row(row, measure)
    if shared is None:
        raise Refused((Obstacle("unknown_measure", law.WRITTEN_PLAN),))
    texts = {"problem": problem, "what": what, "family_text": family_text, "place": place, "when_words": when_words}
    children = _children(row, other)
    named = (naming_obstacles(name, text, *children) for name, text in texts.items())
    refuse_if(
        _not_linked(row, other)
        + text_obstacles("problem", problem)
        + text_obstacles("what", what)
        + too_long(problem=problem, what=what, family_text=family_text)
        + too_long(LONGEST_NAME, place=place, when_words=when_words)
        + copied_obstacles("problem", problem, open_one(shared.problem, shared.pk))
        + tuple(obstacle for found in named for obstacle in found)
        + planned_obstacles("evaluate_on", evaluate_on, at=at, not_before=first_report_at(other))
    )
    held = SharedMeasure.objects.filter(lineage=shared.lineage).first()
    held = held or _done_together(row, shared, uuid4(), viewer, at)
    written = _written(other, shared, texts, evaluate_on, viewer, at)
    _done_together(other, written, held.common, viewer, at)
    record(Act.SHARE_MEASURE, other.subject, by=by, at=at, measure=written.lineage, common=held.common)
    return written


def _both(act: Act, case: UUID, other: UUID, by: Actor, at: datetime) -> tuple[dict[str, Case], Viewer]:
    """Both cases, locked in the order of their ids, when the act is allowed in each of them."""
    locked = [lock_visible(Case, uuid, by=by, at=at) for uuid in sorted({str(case), str(other)})]
    for _, _, standing in locked:
        require(act, standing)
    return {str(row.pk): row for row, _, _ in locked}, locked[0][1]


def _not_linked(row: Case, other: Case) -> tuple[Obstacle, ...]:
    return () if _links(row, other).exists() else (Obstacle("not_linked", law.HOUSE_PRACTICE),)


def _links(row: Case, other: Case) -> QuerySet[CaseLink]:
    """The link that stands now, as it is written in `row`."""
    return CaseLink.objects.filter(case=row, other=other, ended_at=None)


def _children(row: Case, other: Case) -> tuple[list[str], list[str]]:
    """The names of the pupils of `row` whom `other` does not concern, and of those whom it does."""
    parties = Party.objects.filter(case__in=[row, other]).exclude(pupil=None).select_related("pupil")
    there = {party.pupil_id for party in parties if party.case_id == other.pk}
    pupils = {party.pupil_id: party.pupil for party in parties if party.pupil}
    names = dict(zip(pupils, open_all([(one.sealed_name, one.pk) for one in pupils.values()]), strict=True))
    return [name for pk, name in names.items() if pk not in there], [names[pk] for pk in names if pk in there]


def _written(
    other: Case, shared: Measure, texts: dict[str, str], evaluate_on: date | None, viewer: Viewer, at: datetime
) -> Measure:
    """The measure in the draft of the other case, by the same person when that person may have tasks there."""
    plan = draft_plan(other) or new_draft(other, viewer, at)
    last = plan.measure_set.aggregate(last=Max("position"))["last"]
    doer = shared.responsible
    return write_row(
        Measure,
        other,
        texts,
        case=other,
        plan=plan,
        lineage=uuid4(),
        position=0 if last is None else last + 1,
        kind=shared.kind,
        start_on=shared.start_on,
        evaluate_on=evaluate_on,
        responsible=doer if doer and not obstacles_to_task(doer, other, at) else None,
        by_id=viewer.person_id,
        at=at,
    )


def _done_together(row: Case, measure: Measure, common: UUID, viewer: Viewer, at: datetime) -> SharedMeasure:
    return write_row(
        SharedMeasure, row, {}, case=row, lineage=measure.lineage, common=common, by_id=viewer.person_id, at=at
    )
