"""What must be looked over before it lapses: the mandate of a team every year, and an agreement with a neighbour."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .calendar import OSLO, day_of
from .mandates import Mandate
from .readiness import ENDS_SOON
from .teamfacts import MANDATE_LASTS, is_held_by, mandate_on
from .teams import Period

OFFICE_HOURS = range(8, 16)
WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Review:
    """That something is to be looked over: the last day on which it holds, or None when it holds no more."""

    until: date | None


def mandate_review(signed: Collection[Mandate], on: date) -> Review | None:
    """Whether the mandate of a team is to be looked over now: it ends, or is a year old, within a month, and none that
    has been signed takes its place. None when it is not, and for a team that has had none yet.

    Source: law.TEAM_MANDATE. Chosen reading: a month is enough to get it signed, and late enough to be done.
    """
    begun = [one for one in signed if one.period.starts_on <= on]
    if not begun or is_held_by(signed, on + ENDS_SOON):
        return None
    counts = mandate_on(signed, on)
    until = counts and min(filter(None, (counts.signed_on + MANDATE_LASTS, counts.period.ends_on)))
    return Review(until if until and until >= on else None)


def agreement_review(period: Period, others: Iterable[Period], on: date) -> Review | None:
    """Whether an agreement is to be made anew: it ends within a month, and no other one with the same team goes on.

    Source: law.HOUSE_PRACTICE. One that is over is not reminded of: that may be just what was wanted.
    """
    if not period.holds(on) or period.ends_on is None or period.ends_on > on + ENDS_SOON:
        return None
    goes_on = any(other.holds(period.ends_on + timedelta(days=1)) for other in others)
    return None if goes_on else Review(period.ends_on)


def is_time_to_remind(at: datetime) -> bool:
    """Whether somebody may be told of it now: what has a month to go disturbs nobody in the evening or at the weekend.

    Source: law.HOUSE_PRACTICE.
    """
    return day_of(at).weekday() not in WEEKEND and at.astimezone(OSLO).hour in OFFICE_HOURS
