"""School days, working days and red days, and the local time of day. Date arithmetic and nothing else.

Red days and closed days come from outside (`people.calendars`): holidays from the law, closed days from each owner's
skolerute. All local times are Europe/Oslo. No search goes further than `LONGEST_SEARCH_DAYS`: a calendar without any
open day gives the last day looked at, never an endless loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
OPENS_HOUR, CLOSES_HOUR = 8, 16  # the working hours that an unopened report is counted in
LONGEST_SEARCH_DAYS = 800
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One owner's days. `closed_days` are the skolerute's days without school, weekends inside a holiday included."""

    red_days: frozenset[date]
    closed_days: frozenset[date]
    sfo_closed: frozenset[date] = frozenset()

    def is_working_day(self, on: date) -> bool:
        """Monday to Friday and not a red day. Working days run in school holidays too."""
        return on.weekday() < SATURDAY and on not in self.red_days

    def is_school_day(self, on: date) -> bool:
        """A working day on which this owner's schools are open."""
        return on.weekday() < SATURDAY and on not in self.red_days and on not in self.closed_days

    def is_sfo_day(self, on: date) -> bool:
        """A working day on which this owner's SFO is open; it has its own days."""
        return self.is_working_day(on) and on not in self.sfo_closed

    def is_working_time(self, at: datetime) -> bool:
        """Between 08:00 and 16:00 on a working day: somebody can be expected at a desk."""
        on = day_of(at)
        return self.is_working_day(on) and at_time(on, OPENS_HOUR) <= at < at_time(on, CLOSES_HOUR)

    def add_working_days(self, on: date, count: int) -> date:
        """The working day that is number `count` after `on`; `on` itself is day 0."""
        return _nth_after(on, count, self.is_working_day)

    def add_school_days(self, on: date, count: int) -> date:
        """The school day that is number `count` after `on`; `on` itself is day 0."""
        return _nth_after(on, count, self.is_school_day)

    def next_working_day(self, on: date) -> date:
        """The first working day after `on`."""
        return self.add_working_days(on, 1)

    def last_school_day_between(self, after: date, until: date) -> date | None:
        """The last school day later than `after` and on or before `until`."""
        length = min((until - after).days, LONGEST_SEARCH_DAYS)
        return next((day for day in _days(until, -ONE_DAY, length) if self.is_school_day(day)), None)

    def reopens_after(self, on: date) -> date | None:
        """The first school day after the closed period that `on` lies in; None when `on` is in no closed period.

        A closed period runs from one school day to the next, weekends and red days at its ends included, when at
        least one of its days is closed by the skolerute: an ordinary weekend is none.
        """
        if self.is_school_day(on):
            return None
        first = self.add_school_days(on, 1)
        last = next((day for day in _days(on, -ONE_DAY, LONGEST_SEARCH_DAYS) if self.is_school_day(day)), on - ONE_DAY)
        between = _days(last + ONE_DAY, ONE_DAY, (first - last).days - 1)
        return first if any(day in self.closed_days for day in between) else None

    def working_hours_after(self, at: datetime, hours: int) -> datetime:
        """The instant when `hours` hours between 08:00 and 16:00 on working days have passed since `at`."""
        local = at.astimezone(OSLO)
        left = timedelta(hours=hours)
        for day in _days(local.date(), ONE_DAY, LONGEST_SEARCH_DAYS):
            opens, closes = at_time(day, OPENS_HOUR), at_time(day, CLOSES_HOUR)
            begins = max(local, opens)
            if not self.is_working_day(day) or begins >= closes:
                continue
            if begins + left <= closes:  # the clocks never change between 08:00 and 16:00
                return begins + left
            left -= closes - begins
        return at_time(local.date() + timedelta(days=LONGEST_SEARCH_DAYS), OPENS_HOUR)


def at_time(on: date, hour: int) -> datetime:
    """This whole hour in Oslo on this day, aware."""
    return datetime.combine(on, time(hour), tzinfo=OSLO)


def cut_short(starts_on: date, *, ends_on: date, on: date) -> tuple[date, date]:
    """The first and the last day of what is to end after `ends_on`, said on the day `on`.

    What would not have begun by then never was: it ends before it is said, and gives nobody a day.
    """
    last = ends_on if starts_on <= ends_on else on - ONE_DAY
    return min(starts_on, last), last


def day_of(at: datetime) -> date:
    """The date in Oslo at this instant."""
    return at.astimezone(OSLO).date()


def start_of_day(on: date) -> datetime:
    """00:00 in Oslo on this day, aware."""
    return at_time(on, 0)


def start_of_next_day(on: date) -> datetime:
    """00:00 in Oslo on the day after: when what was due on `on` is overdue."""
    return at_time(on + ONE_DAY, 0)


def _nth_after(on: date, count: int, is_counted: Callable[[date], bool]) -> date:
    day = on
    for day in _days(on + ONE_DAY, ONE_DAY, LONGEST_SEARCH_DAYS):
        if is_counted(day):
            count -= 1
            if count <= 0:
                return day
    return day


def _days(first: date, step: timedelta, length: int) -> Iterator[date]:
    """`first` and the days after it (or before it), at most `length` of them."""
    day = first
    for _ in range(length):
        yield day
        day += step
