"""Each owner's days and limits: holidays from the law, closed days from its own skolerute. Nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache

import holidays
from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.rules.calendar import Calendar
from innsats.rules.limits import HOUSE, Limits

from .models import ClosedPeriod, LocalLimits

FIRST_YEAR, LAST_YEAR = 2010, 2060
Period = tuple[str, date, date]  # what closes, first day, last day


def calendar_of(school_owner_id: int) -> Calendar:
    """The days of this owner. One query; the same periods give the same calendar, so a change is seen at once."""
    return _calendar(tuple(_periods(school_owner_id)))


def limits_of(school_owner_id: int) -> Limits:
    """What this owner has set, or the house's own. One query."""
    row = _limits.first(school_owner_id)
    if row is None:
        return HOUSE
    talk_days, deputy_hours, officer_hours = row
    return Limits(first_talk_school_days=talk_days, to_deputy_hours=deputy_hours, to_officer_hours=officer_hours)


@cache
def red_days() -> frozenset[date]:
    """Norway's public holidays. Sundays are no part of them."""
    return frozenset(holidays.country_holidays("NO", years=range(FIRST_YEAR, LAST_YEAR + 1)))


@Prepared
def _periods(owner: int) -> QuerySet[ClosedPeriod, Period]:
    periods = ClosedPeriod.objects.filter(school_owner_id=owner).order_by("starts_on", "closes", "ends_on")
    return periods.values_list("closes", "starts_on", "ends_on")


@Prepared
def _limits(owner: int) -> QuerySet[LocalLimits, tuple[int, int, int]]:
    newest = LocalLimits.objects.filter(school_owner_id=owner).order_by("-pk")
    return newest.values_list("first_talk_school_days", "to_deputy_hours", "to_officer_hours")[:1]


@lru_cache(maxsize=1000)
def _calendar(periods: tuple[Period, ...]) -> Calendar:
    return Calendar(
        red_days=red_days(),
        closed_days=_days(periods, ClosedPeriod.Closes.SCHOOL),
        sfo_closed=_days(periods, ClosedPeriod.Closes.SFO),
    )


def _days(periods: tuple[Period, ...], closes: str) -> frozenset[date]:
    return frozenset(
        starts_on + timedelta(days=day)
        for closed, starts_on, ends_on in periods
        if closed == closes
        for day in range((ends_on - starts_on).days + 1)
    )
