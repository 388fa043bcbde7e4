"""The judge finds everything wrong with any team, and nothing wrong with one that is proposed."""

from __future__ import annotations

import ast
import inspect

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innsats.planning.assigning import Bar, Fault, Proposal, faults, judge, propose
from innsats.planning.assigning.bars import SOURCES, bars_to
from innsats.rules import law
from innsats.rules.access import Impartiality

from . import by_hand
from .people import CANDIDATES, NEEDS, a_need, somebody, teams
from .test_bars import KEPT_BY


def said(need, people, team):
    return [(found.code, *found.about) for found in faults(need, people, team)]


def test_two_or_three_who_may_go_are_well():
    people = [somebody(name) for name in "abcd"]
    assert said(a_need(), people, "ab") == said(a_need(), people, "dca") == []


@pytest.mark.parametrize(("team", "found"), [
    ("", [(Fault.TOO_FEW,)]), ("a", [(Fault.TOO_FEW,)]), ("abcd", [(Fault.TOO_MANY,)]),
    ("aba", [(Fault.NAMED_TWICE, "a")]), ("aa", [(Fault.TOO_FEW,), (Fault.NAMED_TWICE, "a")]),
    ("ax", [(Fault.NOT_A_CANDIDATE, "x")]),
])  # fmt: skip
def test_what_is_wrong_with_a_team_made_by_hand_is_told(team, found):
    assert said(a_need(), [somebody(name) for name in "abcd"], team) == found


@pytest.mark.parametrize(("bar", "facts"), KEPT_BY)
def test_what_is_wrong_with_one_in_it_is_told_with_who_and_on_which_source(bar, facts):
    (found,) = faults(a_need(), [somebody("a"), somebody("b", **facts)], "ab")
    assert (found.code, found.about, found.source) == (bar, ("b",), SOURCES[bar])


def test_everything_is_told_at_once():
    kept = [somebody(name, **facts) for name, (_, facts) in zip("abcdefgh", KEPT_BY, strict=True)]
    assert [code for code, *_ in said(a_need(), kept, "abcdefgh")] == [Fault.TOO_MANY, *(bar for bar, _ in KEPT_BY)]


def test_whoever_has_not_declared_may_be_proposed():
    people = [somebody(name, impartiality=Impartiality.UNDECLARED) for name in "ab"]
    assert said(a_need(), people, "ab") == []


@settings(max_examples=200)
@given(need=NEEDS, team=teams())
def test_every_team_that_is_proposed_passes(need, team):
    found = propose(need, team)
    if isinstance(found, Proposal):
        assert faults(need, team, [one.id for one in found.members]) == ()


@settings(max_examples=100)
@given(need=NEEDS, one=CANDIDATES)
def test_the_judge_and_the_bars_say_the_same_of_everybody(need, one):
    found = [(fault.code, fault.source) for fault in faults(need, [one], [one.id]) if fault.about]
    assert found == [(bar, SOURCES[bar]) for bar in bars_to(need, one)]


@settings(max_examples=100)
@given(need=NEEDS, team=teams(most=5), named=st.lists(st.sampled_from("abcdefx"), max_size=5))
def test_a_team_passes_exactly_when_two_or_three_different_people_may_all_go(need, team, named):
    known = {one.id: one for one in team}
    is_well = 2 <= len(named) <= 3 and len(set(named)) == len(named)
    is_well = is_well and all(name in known and by_hand.may_go(need, known[name]) for name in named)
    assert (faults(need, team, named) == ()) == is_well


def test_the_judge_knows_the_facts_and_nothing_else_of_the_planner():
    tree = ast.parse(inspect.getsource(judge))
    beside = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    assert beside == ["facts"]


def test_what_is_wrong_with_one_has_the_name_of_the_bar():
    assert {bar.value for bar in Bar} < {fault.value for fault in Fault}
    assert {source for source in SOURCES.values()} <= set(law.sources().values())
