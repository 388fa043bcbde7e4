"""The stages of a case, and the acts that move it between them: one row per act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .acts import Act


class Stage(StrEnum):
    REPORTED = "reported"
    INQUIRING = "inquiring"
    MEASURES = "measures"
    AFTERCARE = "aftercare"
    CLOSED = "closed"


OPEN_STAGES = frozenset(Stage) - {Stage.CLOSED}


@dataclass(frozen=True, slots=True)
class Move:
    """From where to where. A start outside `start` is refused."""

    start: frozenset[Stage]
    end: Stage


MOVES: dict[Act, Move] = {
    Act.RECEIVE_CASE: Move(frozenset({Stage.REPORTED}), Stage.INQUIRING),
    Act.ACTIVATE_PLAN: Move(frozenset({Stage.REPORTED, Stage.INQUIRING, Stage.MEASURES}), Stage.MEASURES),
    Act.END_MEASURES: Move(frozenset({Stage.MEASURES}), Stage.AFTERCARE),
    Act.CLOSE_CASE: Move(OPEN_STAGES, Stage.CLOSED),  # from where each ending may, says `endings`
    Act.REOPEN_CASE: Move(frozenset({Stage.AFTERCARE, Stage.CLOSED}), Stage.INQUIRING),
}
