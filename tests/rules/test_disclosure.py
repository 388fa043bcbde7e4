"""What is told of numbers never lets anybody work out one that is small, however much of it is laid side by side."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import accumulate, combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.disclosure import (
    LEAST,
    Split,
    Told,
    has_middle,
    latest_year,
    middle,
    period_of,
    share_of,
    split,
    told,
)

COUNTS = st.integers(min_value=0, max_value=60)
FEW = Told(least=0, most=4)


def consistent(parts: Split, *, is_final: bool) -> set[tuple[int, int]]:
    """Every pair of parts that would have been told in just this way: also what one who knows the rule can work out."""
    reach = range(max(parts.first.most, parts.second.most) + 1)
    return {one for one in product(reach, reach) if split(*one, is_final=is_final) == parts}


def is_open(possible: set[int]) -> bool:
    """Whether a reader is left with more than one number; that there were none, or many, may be known."""
    return len(possible) >= 2 or possible == {0} or min(possible) >= LEAST


@pytest.mark.source("oppl § 17-12", "practice")
@given(count=COUNTS, is_final=st.booleans())
def test_t65_a_number_under_five_is_never_told_nor_whether_there_is_any(count: int, is_final: bool) -> None:
    shown = told(count, is_final=is_final)
    assert shown.least <= count <= shown.most
    assert (shown == FEW) == (count < LEAST)
    assert shown.is_exact == (is_final and count >= LEAST)


@given(first=COUNTS, second=COUNTS, is_final=st.booleans())
def test_t65_a_hidden_part_is_not_worked_out_from_the_other(first: int, second: int, is_final: bool) -> None:
    parts = split(first, second, is_final=is_final)
    worlds = consistent(parts, is_final=is_final)
    assert (first, second) in worlds
    for part, shown in enumerate((parts.first, parts.second)):
        possible = {world[part] for world in worlds}
        assert possible == set(range(shown.least, shown.most + 1))
        assert shown.is_exact == (is_final and min(first, second) >= LEAST)


@given(first=COUNTS, second=st.integers(min_value=5, max_value=60), is_final=st.booleans())
def test_t65_nor_by_one_who_knows_the_total_from_elsewhere(first: int, second: int, is_final: bool) -> None:
    """Save where both stand at the same end of what is told: no span can hide the largest and the smallest sum."""
    worlds = consistent(split(first, second, is_final=is_final), is_final=is_final)
    alike = {world for world in worlds if sum(world) == first + second}
    ends = {tuple(end(part) for part in zip(*worlds, strict=True)) for end in (min, max)}
    assert is_open({world[0] for world in alike}) or (first, second) in ends


@given(first=COUNTS, second=COUNTS, is_final=st.booleans())
def test_a_share_says_no_more_than_the_numbers_beside_it(first: int, second: int, is_final: bool) -> None:
    parts = split(first, second, is_final=is_final)
    share = share_of(parts)
    if share is not None:
        shares = {100 * one // (one + two) for one, two in consistent(parts, is_final=is_final)}
        assert share.least <= min(shares) and max(shares) <= share.most
    assert (share is None) == (max(first, second) < LEAST)


def test_shares_are_told_as_far_as_they_can_be() -> None:
    assert share_of(split(31, 9, is_final=True)) == Told(least=77, most=77)
    assert share_of(split(24, 2, is_final=True)) == Told(least=83, most=100)
    assert share_of(split(2, 24, is_final=True)) == Told(least=0, most=16)
    assert share_of(split(3, 1, is_final=True)) is None
    assert share_of(split(4, 4, is_final=True)) is None
    assert share_of(split(24, 9, is_final=False)) == Told(least=68, most=82)


def test_t65_a_year_told_month_by_month_tells_no_small_change() -> None:
    """Each month beside the one before, and all of them beside the year: no 1 to 4 is left as the only possible one."""
    worlds = defaultdict(set)
    for months in product(range(16), repeat=3):
        *running, whole = accumulate(months)
        said = (*(told(one, is_final=False) for one in running), told(whole, is_final=True))
        worlds[said].add(months)
    for alike in truths_in(worlds, most=7):
        assert all(is_open({months[month] for months in alike}) for month in range(3))


def test_t65_nor_do_the_parts_of_such_a_year() -> None:
    """A part that ends under five is still one of several when everything that was told of it is laid side by side."""
    worlds = defaultdict(set)
    for months in product(range(14), repeat=4):
        first, second = months[:2], months[2:]
        spring, year = zip(accumulate(first), accumulate(second), strict=True)
        said = split(*spring, is_final=False), split(*year, is_final=True)
        worlds[said].add(months)
    for alike in truths_in(worlds, most=6):
        assert all(is_open({months[place] for months in alike}) for place in range(4))
        for part in (slice(0, 2), slice(2, 4)):
            ended = {sum(months[part]) for months in alike}
            assert len(ended) >= 2 or min(ended) >= LEAST


def truths_in(worlds: dict[object, set[tuple[int, ...]]], *, most: int) -> list[set[tuple[int, ...]]]:
    """What could be behind everything that was told, wherever it may be that no month had more than `most`: what is
    possible beside that must not be cut off by how far the test counts.
    """
    return [alike for alike in worlds.values() if any(max(months) <= most for months in alike)]


def test_t65_what_held_for_half_tells_no_hidden_part() -> None:
    """Half of them took so long: told beside who kept the week and who did not, it leaves every hidden part open."""
    worlds = defaultdict(set)
    late = 99
    for count in range(2, 25):
        for days in combinations_with_replacement((1, 7, 8, late), count):
            kept = sum(day <= 7 for day in days)
            parts = split(kept, count - kept, is_final=True)
            done = [day for day in days if day != late]
            half = middle(done, count) if has_middle(parts) else "too few"
            worlds[parts, half].add((kept, count - kept))
    for alike in worlds.values():
        assert all(is_open({world[part] for world in alike}) for part in (0, 1))


@given(days=st.lists(st.integers(min_value=0, max_value=40), max_size=30), rest=st.integers(min_value=0, max_value=30))
def test_half_of_them_are_half_of_all_and_not_of_those_that_were_done(days: list[int], rest: int) -> None:
    count = len(days) + rest
    half = middle(days, count) if count else None
    if half is not None:
        assert 2 * sum(day <= half for day in days) >= count
    elif count:
        assert 2 * len(days) < count


def test_t65_nothing_is_told_of_a_month_that_is_not_over() -> None:
    assert period_of(2026, date(2026, 1, 31)) is None
    first = period_of(2026, date(2026, 2, 1))
    assert first is not None and (first.until, first.is_final) == (date(2026, 2, 1), False)
    assert period_of(2026, date(2026, 2, 28)) == first
    year = period_of(2026, date(2027, 1, 1))
    assert year is not None and (year.since, year.until, year.is_final) == (date(2026, 1, 1), date(2027, 1, 1), True)
    assert period_of(2026, date(2029, 5, 5)) == year
    assert period_of(2027, date(2026, 12, 31)) is None


@given(on=st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31)))
def test_there_is_always_a_newest_year_and_never_a_newer_one(on: date) -> None:
    newest = latest_year(on)
    assert period_of(newest, on) is not None
    assert period_of(newest + 1, on) is None
    today = period_of(newest, on)
    assert today is not None and today.until <= on
    assert on - today.until < timedelta(days=31)
