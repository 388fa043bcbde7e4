"""Who is proposed to take over: an even load, and the same answer every time."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from innsats.planning.taking_over import taking_over

PEOPLE = ("anne", "bo", "cato", "dina")
ABLE = st.lists(st.sampled_from(PEOPLE), unique=True).map(sorted)
PIECES = st.lists(ABLE, max_size=8).map(lambda lists: dict(enumerate(lists)))
COUNTS = st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 5))


def test_the_one_with_the_fewest_open_cases_is_proposed():
    assert taking_over({1: ["anne", "bo"]}, {"anne": 2, "bo": 1}) == {1: "bo"}


def test_of_as_many_the_first_in_the_list():
    assert taking_over({1: ["anne", "bo"]}, {}) == {1: "anne"}


def test_a_piece_given_counts_for_the_next():
    assert taking_over({1: ["anne", "bo"], 2: ["anne", "bo"], 3: ["anne", "bo"]}, {}) == {1: "anne", 2: "bo", 3: "anne"}


def test_nobody_is_proposed_where_nobody_can():
    assert taking_over({1: [], 2: ["bo"]}, {"bo": 9}) == {2: "bo"}


@given(PIECES, COUNTS)
def test_each_goes_to_somebody_who_can_and_at_that_moment_has_the_fewest(pieces, open_counts):
    given_to, counts = taking_over(pieces, open_counts), Counter(open_counts)
    assert set(given_to) == {piece for piece, able in pieces.items() if able}
    for piece, person in given_to.items():
        assert person in pieces[piece]
        assert all(counts[person] <= counts[other] for other in pieces[piece])
        assert all(counts[person] < counts[other] for other in pieces[piece] if other < person)
        counts[person] += 1


@given(PIECES, COUNTS)
def test_between_those_who_can_have_everything_the_load_ends_as_even_as_it_can(pieces, open_counts):
    everything = dict.fromkeys(pieces, PEOPLE)
    counts = Counter(open_counts) + Counter(taking_over(everything, open_counts).values())
    got = [counts[person] for person in PEOPLE if counts[person] > open_counts.get(person, 0)]
    assert not got or max(got) - min(counts[person] for person in PEOPLE) <= 1
