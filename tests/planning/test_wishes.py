"""What each wish is worth: it decides when all before it are equal, and nothing after it weighs against it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from innsats.planning.assigning import Wish, propose
from innsats.planning.assigning.wishes import MEASURES, far_of, in_numbers, load_percent
from innsats.rules import law
from innsats.rules.access import Impartiality
from innsats.rules.teams import Period, Place, Profession, Skill

from . import by_hand
from .people import LAST, NEEDS, ONLY_TRAINED, TODAY, a_need, freed, in_days, somebody, teams


def chosen(need, *people):
    return [one.id for one in propose(need, people).members]


UNDERSTANDS, UNCOVERS, STOPS = (ONLY_TRAINED | {skill} for skill in (Skill.UNDERSTAND, Skill.UNCOVER, Skill.STOP))
ALL_THREE = (Skill.UNDERSTAND, Skill.UNCOVER, Skill.STOP)
LATE = freed(notice_hours=24 * 12)
ONE_PLACE = frozenset({"ppt"})
KNOWS_LITTLE = {"skills": UNDERSTANDS}
# Whoever goes with `near` is as wished, or is not: in this and in nothing that weighs more.
DECIDES = {
    Wish.SKILLS: ({"skills": UNDERSTANDS | UNCOVERS}, {}),
    Wish.WORKPLACES: ({}, {"workplaces": frozenset({"office of near", "another"})}),
    Wish.IN_TIME: ({}, {"release": LATE}),
    Wish.DECLARED: ({}, {"impartiality": Impartiality.UNDECLARED}),
    Wish.NO_PRINCIPAL: ({}, {"is_principal": True}),
    Wish.FIXED: ({}, {"place": Place.EXTENDED}),
    Wish.PPT: ({"profession": Profession.PPT}, {}),
    Wish.SOONEST: ({}, {"release": freed(notice_hours=72)}),
    Wish.EVEN_LOAD: ({"hours_used": 1}, {"hours_used": 2}),
    Wish.SMALL_LOAD: ({"release": freed(hours_a_week=20)}, {}),
}


@pytest.mark.parametrize("wish", DECIDES)
def test_a_wish_is_the_first_in_which_two_teams_differ_who_differ_in_that(wish):
    people = zip(("near", "z", "a"), ({}, *DECIDES[wish]), strict=True)
    everybody = [somebody(name, **(KNOWS_LITTLE | facts)) for name, facts in people]
    near, wished, other = in_numbers(a_need(*ALL_THREE), everybody)
    differs = dict(zip(Wish, zip(far_of((near, wished)), far_of((near, other)), strict=True), strict=True))
    first = next(one for one, (is_far, other_is_far) in differs.items() if is_far != other_is_far)
    assert first is wish and differs[wish][0] < differs[wish][1]


def test_the_first_wishes_weigh_more_than_all_that_follow():
    knowing = somebody("z", is_principal=True, place=Place.EXTENDED, impartiality=Impartiality.UNDECLARED, hours_used=7)
    others = [somebody(name, skills=UNDERSTANDS, profession=Profession.PPT) for name in "ab"]
    assert chosen(a_need(*ALL_THREE), *others, knowing) == ["a", "z"]


def test_the_load_is_a_share_of_the_hours_agreed():
    assert load_percent(a_need(), somebody("pia", release=freed(hours_a_week=4), hours_used=0)) == 75
    assert load_percent(a_need(), somebody("pia", release=freed(hours_a_week=20), hours_used=3)) == 30
    small, large = somebody("a", release=freed(4)), somebody("z", release=freed(20), hours_used=3)
    assert chosen(a_need(), somebody("near"), small, large) == ["near", "z"]


def test_equals_are_chosen_by_their_ids():
    assert chosen(a_need(), *(somebody(name) for name in "dbca")) == ["a", "b"]


@pytest.mark.source("UiS teams")
def test_a_third_goes_when_no_two_know_what_three_do():
    three = [somebody("a", skills=UNDERSTANDS), somebody("b", skills=UNCOVERS), somebody("c", skills=STOPS)]
    assert chosen(a_need(*ALL_THREE), *three) == ["a", "b", "c"]
    assert chosen(a_need(*ALL_THREE[:2]), *three) == ["a", "b"]
    assert chosen(a_need(*ALL_THREE), *three, somebody("d", skills=UNCOVERS | STOPS, is_principal=True)) == ["a", "d"]


def test_a_third_goes_when_two_would_be_from_one_workplace_or_late():
    a, b = somebody("a", skills=UNDERSTANDS, workplaces=ONE_PLACE), somebody("b", skills=UNCOVERS, workplaces=ONE_PLACE)
    need = a_need(*ALL_THREE[:2])
    assert chosen(need, a, b) == ["a", "b"]
    assert chosen(need, a, b, somebody("c", skills=ONLY_TRAINED)) == ["a", "b", "c"]
    late = somebody("a", release=LATE)
    in_time = [somebody("b", skills=UNDERSTANDS), somebody("c", skills=UNCOVERS), somebody("d", skills=STOPS)]
    assert chosen(a_need(*ALL_THREE), late, *in_time) == ["b", "c", "d"]


def test_a_third_does_not_go_only_to_share_the_load_or_to_be_of_the_ppt():
    two = [somebody("a", hours_used=6), somebody("b", hours_used=6)]
    assert chosen(a_need(), *two) == ["a", "b"]
    assert len(chosen(a_need(), *two, somebody("c", profession=Profession.PPT))) == 2


def test_whoever_has_no_workplace_shares_none():
    nowhere = [somebody("a", workplaces=frozenset()), somebody("b", workplaces=frozenset())]
    assert far_of(tuple(in_numbers(a_need(), nowhere)))[1] == 0


def test_somebody_back_before_the_promise_ends_is_in_time_and_not_the_soonest():
    back = somebody("a", away=(Period(starts_on=TODAY, ends_on=in_days(5)),))
    assert back.starts_on(a_need()) == in_days(6) <= LAST
    assert chosen(a_need(), back, somebody("b"), somebody("c")) == ["b", "c"]


@settings(max_examples=100)
@given(need=NEEDS, team=teams(most=4))
def test_the_numbers_say_what_the_facts_say(need, team):
    able = [one for one in team if by_hand.may_go(need, one)]
    if able:
        found = dict(zip(Wish, far_of(tuple(in_numbers(need, able))), strict=True))
        said = dict(zip(Wish, by_hand.how_far(need, able), strict=True))
        assert found == said | {Wish.SOONEST: said[Wish.SOONEST].toordinal()}


def test_every_wish_has_a_measure_in_its_order_and_a_source():
    assert list(MEASURES) == list(Wish)
    assert {measure.source for measure in MEASURES.values()} <= set(law.sources().values())


def test_the_order_that_is_written_down_is_the_one_that_counts():
    assert re.findall(r"^ +\d+\. (\w+):", propose.__doc__ or "", re.MULTILINE) == [wish.name for wish in Wish]
