"""The stages of a case, and the acts that move it between them: one row per act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from . import law
from .acts import Act
from .verdicts import Obstacle


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
STEPS = {
    Stage.INQUIRING: Act.RECEIVE_CASE,
    Stage.MEASURES: Act.ACTIVATE_PLAN,
    Stage.AFTERCARE: Act.END_MEASURES,
    Stage.CLOSED: Act.CLOSE_CASE,
}  # the step that ends there


def out_of_stage(act: Act, stages: frozenset[Stage], stage: Stage | None) -> list[Obstacle]:
    """That the case stands where the act may not be done, about the step that leads to where it may."""
    if stage is None or stage in stages:
        return []
    step = None if act is Act.REOPEN_CASE else _step_to(stages, stage)
    return [Obstacle("wrong_stage", law.HOUSE_PRACTICE, (step.value,) if step else ())]


def _step_to(wanted: frozenset[Stage], stage: Stage) -> Act | None:
    """The next step forward to one of those wanted; past them all, opening the case again when that helps."""
    order = list(Stage)
    ahead = [one for one in order[order.index(stage) + 1 :] if one in wanted]
    if ahead:
        return STEPS[ahead[0]]
    reopened = MOVES[Act.REOPEN_CASE]
    leads_back = stage in reopened.start and bool(wanted & {reopened.end, Stage.MEASURES})
    return Act.REOPEN_CASE if leads_back else None
