"""Advice from the external team: how heavy it is, what the school answers, and what the owner decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import law
from .mandates import Level, Thing
from .verdicts import Obstacle


class Weight(StrEnum):
    """How heavy an advice is, the lightest first. The mandate says how far the team may go in each thing."""

    ADVICE = "advice"
    NECESSARY = "necessary"  # to stop the bullying: answered in time, or the owner decides
    DECISION = "decision"  # the owner has let the team decide this: the school carries it out


class AdviceAnswer(StrEnum):
    """What the school does with an advice."""

    ACCEPTED = "accepted"
    ADAPTED = "adapted"
    DECLINED = "declined"


class Ruling(StrEnum):
    """What the owner says of a necessary advice that the school did not follow or did not answer."""

    INSTRUCTED = "instructed"
    UPHELD = "upheld"  # the school need not follow it


REACHES: dict[Weight, frozenset[Level]] = {
    Weight.NECESSARY: frozenset({Level.DECIDE, Level.DEMAND}),
    Weight.DECISION: frozenset({Level.DECIDE}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceState:
    """How far an advice has come. `is_raised`: it has gone to the owner. `is_instructed`: the owner wants it done."""

    weight: Weight
    answer: AdviceAnswer | None = None
    is_raised: bool = False
    is_ruled: bool = False
    is_instructed: bool = False
    is_carried_out: bool = False

    @property
    def waits_for_school(self) -> bool:
        return self.weight is not Weight.DECISION and self.answer is None and not self.is_ruled

    @property
    def waits_for_owner(self) -> bool:
        """Raised, and not followed by the school since."""
        return self.is_raised and not self.is_ruled and self.answer in (None, AdviceAnswer.DECLINED)

    @property
    def waits_to_be_done(self) -> bool:
        """Decided, by the owner or by the team where the owner lets it, and the school has not said what was done."""
        return (self.weight is Weight.DECISION or self.is_instructed) and not self.is_carried_out


def weights_within(level: Level | None) -> tuple[Weight, ...]:
    """How heavy an advice may be in a thing where the mandate goes this far; None: it says nothing of it.

    Source: law.TEAM_MANDATE (the team knows its authority beforehand).
    Chosen reading: anybody may advise. To demand an answer, and to decide, takes the owner's word for that very thing.
    """
    return tuple(weight for weight in Weight if weight not in REACHES or level in REACHES[weight])


def obstacles_to_advice(thing: Thing, weight: Weight, why: str, *, level: Level | None) -> tuple[Obstacle, ...]:
    """Why this advice cannot be given as heavily as that. `level`: how far the mandate goes in the thing.

    Source: law.TEAM_MANDATE. That the reason is written down is law.HOUSE_PRACTICE.
    """
    found: list[Obstacle] = []
    if weight not in weights_within(level):
        found.append(Obstacle("beyond_authority", law.TEAM_MANDATE, ("weight", thing)))
    if weight is not Weight.ADVICE and not why.strip():
        found.append(Obstacle("why_needed_missing", law.HOUSE_PRACTICE, ("why",)))
    return tuple(found)


def goes_to_owner(state: AdviceState, answer: AdviceAnswer | None, *, is_at_school: bool) -> bool:
    """Whether the owner must now decide, and had not to before. `is_at_school`: who answers, or should have, leads the
    school; somebody at the owner in rektor's part answers for the owner.

    Source: law.TEAM_PRINCIPLES (enough delegated authority).
    Chosen reading: necessary advice that is declined or not answered in time.
    """
    is_refused = state.weight is Weight.NECESSARY and answer in (None, AdviceAnswer.DECLINED)
    return is_refused and is_at_school and not state.is_raised


def obstacles_to_answer(
    state: AdviceState, answer: AdviceAnswer, *, is_own: bool, is_head: bool
) -> tuple[Obstacle, ...]:
    """Why the school cannot answer this now. `is_own`: who answers gave it; `is_head`: who answers holds rektor's part.

    Source: law.HOUSE_PRACTICE (nobody decides on own advice; what is needed to stop the bullying is done in another
    way, or not at all, by rektor's word alone).
    """
    found: list[Obstacle] = []
    if not state.waits_for_school:
        found.append(Obstacle("advice_answered", law.HOUSE_PRACTICE))
    if is_own:
        found.append(Obstacle("own_advice", law.HOUSE_PRACTICE))
    if state.weight is Weight.NECESSARY and answer is not AdviceAnswer.ACCEPTED and not is_head:
        found.append(Obstacle("head_declines", law.HOUSE_PRACTICE, ("answer",)))
    return tuple(found)


def obstacles_to_ruling(state: AdviceState, *, is_own: bool) -> tuple[Obstacle, ...]:
    """Why the owner cannot decide this now. `is_own`: who decides gave it, or said no to it for the school.

    Source: law.HOUSE_PRACTICE (nobody decides on own advice, nor on an own answer to it).
    """
    found: list[Obstacle] = []
    if not state.waits_for_owner:
        found.append(Obstacle("advice_not_with_owner", law.HOUSE_PRACTICE))
    if is_own:
        found.append(Obstacle("own_advice", law.HOUSE_PRACTICE))
    return tuple(found)


def obstacles_to_carrying_out(state: AdviceState, done_on: date, *, decided_on: date) -> tuple[Obstacle, ...]:
    """Why the school cannot say that this was done: it was not decided, it is said already, or that day came before.

    Source: law.HOUSE_PRACTICE (whoever decides learns what came of it).
    """
    if not state.waits_to_be_done:
        return (Obstacle("carried_out" if state.is_carried_out else "not_decided_to_do", law.HOUSE_PRACTICE),)
    return (Obstacle("before_it_was_decided", law.HOUSE_PRACTICE, ("done_on",)),) if done_on < decided_on else ()
