"""The two clocks of a concern for how a child is cared for: they are the person's own, and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .. import law
from ..verdicts import Clock, Met
from . import dates
from .dates import Code
from .making import by_day

KNOWER = "knower"  # the one who knows: a duty that cannot be handed on


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFacts:
    """What the clocks of one concern rest on. `answered`: the report was sent, or it was said why not."""

    seen_on: date
    is_private: bool = False  # a private school has the same duty in an act of its own
    answered: Met | None = None
    sent_on: date | None = None
    feedback: Met | None = None


def clocks_of_cause(facts: CauseFacts) -> tuple[Clock, ...]:
    """The report to the child welfare service, and when it has been sent, what comes back."""
    source = law.CHILD_WELFARE_PRIVATE if facts.is_private else law.CHILD_WELFARE
    due = dates.child_welfare_due(facts.seen_on)
    report = by_day(Code.CHILD_WELFARE_REPORT, KNOWER, due, source, facts.answered)
    if facts.sent_on is None:
        return (report,)
    back = dates.child_welfare_feedback_due(facts.sent_on)
    feedback = by_day(Code.CHILD_WELFARE_FEEDBACK, KNOWER, back, law.CHILD_WELFARE_FEEDBACK, facts.feedback)
    return (report, feedback)
