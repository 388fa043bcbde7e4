"""What is known of a guardian, and what a person decides of it: before anything is told to anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.actions.pupils import SOURCES
from innsats.people.models import Pupil
from innsats.people.models.pupils import NO_CAUTION
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.recipients import (
    Caution,
    Decision,
    Responsibility,
    asks_decision,
    obstacles_to_cautions,
    obstacles_to_decision,
)
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, RecipientDecision, RecipientNote
from ..queries.access import lock_visible
from ..queries.entitled import Recipient, how_it_stands, recipients_of
from .writing import sealed_texts, write_row


@action
def note_recipient(
    case: UUID, *, by: Actor, at: datetime, guardian: UUID, responsibility: Responsibility,
    cautions: Iterable[Caution] = (), source: str = "from_family", as_of: date | None = None, text: str = "",
    seen: str = "",
) -> RecipientNote:  # fmt: skip
    """Keep all that is known now of one guardian: parental responsibility, and what may keep something back.

    It takes the place of what was said before, in every case about the child. `seen` is how it stood when that was read
    (`how_it_stands`): nothing said since is taken away unseen. Raises NotVisible; Refused for a guardian of no pupil of
    the case, a source that is none, and a caution without what it rests on.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NOTE_RECIPIENT, standing)
    recipient, known = _guardian_in(row, guardian, at), frozenset(map(Caution, cautions))
    held = recipient.guardian
    strange = () if source in SOURCES else (Obstacle("unknown_source", law.HOUSE_PRACTICE),)
    refuse_if(
        _unseen(recipient, seen)
        + strange
        + time_obstacles("as_of", as_of, at=at)
        + text_obstacles("text", text, is_required=False)
        + obstacles_to_cautions(known, text)
    )
    new = uuid4()
    note = RecipientNote.objects.create(
        uuid=new, school_owner_id=row.school_owner_id, case=row, guardian=held,
        responsibility=Responsibility(responsibility), source=source, as_of=as_of or day_of(at),
        by_id=viewer.person_id, at=at,
        # What holds about a guardian in every case outlives this one; what it rests on is of this case
        **sealed_texts(RecipientNote, new, {"cautions": " ".join(sorted(known)) or NO_CAUTION}, held.data_key_id),
        **sealed_texts(RecipientNote, new, {"words": text}, row.data_key_id),
    )  # fmt: skip
    record(
        Act.NOTE_RECIPIENT, row.subject, by=by, at=at, guardian=held.pk, note=note.pk, source=source,
        asks_decision=asks_decision(replace(recipient.facts, cautions=known)),
    )  # fmt: skip
    return note


@action
def decide_recipient(
    case: UUID, *, by: Actor, at: datetime, guardian: UUID, decision: Decision, reason: str, seen: str = ""
) -> RecipientDecision:
    """Decide that one guardian gets, or does not get, what the school tells in this case; and why.

    `seen` is how it stood when that was read (`how_it_stands`): it settles nothing that was said since. Raises
    NotVisible; Refused without a reason, for what is not decided here (parental responsibility that is not
    known, a ban on contact), and when there is nothing to decide.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.DECIDE_RECIPIENT, standing)
    held = _guardian_in(row, guardian, at)
    unseen, barring = _unseen(held, seen), obstacles_to_decision(Decision(decision), held.facts)
    refuse_if(unseen + barring + text_obstacles("reason", reason))
    ruling = write_row(
        RecipientDecision, row, {"because": reason}, case=row, guardian=held.guardian, decision=Decision(decision),
        note=held.note, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.DECIDE_RECIPIENT, row.subject, by=by, at=at, guardian=held.guardian.pk, ruling=ruling.pk,
        decision=ruling.decision,
    )  # fmt: skip
    return ruling


def _guardian_in(row: Case, guardian: UUID, at: datetime) -> Recipient:
    """A guardian of one of the pupils of the case. Raises Refused.

    What is noted counts in every case about the child, so the child's row is locked as well as the case.
    """
    wanted = UUID(str(guardian))
    pupils = row.party_set.exclude(pupil=None).values("pupil")
    children = Pupil.objects.filter(guardian=wanted, pk__in=pupils).order_by("pk")
    list(children.select_for_update(of=("self",), no_key=True))
    found = next((one for one in recipients_of(row, at) if one.guardian.pk == wanted), None)
    if found is None:
        raise Refused((Obstacle("unknown_guardian", law.HOUSE_PRACTICE),))
    return found


def _unseen(now: Recipient, seen: str) -> tuple[Obstacle, ...]:
    """`recipient_changed` when it does not stand any more as it was seen."""
    return () if seen in ("", how_it_stands(now)) else (Obstacle("recipient_changed", law.HOUSE_PRACTICE),)
