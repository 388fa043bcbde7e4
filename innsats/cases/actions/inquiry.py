"""Finding out: what was seen and heard, the pupils heard, and corrections that never erase."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import LONGEST_BACK, LONGEST_NAME, LONGEST_TEXT, text_obstacles, time_obstacles
from innsats.rules.inquiry import Method, Perspective, Question, Safe, note_obstacles
from innsats.rules.verdicts import Obstacle

from ..models import Case, Correction, Hearing, Note
from ..queries.access import lock_visible
from ..queries.corrections import row_of
from .writing import first_report_at, write_row


@action
def note_inquiry(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    method: Method,
    perspective: Perspective,
    question: Question,
    text: str = "",
    own_words: str = "",
    meaning: str = "",
    present: str = "",
    place: str = "",
    held_by: str = "",
    paper_by: str = "",
    happened_at: datetime | None = None,
) -> Note:
    """Write down something found out: how, by whose eyes, and to which of the three questions.

    `own_words` is what a child said, `text` what the adult saw or heard, `meaning` what it may mean; `held_by` who has
    a digital trace. `happened_at` is when it happened, now when not said; `paper_by` wrote it by hand. Raises
    NotVisible, or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NOTE_INQUIRY, standing)
    lines = {"present": present, "place": place, "held_by": held_by, "paper_by": paper_by}
    happened = time_obstacles("happened_at", happened_at, at=at, longest_back=LONGEST_BACK)
    refuse_if(
        note_obstacles(method, has_text=bool(text.strip()), has_own_words=bool(own_words.strip()))
        + too_long(text=text, own_words=own_words, meaning=meaning)
        + too_long(LONGEST_NAME, **lines)
        + happened
    )
    note = write_row(
        Note,
        row,
        {"words": text, "own_words": own_words, "meaning": meaning, **lines},
        case=row,
        happened_at=happened_at or at,
        method=Method(method),
        perspective=Perspective(perspective),
        question=Question(question),
        by_id=viewer.person_id,
        at=at,
    )
    record(Act.NOTE_INQUIRY, row.subject, by=by, at=at, note=note.pk, method=note.method, happened_at=note.happened_at)
    return note


@action
def hear_pupil(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    pupil: UUID,
    own_words: str = "",
    is_safe: Safe = Safe.NO_ANSWER,
    happened_at: datetime | None = None,
    not_heard_because: str = "",
    best_interest: str = "",
    observed: str = "",
    present: str = "",
    paper_by: str = "",
) -> Hearing:
    """Keep what a pupil said, in the pupil's own words; or why the pupil was not heard. No lower age limit.

    For a pupil other than the one the case is about, `best_interest` says in a line what is best for that pupil.
    `observed` is what the adult noticed, apart from what the pupil said; `paper_by` wrote it by hand.
    Raises NotVisible; Refused without words or a reason, or for a pupil who is no party.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.HEAR_PUPIL, standing)
    child = Pupil.objects.filter(uuid=pupil, pk__in=row.party_set.exclude(pupil=None).values("pupil")).first()
    unknown = () if child else (Obstacle("unknown_party", law.HOUSE_PRACTICE, (str(pupil),)),)
    both_empty = not own_words.strip() and not not_heard_because.strip()
    empty = (Obstacle("not_heard_without_reason", law.PUPIL_HEARD),) if both_empty else ()
    refuse_if(
        unknown
        + empty
        + time_obstacles("happened_at", happened_at, at=at, not_before=first_report_at(row))
        + too_long(
            own_words=own_words, not_heard_because=not_heard_because, best_interest=best_interest, observed=observed
        )
        + too_long(LONGEST_NAME, present=present, paper_by=paper_by)
    )
    hearing = write_row(
        Hearing,
        row,
        {
            "own_words": own_words, "not_heard_because": not_heard_because, "best_interest": best_interest,
            "observed": observed, "present": present, "paper_by": paper_by,
        },  # fmt: skip
        case=row,
        pupil=child,
        is_heard=bool(own_words.strip()),
        is_safe=Safe(is_safe),
        happened_at=happened_at or at,
        by_id=viewer.person_id,
        at=at,
    )
    record(
        Act.HEAR_PUPIL,
        row.subject,
        by=by,
        at=at,
        pupil=child.uuid,
        is_heard=hearing.is_heard,
        is_safe=hearing.is_safe,
        is_subject=child.pk == row.pupil_id,
        has_best_interest=bool(best_interest.strip()),
        happened_at=hearing.happened_at,
    )
    return hearing


@action
def correct_record(case: UUID, *, by: Actor, at: datetime, target: str, text: str, reason: str) -> Correction:
    """Say what should have stood there. The original is kept and shown beside the correction (arkf § 11).

    `target` names the text: "note:<uuid>:words". Raises NotVisible; Refused when there is no such text in this case.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.CORRECT_RECORD, standing)
    unknown = () if row_of(row, target) else (Obstacle("nothing_to_correct", law.NO_ERASURE),)
    refuse_if(unknown + text_obstacles("text", text) + text_obstacles("reason", reason))
    correction = write_row(
        Correction, row, {"words": text, "reason": reason}, case=row, target=target, by_id=viewer.person_id, at=at
    )
    record(Act.CORRECT_RECORD, row.subject, by=by, at=at, target=target)
    return correction


def too_long(longest: int = LONGEST_TEXT, /, **texts: str) -> tuple[Obstacle, ...]:
    """What keeps these texts, by name of their fields, from being kept. Each of them may stand empty."""
    found = (text_obstacles(name, text, is_required=False, longest=longest) for name, text in texts.items())
    return tuple(obstacle for obstacles in found for obstacle in obstacles)
