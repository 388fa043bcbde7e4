"""Who can have a place in a team, and when it can end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.teams import (
    Period,
    Place,
    Seat,
    Skill,
    obstacles_to_add,
    obstacles_to_learned,
    obstacles_to_leave,
    period_obstacles,
)

TODAY = date(2026, 3, 23)
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 3, 31))
PERIODS = st.builds(Period, starts_on=DAYS, ends_on=st.none() | DAYS)


def a_seat(person="lise", place=Place.CORE, first=TODAY, last=None):
    return Seat(person=person, place=place, period=Period(starts_on=first, ends_on=last))


def codes(found):
    return [one.code for one in found]


def test_nobody_is_in_a_team_twice_at_the_same_time():
    until_june = a_seat(last=date(2026, 6, 30))
    assert codes(obstacles_to_add(a_seat(first=date(2026, 6, 30)), [until_june], on=TODAY)) == ["member_already"]
    assert obstacles_to_add(a_seat(first=date(2026, 7, 1)), [until_june], on=TODAY) == ()
    assert obstacles_to_add(a_seat("jon"), [until_june], on=TODAY) == ()


def test_a_team_has_one_leader_and_as_many_deputies_as_it_wants():
    leads, stands_in = a_seat(place=Place.LEADER), a_seat(place=Place.DEPUTY)
    assert codes(obstacles_to_add(a_seat("jon", Place.LEADER), [leads], on=TODAY)) == ["leader_already"]
    assert obstacles_to_add(a_seat("jon", Place.DEPUTY), [leads, stands_in], on=TODAY) == ()


@pytest.mark.parametrize(("first", "last", "code"), [
    (TODAY, TODAY - timedelta(days=1), "ends_before_start"), (date(2062, 3, 23), None, "another_time"),
    (date(1962, 3, 23), None, "another_time"),
])
def test_days_that_cannot_be_meant_are_refused(first, last, code):
    assert codes(period_obstacles(Period(starts_on=first, ends_on=last), on=TODAY)) == [code]


def test_a_membership_is_cut_and_not_lengthened_and_the_past_is_left():
    running, over = Period(starts_on=date(2026, 1, 1)), Period(starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))
    yesterday = TODAY - timedelta(days=1)
    assert obstacles_to_leave(running, ends_on=yesterday, on=TODAY) == ()
    in_past = obstacles_to_leave(running, ends_on=yesterday - timedelta(days=1), on=TODAY)
    assert codes(in_past) == ["membership_ends_in_past"]
    assert codes(obstacles_to_leave(over, ends_on=TODAY, on=TODAY)) == ["membership_ended"]


def test_every_reason_is_told_of_what_was_learned():
    found = obstacles_to_learned([], TODAY, TODAY - timedelta(days=1))
    assert codes(found) == ["skills_missing", "expires_before"]
    assert obstacles_to_learned([Skill.STOP], TODAY, TODAY) == ()


@given(one=PERIODS, other=PERIODS)
def test_two_periods_overlap_when_they_share_a_day_whoever_is_asked(one, other):
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(120)]
    shared = any(one.holds(day) and other.holds(day) for day in days)
    assert one.overlaps(other) is other.overlaps(one)
    if all(period.ends_on is None or period.starts_on <= period.ends_on for period in (one, other)):
        assert one.overlaps(other) is shared
