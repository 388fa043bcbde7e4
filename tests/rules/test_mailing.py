"""When a mail goes out, and when one that did not get through is tried again."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.mailing import GATHERS_FOR, gathered_since, is_given_up, tried_again_at

from .days import MOMENTS, local

AT = local("2026-03-23T09:00")


def test_what_comes_within_a_quarter_of_an_hour_is_one_mail():
    assert gathered_since(AT) == AT - GATHERS_FOR == local("2026-03-23T08:45")


def test_a_mail_is_tried_again_after_ever_longer_waits_and_never_more_than_an_hour():
    waits = [(tried_again_at(AT, count) - AT) // timedelta(minutes=1) for count in range(1, 10)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


@given(at=MOMENTS, count=st.integers(1, 10_000))
def test_a_mail_is_always_tried_again_later_and_within_an_hour(at, count):
    assert at < tried_again_at(at, count) <= at + timedelta(hours=1)


def test_a_mail_is_tried_for_three_days():
    assert not is_given_up(AT, AT + timedelta(days=3))
    assert is_given_up(AT, AT + timedelta(days=3, minutes=1))
