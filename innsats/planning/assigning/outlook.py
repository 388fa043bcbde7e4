"""Whether a request could be met that nobody has made yet, and for how long the answer stays the same.

Each day to come is asked as the day of a request would be. Nobody is promised a place: there is no list to wait in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from innsats.rules.calendar import day_of
from innsats.rules.teams import Period

from .bars import Bar, bars_to
from .facts import Candidate, Need
from .proposing import NobodyToPropose, Proposal, propose
from .reasons import Against, Weighed, weighed


class Answer(StrEnum):
    """Whether somebody can go."""

    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    TOO_FEW = "too_few"
    NO_MANDATE = "no_mandate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day on which somebody could ask: what would be asked, who would be in the team, and when it has a mandate."""

    need: Need
    candidates: tuple[Candidate, ...]
    mandates: tuple[Period, ...]

    @property
    def on(self) -> date:
        return day_of(self.need.at)

    def has_mandate(self, on: date) -> bool:
        return any(one.holds(on) for one in self.mandates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The answer today, who it rests on, and the last day on which a request would get the same answer.

    `then` is the answer on the day after that; None when no day that was looked at has another. `turned` are those who
    make the difference: who can no longer go in time, with what stands against each, or who can go now.
    """

    answer: Answer
    found: Proposal | NobodyToPropose
    holds_until: date
    then: Answer | None = None
    turned: tuple[Weighed, ...] = ()


def outlook(days: Iterable[Day]) -> Outlook:
    """The answer on the first of these days, and until when it holds. The days follow one another, and are not none.

    Source: law.ONE_WEEK, law.TEAM_PRINCIPLES (real capacity, no waiting list), law.TEAM_MANDATE.
    Chosen reading: the team of the proposal must be out within the week, and have a mandate on the day it is asked and
    on the day it goes.
    """
    each = iter(days)
    last = next(each)
    answer, found = _answer(last)
    for day in each:
        then, _found = _answer(day)
        if then is not answer:
            turned = _turned(last, day, is_lost=answer is Answer.IN_TIME)
            return Outlook(answer=answer, found=found, holds_until=last.on, then=then, turned=turned)
        last = day
    return Outlook(answer=answer, found=found, holds_until=last.on)


def _answer(day: Day) -> tuple[Answer, Proposal | NobodyToPropose]:
    found = propose(day.need, day.candidates)
    if not day.has_mandate(day.on):
        return Answer.NO_MANDATE, found
    if isinstance(found, NobodyToPropose):
        return Answer.TOO_FEW, found
    if not day.has_mandate(found.starts_on):
        return Answer.NO_MANDATE, found
    return Answer.IN_TIME if found.starts_on <= day.need.promise_ends_on else Answer.TOO_LATE, found


def _turned(before: Day, after: Day, *, is_lost: bool) -> tuple[Weighed, ...]:
    """Whoever has left the team is lost with nothing more said."""
    could, can = _in_time(before), _in_time(after)
    names = sorted(could - can if is_lost else can - could)
    known = {one.id: one for one in after.candidates}
    return tuple(_hindered(after.need, known[name]) if name in known else Weighed(id=name) for name in names)


def _in_time(day: Day) -> set[str]:
    need = day.need
    return {one.id for one in day.candidates if not bars_to(need, one) and one.starts_on(need) <= need.promise_ends_on}


def _hindered(need: Need, one: Candidate) -> Weighed:
    """What keeps this one from being out in time, and nothing else that could be said."""
    points = weighed(need, one).speaks_against
    hinders = (point for point in points if isinstance(point.code, Bar) or point.code is Against.TOO_LATE)
    return Weighed(id=one.id, speaks_against=tuple(hinders))
