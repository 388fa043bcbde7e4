"""A proposal: the best team with every reason, or the ways out; the same whatever order the candidates come in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innsats.planning.assigning import Against, Bar, For, NobodyToPropose, Proposal, Way, propose
from innsats.rules.access import Impartiality
from innsats.rules.teams import Place, Skill

from . import by_hand
from .people import LAST, NEEDS, ONLY_TRAINED, a_need, freed, in_days, somebody, teams


def members(found):
    return [one.id for one in found.members] if isinstance(found, Proposal) else None


def against(found, name):
    (one,) = [one for one in found.others if one.id == name]
    return [point.code for point in one.speaks_against]


@pytest.mark.source("UiS one week")
def test_two_are_proposed_with_the_day_on_which_both_can_be_out():
    found = propose(a_need(), [somebody("a", release=freed(notice_hours=72)), somebody("b")])
    assert isinstance(found, Proposal) and members(found) == ["a", "b"]
    assert (found.starts_on, found.ways_out, found.unknown) == (in_days(3), (), ())


def test_skills_that_nobody_has_are_named():
    people = [somebody(name, skills=ONLY_TRAINED | {Skill.STOP}) for name in "ab"]
    assert propose(a_need(Skill.LAW, Skill.STOP), people).unknown == (Skill.LAW,)


def test_a_proposal_that_comes_too_late_has_the_ways_out_with_it():
    late = [somebody(name, release=freed(notice_hours=24 * 9)) for name in "ab"]
    found = propose(a_need(), [*late, somebody("c", release=None)])
    assert isinstance(found, Proposal) and found.starts_on == in_days(9) > LAST
    assert [one.way for one in found.ways_out] == [Way.FREE_MEMBER, Way.ASK_NEIGHBOUR]


def test_the_last_day_of_the_promise_is_in_time():
    found = propose(a_need(), [somebody(name, release=freed(notice_hours=24 * 7)) for name in "ab"])
    assert isinstance(found, Proposal) and (found.starts_on, found.ways_out) == (LAST, ())
    assert {For.IN_TIME} < {point.code for point in found.members[0].speaks_for}


def test_when_too_few_can_go_nobody_is_proposed_and_nobody_waits():
    people = [somebody("a"), somebody("b", release=None, place=Place.EXTENDED), somebody("c", hours_used=10)]
    found = propose(a_need(), people)
    assert isinstance(found, NobodyToPropose) and found.lacking_count == 1
    assert [one.way for one in found.ways_out] == list(Way)
    assert [against(found, name) for name in "abc"] == [
        [Against.NOBODY_TO_GO_WITH], [Bar.NOT_RELEASED], [Bar.NO_HOURS_LEFT]
    ]  # fmt: skip


def test_where_nobody_is_a_neighbour_is_asked():
    found = propose(a_need(), [])
    assert isinstance(found, NobodyToPropose)
    assert (found.lacking_count, [one.way for one in found.ways_out]) == (2, [Way.ASK_NEIGHBOUR])


def test_the_team_of_three_inhabile_of_five_is_the_other_two():
    inhabile = [somebody(name, impartiality=Impartiality.DISQUALIFIED) for name in "abc"]
    found = propose(a_need(), [*inhabile, somebody("d"), somebody("e", impartiality=Impartiality.UNDECLARED)])
    assert members(found) == ["d", "e"] and against(found, "a") == [Bar.DISQUALIFIED]


@settings(max_examples=200)
@given(need=NEEDS, team=teams())
def test_the_team_proposed_is_the_best_of_all_subsets(need, team):
    assert members(propose(need, team)) == by_hand.best(need, team)


@settings(max_examples=100)
@given(need=NEEDS, team=teams(), drawn=st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_says_nothing(need, team, drawn):
    mixed = list(team)
    drawn.shuffle(mixed)
    assert propose(need, mixed) == propose(need, team)


@settings(max_examples=200)
@given(need=NEEDS, team=teams(), impartiality=st.sampled_from([Impartiality.DISQUALIFIED, Impartiality.TO_ASSESS]))
def test_somebody_disqualified_or_undecided_is_in_no_proposal(need, team, impartiality):
    found = propose(need, team)
    for name in members(found) or ():
        without = propose(need, [replace(one, impartiality=impartiality) if one.id == name else one for one in team])
        assert name not in (members(without) or ())


@settings(max_examples=100)
@given(need=NEEDS, team=teams())
def test_everybody_is_told_of_once_and_nobody_is_left_without_a_reason(need, team):
    found = propose(need, team)
    named = [*(members(found) or ()), *(one.id for one in found.others)]
    assert sorted(named) == sorted(one.id for one in team)
    assert all(one.speaks_against for one in found.others)
    if isinstance(found, Proposal):
        assert all(one.speaks_for for one in found.members)
        assert bool(found.ways_out) == (found.starts_on > need.promise_ends_on)


@settings(max_examples=100)
@given(used=st.lists(st.integers(0, 7), min_size=2, max_size=7))
def test_of_people_who_are_equal_the_two_with_the_least_to_do_go(used):
    people = [somebody(f"{number}", hours_used=hours) for number, hours in enumerate(used)]
    found = propose(a_need(), people)
    assert sorted(used[int(name)] for name in members(found) or ()) == sorted(used)[:2]


@settings(max_examples=40)
@given(cases_count=st.integers(1, 12), people_count=st.integers(2, 6))
def test_work_given_one_by_one_as_proposed_is_shared_evenly(cases_count, people_count):
    people = {name: somebody(name, release=freed(hours_a_week=40)) for name in "abcdef"[:people_count]}
    for _ in range(cases_count):
        for name in members(propose(a_need(hours_a_week=1), people.values())) or ():
            people[name] = replace(people[name], hours_used=people[name].hours_used + 1)
    used = [one.hours_used for one in people.values()]
    assert max(used) - min(used) <= 1
