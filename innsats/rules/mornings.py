"""When the list for a day without us is made, and how long it is kept."""

from __future__ import annotations

from datetime import date, datetime

from .calendar import Calendar, at_time, day_of

MADE_HOUR = 6


def is_time_for_list(at: datetime, calendar: Calendar) -> bool:
    """Whether this morning's list is made by now.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: from six on each school day, and until the day is over for a machine that was off at six.
    """
    on = day_of(at)
    return calendar.is_school_day(on) and at >= at_time(on, MADE_HOUR)


def is_over(made_on: date, at: datetime) -> bool:
    """Whether a morning's list is removed: it is kept on its own day and no longer.

    Source: law.HOUSE_PRACTICE.
    """
    return day_of(at) > made_on
