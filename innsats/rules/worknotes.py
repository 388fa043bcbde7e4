"""The own notes of those who assist: for them while they assist, and never an archive of the team."""

from __future__ import annotations

from datetime import timedelta

from . import law
from .verdicts import Obstacle

LONGEST_NOTE = 4_000  # characters: about two pages. What is longer is no note, and belongs in the school's record
KEPT_AFTER = timedelta(days=14)  # after the last who assisted, so that help that is extended late loses nothing


def obstacles_to_leaving(left_count: int, *, is_erased: bool) -> tuple[Obstacle, ...]:
    """Why the team cannot leave yet: notes are not handed over, and nobody has said that they are erased.

    Source: law.TEAM_ROUTINES (documents go to the owner's archive and follow the child; the team has none of its own).
    Chosen reading: what was found out belongs in the school's record. A note is a help to remember it by, and is erased
    when it has been said that nothing more of it is needed.
    """
    is_left = left_count > 0 and not is_erased
    return (Obstacle("work_notes_left", law.TEAM_ROUTINES, ("erase_notes",)),) if is_left else ()
