"""What a gjøremål may say and when it can be done, apart from any page or row."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from innsats.rules.calendar import OSLO
from innsats.rules.errands import (
    ErrandOutcome,
    obstacles_to_done,
    obstacles_to_ending,
    obstacles_to_times,
    obstacles_to_wording,
)
from innsats.rules.inputs import FURTHEST_AHEAD

AT = datetime(2026, 3, 23, 9, 0, tzinfo=OSLO)
HOUR = timedelta(hours=1)
NAMES = {"1": "Noah Lien", "2": "Bo Al-Amin", "3": "Lars Berg"}


def codes(found):
    return [obstacle.code for obstacle in found]


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        (None, AT + HOUR, []),
        (AT + HOUR, AT + 2 * HOUR, []),
        (AT + HOUR, AT + HOUR, ["errand_ends_before_start"]),
        (AT + 2 * HOUR, AT + HOUR, ["errand_ends_before_start"]),
        (None, AT, ["errand_is_past"]),
        (AT + HOUR, AT - HOUR, ["errand_is_past"]),
        (None, AT + FURTHEST_AHEAD + 25 * HOUR, ["too_far_ahead"]),
    ],
)
def test_it_ends_after_it_starts_and_later_than_now(starts_at, ends_at, expected):
    assert codes(obstacles_to_times(starts_at, ends_at, at=AT)) == expected


@pytest.mark.source("fvl67 § 13")
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Stå ved inngangen til gymsalen.", ()),
        ("Følg Noah til gymsalen.", ("1",)),
        ("NOAHS sekk skal til kontoret.", ("1",)),
        ("Snakk med familien Lien", ("1",)),
        ("La dem være. Vi ler ikke.", ()),  # neither Lars nor Lien
        ("Bo i nærheten", ()),  # too short a name to be told from a word
        ("Hent Amin og Lars", ("2", "3")),
    ],
)
def test_a_name_in_the_text_is_asked_about(text, named):
    found = obstacles_to_wording(text, names=NAMES, number="2026-1234567-8", names_allowed=False)
    assert [one.about for one in found] == ([("names_allowed", *named)] if named else [])
    assert obstacles_to_wording(text, names=NAMES, number="2026-1234567-8", names_allowed=True) == ()


@pytest.mark.source("fvl67 § 13")
def test_the_number_of_the_case_never_stands_there():
    text = "Det er sak 2026-1234567-8."
    assert codes(obstacles_to_wording(text, names={}, number="2026-1234567-8", names_allowed=True)) == [
        "errand_tells_case"
    ]


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("outcome", "holder", "giver"),
    [
        (None, [], []),
        (ErrandOutcome.DONE, ["errand_answered"], ["errand_answered_by_holder"]),
        (ErrandOutcome.CANNOT, ["errand_answered"], ["errand_answered_by_holder"]),
        (ErrandOutcome.TAKEN_BACK, ["errand_taken_back"], ["errand_taken_back"]),
    ],
)
def test_it_ends_once(outcome, holder, giver):
    assert codes(obstacles_to_ending(outcome, by_holder=True)) == holder
    assert codes(obstacles_to_ending(outcome, by_holder=False)) == giver


@pytest.mark.parametrize(
    ("happened_at", "expected"),
    [
        (AT, []),
        (AT + HOUR, ["in_the_future"]),
        (AT - timedelta(days=1), []),
        (AT - timedelta(days=2), ["errand_before_given"]),
    ],
)
def test_it_is_done_after_it_was_given(happened_at, expected):
    assert codes(obstacles_to_done(happened_at, given_at=AT - timedelta(days=1), at=AT)) == expected
