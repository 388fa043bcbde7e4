"""What the journal says of the county governor's case: facts for the clocks of the owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.rules.deadlines import AskedFacts, DecidedFacts, GovernorFacts
from innsats.rules.governor import Detail, GovernorStep, Taken

from .happened import Events, on_the_day

F = TypeVar("F", AskedFacts, DecidedFacts)


def governor_facts(events: Events) -> GovernorFacts:
    """What was asked for, ordered and decided, each with what was done about it since, by the dates that hold now."""
    facts, right = GovernorFacts(), _corrected(events)
    for event in events:
        if event.act == Act.RECORD_GOVERNOR_STEP:
            facts = _after(facts, _taken({**event.facts, **right.get(event.facts["entry"], {})}), event)
    return facts


def _corrected(events: Events) -> dict[str, dict[str, Any]]:
    """For each step whose dates were corrected, the dates that hold now."""
    corrections = (event.facts for event in events if event.act == Act.CORRECT_GOVERNOR_STEP)
    return {said["entry"]: {"happened_on": said["happened_on"], "due_on": said["due_on"]} for said in corrections}


def _after(facts: GovernorFacts, taken: Taken, event: Event) -> GovernorFacts:
    """The facts after one more step: a new one waits; an answer is for all that wait."""
    met = on_the_day(event, taken.on)
    match taken.step:
        case GovernorStep.ASKED if taken.due_on:
            return replace(facts, requests=(*facts.requests, AskedFacts(due_on=taken.due_on)))
        case GovernorStep.DECIDED if taken.is_binding and taken.due_on:
            decided = DecidedFacts(received_on=taken.on)
            return replace(
                facts, orders=(*facts.orders, AskedFacts(due_on=taken.due_on)), decisions=(*facts.decisions, decided)
            )
        case GovernorStep.HANDED_OVER:
            return replace(facts, requests=_each(facts.requests, _waits, lambda one: replace(one, done=met)))
        case GovernorStep.FULFILLED:
            return replace(facts, orders=_each(facts.orders, _waits, lambda one: replace(one, done=met)))
        case GovernorStep.APPEAL:
            unanswered = _each(facts.decisions, lambda one: not one.answered, lambda one: replace(one, answered=met))
            return replace(facts, decisions=unanswered)
        case GovernorStep.ENDED:
            requests, orders = (
                _each(rows, _waits, lambda one: replace(one, over=met)) for rows in (facts.requests, facts.orders)
            )
            return replace(facts, requests=requests, orders=orders)
    return facts


def _each(rows: tuple[F, ...], is_such: Callable[[F], bool], changed: Callable[[F], F]) -> tuple[F, ...]:
    return tuple(changed(one) if is_such(one) else one for one in rows)


def _waits(one: AskedFacts) -> bool:
    return one.done is None and one.over is None


def _taken(said: Mapping[str, Any]) -> Taken:
    return Taken(
        step=GovernorStep(said["step"]), on=date.fromisoformat(said["happened_on"]),
        due_on=date.fromisoformat(said["due_on"]) if said["due_on"] else None,
        detail=Detail(said["detail"]) if said["detail"] else None, of_others=said["of_others"],
    )  # fmt: skip
