"""Days for the tests of the rules: Norway's red days, one owner's skolerute, and dates drawn around them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import holidays
from hypothesis import strategies as st

from innsats.rules.calendar import OSLO, Calendar

RED_DAYS = frozenset(holidays.country_holidays("NO", years=range(2025, 2032)))


def span(first: str, last: str) -> frozenset[date]:
    """Every day from `first` to `last`, both included."""
    start, length = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    return frozenset(start + timedelta(days=day) for day in range(length + 1))


def local(text: str) -> datetime:
    """A local time in Oslo, aware."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def a_calendar(*closed: tuple[str, str]) -> Calendar:
    return Calendar(red_days=RED_DAYS, closed_days=frozenset().union(*(span(*period) for period in closed)))


OPEN = a_calendar()
# A whole skolerute: autumn, Christmas, winter, Easter, a planning day and the summer.
FJORDVIK_CLOSED = (
    ("2026-03-30", "2026-04-06"), ("2026-05-15", "2026-05-15"), ("2026-06-22", "2026-08-16"),
    ("2026-10-05", "2026-10-09"), ("2026-12-22", "2027-01-03"), ("2027-02-22", "2027-02-26"),
    ("2027-06-21", "2027-08-15"), ("2027-12-22", "2028-01-02"), ("2028-02-28", "2028-03-03"),
    ("2028-06-19", "2028-08-20"), ("2028-12-21", "2029-01-02"),
)
FJORDVIK = a_calendar(*FJORDVIK_CLOSED)
DATES = st.dates(date(2026, 1, 1), date(2028, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(OSLO))
CALENDARS = st.sampled_from([OPEN, FJORDVIK]) | st.builds(
    Calendar,
    red_days=st.just(RED_DAYS),
    closed_days=st.lists(st.tuples(DATES, st.integers(0, 70)), max_size=6).map(
        lambda periods: frozenset(first + timedelta(days=day) for first, length in periods for day in range(length + 1))
    ),
)
