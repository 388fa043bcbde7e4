"""What numbers may be told: few are not told, nor any number from which few could be worked out.

A number is told as the span that it lies in. Whoever reads it knows that span and nothing more, so that everything else
(a share, half of all) is worked out from spans alone, and can tell no more than they do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from .calendar import start_of_day

LEAST = 5  # fewer are not told, and none is not told from few: also that there is a case is secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A number as it is told: not under `least` and not over `most`. They are the same when it is told as it is."""

    least: int
    most: int

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def is_few(self) -> bool:
        return self.most < LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Two parts of something, as they are told together. Their sum is not told beside them."""

    first: Told
    second: Told

    @property
    def is_few(self) -> bool:
        return self.first.is_few and self.second.is_few


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What numbers are told of: from the beginning of `since` and until the beginning of `until`.

    `is_final`: the year is over, and the numbers are the year's.
    """

    since: date
    until: date
    is_final: bool

    @property
    def begins_at(self) -> datetime:
        return start_of_day(self.since)

    @property
    def ends_at(self) -> datetime:
        return start_of_day(self.until)


def period_of(year: int, on: date) -> Period | None:
    """What of a year may be told on a day: all of it when it is over, else the months that are; None before that.

    Source: law.HOUSE_PRACTICE, on law.CONFIDENTIAL.
    Chosen reading: nobody may learn from a number that changes from one day to the next that something came that day;
    see decisions/0036.
    """
    since, over = date(year, 1, 1), date(year + 1, 1, 1)
    until = min(over, on.replace(day=1))
    return Period(since=since, until=until, is_final=until == over) if until > since else None


def latest_year(on: date) -> int:
    """The newest year of which anything may be told."""
    return on.year if on.month > 1 else on.year - 1


def told(count: int, *, is_final: bool) -> Told:
    """One number: from five and up as it is, when the year is over.

    Source: law.YEARLY_REPORT for that there is a report; law.HOUSE_PRACTICE for the bound.
    Chosen reading: under five nothing is told, nor whether there is any. While the year runs, a number is told in steps
    of five, so that what has come since the last time is not to be worked out.
    """
    if is_final and count >= LEAST:
        return Told(least=count, most=count)
    step = count - count % LEAST
    return Told(least=step, most=step + LEAST - 1)


def split(first: int, second: int, *, is_final: bool) -> Split:
    """Two parts of something: as they are when both are five or more, else both in steps of five.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: whoever knows from elsewhere how many there were in all, would know the small part from the large.
    That is also why the sum is never told: beside parts in steps, month by month, it gives small numbers away.
    """
    as_they_are = is_final and min(first, second) >= LEAST
    return Split(first=told(first, is_final=as_they_are), second=told(second, is_final=as_they_are))


def in_steps(first: int, second: int) -> Split:
    """Two parts of some whole of which more is told: in steps of five, also when the year is over.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: several questions to the same people have the same sum, and an exact one would give away the small
    parts of the others. In steps, and with those who will not say in none of the parts, few are never told from none.
    """
    return split(first, second, is_final=False)


def share_of(parts: Split) -> Told | None:
    """How many percent the first part is, worked out from what is told; None when there is too little to say."""
    if parts.is_few:
        return None
    least = 100 * parts.first.least // (parts.first.least + parts.second.most)
    most = 100 * parts.first.most // (parts.first.most + parts.second.least)
    return Told(least=least, most=most)


def has_middle(parts: Split) -> bool:
    """Whether there are enough to say what held for half of them: surely five on either side."""
    return parts.first.least + parts.second.least >= 2 * LEAST


def middle(days: Iterable[int], count: int) -> int | None:
    """Within how many days it was done for half of `count`: of those it was done for, the `days` it took.

    None when it is not done for half of them. Asked only when `has_middle`.
    """
    done, half = sorted(days), (count + 1) // 2
    return done[half - 1] if half <= len(done) else None
