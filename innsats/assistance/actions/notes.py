"""The own notes of those who assist: written for themselves, brought into the school's record, or erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.cases.actions.writing import write_row
from innsats.cases.models import Assistance, Case, Note, WorkNote
from innsats.cases.queries.access import NotVisible, lock_visible
from innsats.cases.queries.texts import texts_of
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.viewers import system_parts
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import text_obstacles
from innsats.rules.inquiry import Method, Perspective, Question
from innsats.rules.worknotes import LONGEST_NOTE

from ..queries.worknotes import forgotten, notes_in
from .opened import begun_in


@action
def write_work_note(case: UUID, *, by: Actor, at: datetime, text: str) -> WorkNote:
    """Write a note for those who assist here: nobody else reads it, and it is no part of the school's record.

    Raises NotVisible, or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.WRITE_WORK_NOTE, standing)
    refuse_if(text_obstacles("text", text, longest=LONGEST_NOTE))
    note = write_row(
        WorkNote, row, {"words": text}, case=row, assistance=begun_in(row, at), by_id=viewer.person_id, at=at
    )
    record(Act.WRITE_WORK_NOTE, row.subject, by=by, at=at, note=note.pk)
    return note


@action
def hand_note_to_school(
    case: UUID, *, by: Actor, at: datetime, note: UUID, method: Method, perspective: Perspective, question: Question
) -> Note:
    """Bring a work note into the school's record, as something found out by the external team. It is moved, not copied.

    Also when the case is closed: what is known belongs there. Raises NotVisible, also for a note that is not there.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.HAND_NOTE_TO_SCHOOL, standing)
    one = notes_in(row.pk).filter(pk=note).first()
    if one is None:
        raise NotVisible(f"note:{note}")
    (text,) = texts_of((one, "words")).values()
    empty = dict.fromkeys(("own_words", "meaning", "present", "place", "held_by", "paper_by"), "")
    handed = write_row(
        Note, row, {"words": text, **empty}, case=row, happened_at=one.at, method=Method(method),
        perspective=Perspective(perspective), question=Question(question), by_id=one.by_id, at=at,
        handed_by_id=viewer.person_id,
    )
    one.delete()
    record(
        Act.HAND_NOTE_TO_SCHOOL, row.subject, by=by, at=at, work_note=note, note=handed.pk, method=handed.method,
        happened_at=handed.happened_at,
    )
    return handed


@action
def erase_work_notes(case: UUID, *, by: Actor, at: datetime) -> list[UUID]:
    """Erase the work notes that nobody can read any more, and that nobody comes back to. Only the clock does this.

    Raises Refused for anyone else.
    """
    require(Act.ERASE_WORK_NOTES, Standing(parts=frozenset(system_parts(by))))
    row = Case.objects.select_for_update(no_key=True).get(pk=case)
    erased = [note for asked in forgotten(at).filter(case=row) for note in erase(asked)]
    record(Act.ERASE_WORK_NOTES, row.subject, by=by, at=at, erased=erased)
    return erased


def erase(asked: Assistance) -> list[UUID]:
    """Destroy every note of this assistance; of each the journal keeps when it was written, by whom, and its sum."""
    notes = WorkNote.objects.filter(assistance=asked).order_by("at", "pk")
    gone = list(notes.values_list("pk", flat=True))
    notes.delete()
    return gone
