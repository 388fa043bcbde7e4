"""Somebody beside the family: an agent shows a written authority, and everything ends by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.supporting import Support, is_over, obstacles_to_support

MONDAY = date(2026, 3, 23)


def codes(part: Support = Support.SUPPORTER, *, has_authority: bool = False, days: int = 30) -> list[str]:
    ends_on = MONDAY + timedelta(days=days)
    found = obstacles_to_support(part, has_authority=has_authority, starts_on=MONDAY, ends_on=ends_on)
    return [one.code for one in found]


@pytest.mark.source("fvl67 § 12")
def test_an_agent_has_a_written_authority_and_a_supporter_needs_none() -> None:
    assert codes(Support.AGENT) == ["agent_without_authority"]
    assert not codes(Support.AGENT, has_authority=True) and not codes()


def test_it_ends_after_it_begins_and_not_in_three_years() -> None:
    assert codes(days=-1) == ["support_ends_before"]
    assert codes(days=1000) == ["too_far_ahead"]
    assert not codes(days=0)


@given(st.integers(-400, 400))
def test_it_is_over_from_the_day_after_its_last(days: int) -> None:
    assert is_over(MONDAY, on=MONDAY + timedelta(days=days)) is (days > 0)
