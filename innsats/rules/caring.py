"""Concern for how a child is cared for: what there is cause to believe, and what can be done about it when.

The duty to report is of the one who knows (§ 24-3). Nobody can take it over, and nobody else is told that it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import law
from .verdicts import Obstacle


class Ground(StrEnum):
    """What there is reason to believe: the list of the law. Whoever is not sure asks the service, without a name."""

    NEGLECT = "neglect"
    ILLNESS = "illness"
    OWN_ACTS = "own_acts"
    TRAFFICKING = "trafficking"
    UNSURE = "unsure"


class Reply(StrEnum):
    """What the service answers: whether it looks into it."""

    OPENED = "opened"
    NOT_OPENED = "not_opened"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What has been done about a cause so far."""

    sent_on: date | None = None
    is_left: bool = False  # it was said why no report is sent


def obstacles_to_sending(handled: Handled) -> tuple[Obstacle, ...]:
    """A report is sent once. That one first chose not to, hinders nothing."""
    return (Obstacle("report_is_sent", law.CHILD_WELFARE),) if handled.sent_on else ()


def obstacles_to_leaving(handled: Handled) -> tuple[Obstacle, ...]:
    """That no report is sent is said once, and not after one was."""
    said = (Obstacle("left_unsent_already", law.DOCUMENT),) if handled.is_left else ()
    return obstacles_to_sending(handled) + said


def obstacles_to_feedback(handled: Handled, on: date) -> tuple[Obstacle, ...]:
    """What comes back comes after a report."""
    if handled.sent_on is None:
        return (Obstacle("no_report_is_sent", law.CHILD_WELFARE_FEEDBACK),)
    return (Obstacle("feedback_before_report", law.DOCUMENT),) if on < handled.sent_on else ()
