"""The team that is found is the best of all teams, whatever the candidates and whatever their order."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from innsats.planning.assigning.search import best_team
from innsats.planning.assigning.wishes import MEASURES, Able, at_best, far, far_of

BIT = st.integers(0, 1)
NUMBERS = st.tuples(
    st.integers(0, 7), st.integers(0, 7), st.integers(0, 2), st.just(1), BIT, BIT, BIT, BIT, st.integers(1, 3),
    st.integers(1, 4), st.integers(1, 4),
)  # fmt: skip
POOLS = st.lists(NUMBERS, max_size=9).map(lambda rows: [Able(f"{n}", row) for n, row in enumerate(rows)])


@settings(max_examples=200)
@given(pool=POOLS)
def test_nobody_finds_a_better_team_by_trying_every_subset(pool):
    every = [team for count in (2, 3) for team in combinations(pool, count)]
    best = min(every, key=lambda team: (far_of(team), [one.id for one in team]), default=None)
    assert best_team(pool) == best


@settings(max_examples=100)
@given(pool=POOLS, drawn=st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_says_nothing(pool, drawn):
    mixed = list(pool)
    drawn.shuffle(mixed)
    assert best_team(mixed) == best_team(pool)


@settings(max_examples=100)
@given(begun=NUMBERS, joins=NUMBERS, other=NUMBERS)
def test_whoever_joins_brings_nothing_better_than_the_best_of_all_who_could(begun, joins, other):
    hope = at_best(joins, other)
    hoped = far_of((Able("begun", begun), Able("hope", hope)))
    real = far_of((Able("begun", begun), Able("joins", joins)))
    assert all(dreamt <= is_so for dreamt, is_so in zip(hoped, real, strict=True))
    assert len(far(begun)) == len(MEASURES)


def test_fewer_than_two_are_no_team():
    assert best_team([]) is None
    assert best_team([Able("alone", (0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1))]) is None
