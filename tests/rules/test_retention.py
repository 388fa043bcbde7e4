"""How long a case is kept here: from when the time counts, what keeps it however long ago, and who lets it go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.retention import (
    LEAST_YEARS,
    MOST_YEARS,
    SETTLES,
    HoldReason,
    Kept,
    Waits,
    kept_until,
    obstacles_to_archiving,
    obstacles_to_disposal,
    obstacles_to_keeping_time,
)

WRITTEN = datetime(2026, 6, 19, 9, tzinfo=UTC)
CLOSED = WRITTEN.date()
READY = Kept(closed_on=CLOSED, written_at=WRITTEN, printed_at=WRITTEN + SETTLES, keep_years=5)
OVER = date(2031, 6, 19)
DAYS = st.dates(date(2024, 8, 1), date(2060, 1, 1))
MOMENTS = st.datetimes(datetime(2024, 8, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
YEARS = st.integers(LEAST_YEARS, MOST_YEARS)


@st.composite
def kept(draw: st.DrawFn) -> Kept:
    return Kept(
        closed_on=draw(st.none() | DAYS), written_at=draw(MOMENTS), printed_at=draw(st.none() | MOMENTS),
        keep_years=draw(st.none() | YEARS), held=draw(st.frozensets(st.sampled_from(HoldReason))),
        is_at_governor=draw(st.booleans()), waits=draw(st.frozensets(st.sampled_from(Waits))),
    )  # fmt: skip


def codes(facts: Kept, on: date = OVER, **who: int) -> list[str]:
    return [one.code for one in obstacles_to_disposal(facts, on, **who)]


@pytest.mark.source("arkf § 3")
def test_on_the_day_its_time_is_over_nothing_keeps_it_and_not_the_day_before():
    assert codes(READY) == []
    assert codes(READY, OVER - timedelta(days=1)) == ["still_kept"]


@pytest.mark.source("arkl § 5")
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"closed_on": None}, ["still_open"]),
        ({"printed_at": None}, ["not_archived"]),
        ({"printed_at": WRITTEN + SETTLES - timedelta(seconds=1)}, ["written_since"]),
        ({"held": frozenset({HoldReason.POLICE})}, ["on_hold"]),
        ({"waits": frozenset(Waits)}, ["clock_runs", "trail_waits", "message_waits", "errand_waits"]),
    ],
)
def test_what_keeps_it_is_told_each_for_itself(more, expected):
    assert codes(replace(READY, **more)) == expected


@pytest.mark.source("oppl § 12-6(3)")
def test_what_the_county_governor_may_ask_for_is_never_let_go():
    assert codes(replace(READY, is_at_governor=True), date(2126, 1, 1)) == ["kept_for_governor"]


@pytest.mark.source("arkl §§ 12–13")
def test_t108_without_a_rule_of_the_owners_nothing_is_ever_disposed_of():
    assert codes(replace(READY, keep_years=None), date(2500, 1, 1)) == ["no_keeping_time"]


def test_who_wrote_that_the_archive_has_it_does_not_let_it_go():
    assert codes(READY, archived_by=7, by=7) == ["same_person_disposes"]
    assert codes(READY, archived_by=7, by=8) == []


def test_what_is_written_after_the_closing_makes_the_time_count_anew():
    later = replace(READY, written_at=WRITTEN + timedelta(days=400), printed_at=WRITTEN + timedelta(days=401))
    assert codes(later) == ["still_kept"] and codes(later, date(2032, 7, 24)) == []


def test_the_leap_day_has_a_last_day_in_every_year():
    assert kept_until(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert kept_until(date(2028, 2, 29), 4) == date(2032, 2, 29)


@given(kept(), DAYS)
def test_what_is_open_held_at_the_governor_or_waited_in_is_never_let_go(facts, on):
    if not codes(facts, on):
        assert facts.closed_on is not None and facts.keep_years is not None and facts.is_whole_in_archive
        assert not facts.held and not facts.is_at_governor and not facts.waits
        assert facts.counts_from is not None and on >= kept_until(facts.counts_from, facts.keep_years)


@given(kept(), DAYS, st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_more_written_later_never_lets_it_go_sooner(facts, on, later):
    if codes(facts, on):
        assert codes(replace(facts, written_at=facts.written_at + later), on)


@given(kept(), DAYS, st.integers(0, 4000))
def test_what_may_go_today_may_go_on_every_later_day(facts, on, days):
    if not codes(facts, on):
        assert codes(facts, on + timedelta(days=days)) == []


@given(DAYS, YEARS, YEARS)
def test_more_years_are_never_shorter(on, fewer, more):
    fewer, more = sorted((fewer, more))
    assert on < kept_until(on, fewer) <= kept_until(on, more)


@pytest.mark.source("Udir team routines")
@pytest.mark.parametrize(
    ("printed_at", "expected"),
    [
        (None, ["not_printed"]),
        (WRITTEN + SETTLES - timedelta(seconds=1), ["printed_before_last"]),
        (WRITTEN + SETTLES, []),
    ],
)
def test_t106_the_archive_has_it_when_the_whole_of_it_was_printed_after_the_last(printed_at, expected):
    facts = replace(READY, printed_at=None)
    assert [one.code for one in obstacles_to_archiving(facts, printed_at)] == expected


def test_t106_a_print_without_a_report_or_its_files_is_not_the_whole_of_it():
    facts, printed_at = replace(READY, printed_at=None), WRITTEN + SETTLES
    assert [one.code for one in obstacles_to_archiving(facts, printed_at, lacks_reports=True)] == [
        "printed_without_reports"
    ]
    assert [one.code for one in obstacles_to_archiving(facts, printed_at, lacks_files=True)] == ["files_not_archived"]


def test_what_the_archive_has_as_it_stands_it_does_not_get_once_more():
    assert [one.code for one in obstacles_to_archiving(READY, WRITTEN + timedelta(days=9))] == ["archived_already"]


@pytest.mark.parametrize(("years", "is_good"), [(None, True), (1, True), (100, True), (0, False), (101, False)])
def test_a_keeping_time_is_one_to_a_hundred_years_or_for_ever(years, is_good):
    assert (obstacles_to_keeping_time(years) == ()) is is_good
