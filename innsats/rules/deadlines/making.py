"""How a clock is made and ended: the parts that the clocks of every kind share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from .. import law
from ..calendar import start_of_next_day
from ..verdicts import Clock, Met, Source
from .dates import Code


class Lapse(StrEnum):
    """Why a clock no longer runs."""

    UNFOUNDED = "unfounded"
    PUPIL_LEFT = "pupil_left"
    MEASURE_STOPPED = "measure_stopped"
    SENT_ON = "sent_on"
    NOT_SERIOUS = "not_serious"
    CASE_CLOSED = "case_closed"
    MEASURES_ENDED = "measures_ended"
    FAMILY_STOPPED = "family_stopped"
    REOPENED = "reopened"
    GOVERNOR_ENDED = "governor_ended"
    ASSISTANCE_OVER = "assistance_over"
    ABUSE = "abuse"


def ended(clock: Clock, end: Met | None, why: Lapse) -> Clock:
    """What was still open at this end lapses then; what was overdue already stays so."""
    if end is None or clock.met or clock.lapsed or end.at >= clock.overdue_from:
        return clock
    return replace(clock, lapsed=why)


def voided(clock: Clock, end: Met | None, why: Lapse) -> Clock:
    """What is not met lapses, overdue or not: it was found that there was no duty at all."""
    return clock if end is None or clock.met or clock.lapsed else replace(clock, lapsed=why)


def by_day(
    code: Code, for_: str, due: date, source: Source, met: Met | None, *, about: str = "", lapsed: str = ""
) -> Clock:
    """A clock that is due on a day, and overdue from the night after it."""
    return Clock(
        code=code, for_=for_, due=due, overdue_from=start_of_next_day(due), source=source, about=about, met=met,
        lapsed=lapsed,
    )  # fmt: skip


def by_time(code: Code, for_: str, due: datetime, met: Met | None, *, about: str = "") -> Clock:
    """A clock of practice that is due at a time of day."""
    return Clock(code=code, for_=for_, due=due, overdue_from=due, source=law.HOUSE_PRACTICE, about=about, met=met)
