"""How members are freed and when they are away: what can be written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.releasing import (
    Release,
    obstacles_to_absence,
    obstacles_to_release,
    obstacles_to_return,
    release_on,
)
from innsats.rules.teams import Period

TODAY = date(2026, 3, 23)
YESTERDAY = TODAY - timedelta(days=1)
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 3, 31))
RELEASES = st.builds(
    Release, period=st.builds(Period, starts_on=DAYS, ends_on=st.none() | DAYS), hours_a_week=st.just(4),
    notice_hours=st.just(24),
)


def codes(found):
    return [one.code for one in found]


def days(first, last):
    return Period(starts_on=first, ends_on=last)


def a_release(hours=4, notice=24, first=TODAY, last=None):
    return Release(period=days(first, last), hours_a_week=hours, notice_hours=notice)


@pytest.mark.parametrize(("hours", "notice"), [(1, 0), (40, 336)])
def test_anything_from_an_hour_to_a_whole_job_can_be_agreed(hours, notice):
    assert obstacles_to_release(a_release(hours, notice), on=TODAY) == ()


def test_an_agreement_that_ends_before_it_begins_is_refused_with_all_that_is_wrong():
    found = obstacles_to_release(a_release(0, 337, last=YESTERDAY), on=TODAY)
    assert codes(found) == ["ends_before_start", "hours_out_of_bounds", "notice_out_of_bounds"]
    assert codes(obstacles_to_release(a_release(41, -1), on=TODAY)) == ["hours_out_of_bounds", "notice_out_of_bounds"]


def test_absences_that_share_a_day_are_refused_about_those_days():
    easter = days(date(2026, 3, 30), date(2026, 4, 6))
    (one,) = obstacles_to_absence(days(date(2026, 4, 6), date(2026, 4, 10)), [easter], on=TODAY)
    assert (one.code, one.about) == ("absences_overlap", ("2026-03-30..2026-04-06",))
    assert obstacles_to_absence(days(date(2026, 4, 7), date(2026, 4, 10)), [easter], on=TODAY) == ()
    assert codes(obstacles_to_absence(days(TODAY, YESTERDAY), [], on=TODAY)) == ["ends_before_start"]
    assert codes(obstacles_to_absence(days(TODAY, date(2036, 1, 1)), [], on=TODAY)) == ["another_time"]


def test_an_absence_is_cut_and_not_lengthened():
    away = days(date(2026, 3, 2), date(2026, 4, 30))
    assert obstacles_to_return(away, ends_on=YESTERDAY, on=TODAY) == ()
    assert codes(obstacles_to_return(away, ends_on=date(2026, 5, 1), on=TODAY)) == ["absence_over"]
    assert codes(obstacles_to_return(days(date(2026, 3, 2), YESTERDAY), ends_on=TODAY, on=TODAY)) == ["absence_over"]
    assert codes(obstacles_to_return(away, ends_on=date(2026, 3, 3), on=TODAY)) == ["absence_ends_in_past"]


@given(releases=st.lists(RELEASES, max_size=4), on=DAYS)
def test_what_counts_is_in_force_and_began_last(releases, on):
    counts = release_on(releases, on)
    in_force = [one for one in releases if one.period.holds(on)]
    assert (counts is None) is (not in_force)
    assert counts is None or counts.period.starts_on == max(one.period.starts_on for one in in_force)
