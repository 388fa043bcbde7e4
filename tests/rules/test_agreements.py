"""What two owners can agree on about a team, and for how long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import law
from innsats.rules.agreements import (
    LONGEST_TERM,
    SIGNED,
    TERMS,
    obstacles_to_agree,
    obstacles_to_end_agreement,
)
from innsats.rules.teams import Period

TODAY = date(2026, 3, 23)
SAID = dict.fromkeys((*TERMS, *SIGNED), "Avtalt.")
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


def period(first: int = 0, last: int | None = None) -> Period:
    return Period(
        starts_on=TODAY + timedelta(days=first), ends_on=None if last is None else TODAY + timedelta(days=last)
    )


def agree(days: Period, *held: Period, is_own: bool = False, is_external: bool = True, **said: str) -> list[str]:
    found = obstacles_to_agree(days, SAID | said, held, is_own=is_own, is_external=is_external, on=TODAY)
    assert {one.source for one in found} <= {law.HOUSE_PRACTICE, law.DOCUMENT}
    return [one.code for one in found]


def test_it_says_what_each_case_asks_of_and_who_signed() -> None:
    assert agree(period()) == agree(period(0, 365)) == []
    for name in (*TERMS, *SIGNED):
        assert agree(period(), **{name: " "}) == ["text_missing"]
    assert agree(period(), secrecy="x" * (LONGEST_TERM + 1), signed_by="x" * 201) == ["text_too_long"] * 2


def test_every_reason_is_told_at_once() -> None:
    assert agree(period(1, 0), is_own=True, is_external=False, archive="") == [
        "agreement_with_school", "agreement_with_oneself", "text_missing", "ends_before_start"
    ]  # fmt: skip


def test_two_with_one_team_never_hold_on_the_same_day() -> None:
    assert agree(period(), period(-100)) == ["agreements_overlap"]
    assert agree(period(), period(-100, 0)) == ["agreements_overlap"] and agree(period(), period(-100, -1)) == []
    assert agree(period(1, 0), period(-100)) == ["ends_before_start"]


@pytest.mark.parametrize(
    ("last", "code"), [(-2, "agreement_ends_in_past"), (60, "agreement_over")], ids=["long ago", "later than agreed"]
)
def test_it_can_be_cut_and_neither_lengthened_nor_written_anew(last: int, code: str) -> None:
    (found,) = obstacles_to_end_agreement(period(-10, 30), ends_on=TODAY + timedelta(days=last), on=TODAY)
    assert found.code == code
    assert not obstacles_to_end_agreement(period(-10, 30), ends_on=TODAY - timedelta(days=1), on=TODAY)
    assert [one.code for one in obstacles_to_end_agreement(period(-10, -5), ends_on=TODAY, on=TODAY)] == [
        "agreement_over"
    ]


@given(first=DAYS, last=DAYS, day=DAYS)
def test_what_was_ended_holds_on_no_day_after(first: date, last: date, day: date) -> None:
    until = max(first, last)
    held = Period(starts_on=min(first, last), ends_on=until)
    if not obstacles_to_end_agreement(held, ends_on=day, on=TODAY):
        cut = Period(starts_on=min(held.starts_on, day), ends_on=day)
        assert cut.holds(day) and not cut.holds(day + timedelta(days=1)) and day <= until
