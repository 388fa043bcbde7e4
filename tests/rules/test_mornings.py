"""When the list for a day without us is made, and that it is gone the day after."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.calendar import OSLO, Calendar
from innsats.rules.mornings import is_over, is_time_for_list

TUESDAY = datetime(2026, 3, 24, 6, 0, tzinfo=OSLO)
DAYS = Calendar(red_days=frozenset({date(2026, 4, 3)}), closed_days=frozenset({date(2026, 3, 31)}))


@pytest.mark.parametrize(
    ("at", "is_time"),
    [
        (TUESDAY, True),
        (TUESDAY - timedelta(minutes=1), False),
        (TUESDAY + timedelta(hours=15), True),  # the machine was off at six
        (TUESDAY + timedelta(days=4), False),  # a Saturday
        (TUESDAY + timedelta(days=7), False),  # the school is closed
        (TUESDAY + timedelta(days=10), False),  # long Friday
    ],
)
def test_from_six_on_each_school_day(at, is_time):
    assert is_time_for_list(at, DAYS) is is_time


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(OSLO)), st.integers(1, 9))
def test_it_is_kept_on_its_own_day_and_no_longer(at, days):
    assert not is_over(at.date(), at) and is_over(at.date() - timedelta(days=days), at)
