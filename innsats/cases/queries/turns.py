"""The one-time address at which a pupil answers on the device of an adult: no account, and nothing else to open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from innsats.database import walls
from innsats.journal.actors import Actor
from innsats.rules.voice import Call, Topic, topics_for

from ..models import CheckInTurn
from .moved import before_move


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPage:
    """What the pupil meets: the questions, and to whom the device goes back. Nothing of the case, and no name in it.

    `giver` is the adult who gave the turn and answers for it. `wants_adult`: the pupil said so when it was done.
    """

    turn: UUID
    case: UUID
    giver: Actor
    adult: str
    topics: tuple[Topic, ...]
    is_done: bool
    wants_adult: bool


def child_page(key: str, at: datetime) -> ChildPage | None:
    """The turn at this address, used or not; None when it is over, was for another child, or never was. One query."""
    turns = CheckInTurn.objects.select_related("by", "case__pupil", "check_in")
    turn = walls.by_key(lambda: turns.filter(~before_move(), key_hash=hash_of(key), ends_at__gt=at).first())
    if turn is None:
        return None
    return ChildPage(
        turn=turn.pk, case=turn.case_id, giver=Actor.of(turn.by), adult=turn.by.name,
        topics=topics_for(turn.case.pupil.grade), is_done=turn.check_in is not None,
        wants_adult=turn.check_in is not None and Call.WANTS_ADULT in turn.check_in.called,
    )  # fmt: skip


def hash_of(key: str) -> str:
    """How the key of a turn is kept. It has 256 bits of chance: a fast hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()
