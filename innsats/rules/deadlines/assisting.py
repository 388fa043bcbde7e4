"""The clocks of help from the external team: its own week, and the answers to what it says is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .. import law
from ..calendar import Calendar, day_of
from ..verdicts import Clock, Met
from . import dates
from .dates import Code
from .governing import OWNER
from .making import Lapse, by_day, ended

TEAM_LEADER = "team_leader"  # follows from the team, not from an appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceFacts:
    """One time the external team was asked for help.

    `kept`: a measure decided after that had truly begun. `over`: the team declined or left.
    """

    asked: Met
    kept: Met | None = None
    over: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceFacts:
    """One advice that is needed to stop the bullying. `about` is its id.

    `answered`: the school's answer. `raised`: it went to the owner, because it was `declined` or not answered in time.
    `decided`: what the owner said. `reopened`: the case was closed meanwhile, and last opened again then.
    """

    about: str
    given: Met
    answered: Met | None = None
    is_declined: bool = False
    raised: Met | None = None
    decided: Met | None = None
    reopened: Met | None = None


def clocks_of_assistances(facts: Iterable[AssistanceFacts]) -> list[Clock]:
    """The team's own week, each time: from the request to the first measure decided after it that has truly begun."""
    return [_assisted(one, number) for number, one in enumerate(facts, 1)]


def clocks_of_advice(
    facts: Iterable[AdviceFacts], worker: str, calendar: Calendar, closed: Met | None
) -> list[Clock]:
    """The school's day to answer, and the owner's day to decide from when it went there.

    A case that is closed waits for neither, overdue or not; when it is opened again, what still waits has a new day.
    """
    clocks = [clock for one in facts for clock in _advised(one, worker, calendar)]
    return [replace(one, lapsed=Lapse.CASE_CLOSED) if closed and not one.met else one for one in clocks]


def _assisted(facts: AssistanceFacts, number: int) -> Clock:
    due, about = dates.promise_due(facts.asked.at), "" if number == 1 else str(number)
    clock = by_day(Code.TEAM_PROMISE, TEAM_LEADER, due, law.ONE_WEEK, facts.kept, about=about)
    return ended(clock, facts.over, Lapse.ASSISTANCE_OVER)


def _advised(facts: AdviceFacts, worker: str, calendar: Calendar) -> Iterable[Clock]:
    """What the owner has decided, the school need not answer; what the school follows, the owner need not decide."""
    answered, about = facts.answered or facts.decided, facts.about
    due = dates.advice_due(_from(facts, facts.given, answered), calendar)
    yield by_day(Code.ADVICE_ANSWERED, worker, due, law.HOUSE_PRACTICE, answered, about=about)
    if facts.raised is not None:
        decided = facts.decided or (None if facts.is_declined else facts.answered)
        first = min(dates.advice_due(day_of(facts.given.at), calendar), day_of(facts.raised.at))
        due = dates.advice_due(max(first, _from(facts, facts.given, decided)), calendar)
        yield by_day(Code.ADVICE_DECIDED, OWNER, due, law.HOUSE_PRACTICE, decided, about=about)


def _from(facts: AdviceFacts, given: Met, met: Met | None) -> date:
    """The day from which it waits: that on which it was given, or on which the case was opened again before it was met.
    """
    again = facts.reopened
    return day_of(again.at) if again and (met is None or met.at > again.at) else day_of(given.at)
