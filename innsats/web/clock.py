"""The only place that asks what time it is. Everywhere else, time is an argument."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, aware, in Oslo. Tests freeze it by replacing this function."""
    return timezone.localtime(timezone.now())


def today() -> date:
    """The date in Oslo."""
    return now().date()
