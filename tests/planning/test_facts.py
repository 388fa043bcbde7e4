"""When somebody can be out, and how many hours are short: dates and hours, and no clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from innsats.planning.assigning import faults
from innsats.rules.teams import Period

from . import by_hand
from .people import ABSENCES, CANDIDATES, LAST, NEEDS, RENEWED, REPLACED, SINCE, TODAY, a_need, freed, in_days, somebody


@pytest.mark.parametrize(("notice_hours", "starts_on"), [
    (0, TODAY), (13, TODAY), (14, in_days(1)), (24, in_days(1)), (48, in_days(2)), (24 * 14, in_days(14)),
])  # fmt: skip
def test_somebody_starts_on_the_day_on_which_the_notice_has_run(notice_hours, starts_on):
    assert somebody("pia", release=freed(notice_hours=notice_hours)).starts_on(a_need()) == starts_on


def test_whoever_is_away_starts_when_back_and_a_longer_notice_hides_an_absence():
    away = (Period(starts_on=TODAY, ends_on=in_days(2)),)
    assert somebody("pia", away=away).starts_on(a_need()) == in_days(3)
    assert somebody("pia", away=away, release=freed(notice_hours=96)).starts_on(a_need()) == in_days(4)


def test_whoever_leaves_again_in_the_week_starts_after_that():
    away = (Period(starts_on=in_days(4), ends_on=in_days(5)), Period(starts_on=in_days(2), ends_on=in_days(2)))
    assert somebody("pia", away=away).starts_on(a_need()) == in_days(6)


def test_the_day_that_counts_is_the_last_of_the_promise_or_of_a_longer_notice():
    assert somebody("pia").counts_on(a_need()) == LAST
    assert somebody("pia", release=freed(notice_hours=24 * 9)).counts_on(a_need()) == in_days(9)


def test_an_agreement_is_in_force_from_the_asking_to_the_day_that_counts():
    def is_released(period):
        return somebody("pia", release=freed(period=period)).is_released(a_need())

    assert is_released(Period(starts_on=TODAY, ends_on=LAST))
    assert not is_released(Period(starts_on=in_days(1)))
    assert not is_released(replace(SINCE, ends_on=in_days(6)))
    assert not somebody("pia", release=None).is_released(a_need())


def test_an_agreement_that_is_renewed_before_the_day_that_counts_frees_for_the_fewer_hours_of_the_two():
    renewed = somebody("pia", releases=RENEWED)
    assert renewed.is_released(a_need()) and renewed.hours_agreed(a_need()) == 5
    assert not faults(a_need(), [renewed, somebody("eva")], ["pia", "eva"])
    busy = replace(renewed, hours_used=3)
    assert busy.hours_short(a_need()) == 1
    assert [one.code for one in faults(a_need(), [busy, somebody("eva")], ["pia", "eva"])] == ["no_hours_left"]
    replaced = somebody("pia", releases=REPLACED)
    assert not replaced.is_released(a_need())
    assert [one.code for one in faults(a_need(), [replaced, somebody("eva")], ["pia", "eva"])] == ["not_released"]


@pytest.mark.parametrize(("release", "hours_used", "short"), [
    (freed(10), 7, 0), (freed(10), 8, 1), (freed(10), 0, 0), (freed(2), 4, 5), (None, 0, 3), (None, 5, 3),
    (freed(10, period=replace(SINCE, ends_on=TODAY)), 0, 3),
])  # fmt: skip
def test_hours_are_short_by_what_is_used_and_needed_beyond_the_agreement(release, hours_used, short):
    assert somebody("pia", release=release, hours_used=hours_used).hours_short(a_need()) == short


@settings(max_examples=100)
@given(need=NEEDS, one=CANDIDATES, more=ABSENCES)
def test_one_more_absence_makes_nobody_start_sooner(need, one, more):
    assert replace(one, away=(*one.away, more)).starts_on(need) >= one.starts_on(need)


@settings(max_examples=100)
@given(need=NEEDS, one=CANDIDATES)
def test_somebody_who_may_go_is_at_work_from_the_first_day_until_the_day_that_counts(need, one):
    if by_hand.may_go(need, one):
        first = one.starts_on(need)
        assert first == by_hand.start_of(need, one)
        assert all(by_hand.at_work(one, day) for day in by_hand.days(need, one) if day >= first)
