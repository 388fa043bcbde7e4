"""The only place that asks what time it is. Everywhere else, time is an argument."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

APART = timedelta(minutes=1)  # that the clocks of two machines may be, or one be set back by, and nobody notices


def now() -> datetime:
    """This instant, aware, in Oslo. Tests freeze it by replacing this function."""
    return timezone.localtime(timezone.now())


def today() -> date:
    """The date in Oslo."""
    return now().date()


def is_within(length: timedelta, *, since: datetime, at: datetime) -> bool:
    """Whether `at` is less than `length` later than `since`, and not earlier.

    What is said to have been done later than now was done by a clock that has since been set back. It counts for
    nothing, or it would count for as much longer as the clock was wrong.
    """
    return -APART <= at - since < length
