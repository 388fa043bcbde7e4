"""The clocks of the county governor's case: they are the owner's, and go on when the school has closed its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .. import law
from ..verdicts import Clock, Met, Source
from . import dates
from .dates import Code
from .making import Lapse, by_day, ended

OWNER = "owner"  # the school owner: what the governor orders is ordered of it


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFacts:
    """Something that the governor has set a deadline for. `over`: the governor has ended the case since."""

    due_on: date
    done: Met | None = None
    over: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedFacts:
    """A decision that binds the owner: when it was received, and when it was said whether it is appealed."""

    received_on: date
    answered: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernorFacts:
    """What the clocks of the governor's case rest on, each kind the oldest first."""

    requests: tuple[AskedFacts, ...] = ()
    orders: tuple[AskedFacts, ...] = ()
    decisions: tuple[DecidedFacts, ...] = ()


def clocks_of_governor(facts: GovernorFacts) -> list[Clock]:
    """The owner's clocks. Never ended by the school's own closing of the case."""
    appeals = (
        by_day(
            Code.APPEAL, OWNER, dates.appeal_due(one.received_on), law.APPEAL, one.answered, about=_about(number)
        )
        for number, one in enumerate(facts.decisions, 1)
    )
    return [
        *_asked(Code.GOVERNOR_REQUEST, facts.requests, law.GOVERNOR_ASKS),
        *_asked(Code.GOVERNOR_ORDER, facts.orders, law.GOVERNOR_DEADLINE),
        *appeals,
    ]


def _asked(code: Code, asked: Iterable[AskedFacts], source: Source) -> Iterable[Clock]:
    """One clock for each. When the governor ends the case, what was not due lapses, and what was overdue ends late."""
    for number, one in enumerate(asked, 1):
        clock = by_day(code, OWNER, dates.governor_due(one.due_on), source, one.done, about=_about(number))
        clock = ended(clock, one.over, Lapse.GOVERNOR_ENDED)
        is_left = one.over is not None and clock.met is None and not clock.lapsed
        yield by_day(code, OWNER, one.due_on, source, one.over, about=_about(number)) if is_left else clock


def _about(number: int) -> str:
    return "" if number == 1 else str(number)
