"""Each reason, for and against, as codes with their sources."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from innsats.planning.assigning import Against, Bar, For, Proposal, Wish, propose
from innsats.planning.assigning.reasons import weighed
from innsats.rules import law
from innsats.rules.access import Impartiality
from innsats.rules.teams import Place, Profession, Skill

from . import by_hand
from .people import NEEDS, ONLY_TRAINED, a_need, freed, in_days, somebody, teams


def said(points):
    return [(point.code, *point.about) for point in points]


def test_what_speaks_for_somebody_is_told_in_the_order_of_the_wishes():
    one = weighed(a_need(Skill.STOP, Skill.LAW), somebody("pia", profession=Profession.PPT, hours_used=2))
    assert said(one.speaks_for) == [
        (For.KNOWS, "stop", "law"), (For.IN_TIME, in_days(1).isoformat()), (For.DECLARED,), (For.FIXED,), (For.PPT,),
        (For.HAS_HOURS, "50"),
    ]  # fmt: skip
    assert one.speaks_against == ()


def test_what_speaks_against_somebody_who_may_go_is_told_too():
    one = weighed(a_need(Skill.STOP), somebody(
        "ida", skills=ONLY_TRAINED, place=Place.EXTENDED, impartiality=Impartiality.UNDECLARED, is_principal=True,
        release=freed(notice_hours=24 * 8),
    ))  # fmt: skip
    assert said(one.speaks_against) == [
        (Against.KNOWS_NOTHING_ASKED,), (Against.TOO_LATE, in_days(8).isoformat()), (Against.UNDECLARED,),
        (Against.LEADS_SCHOOL,), (Against.EXTENDED,),
    ]  # fmt: skip
    assert said(one.speaks_for) == [(For.HAS_HOURS, "30")]


def test_whoever_is_kept_from_going_has_the_bars_and_nothing_more():
    one = weighed(a_need(), somebody("pia", impartiality=Impartiality.DISQUALIFIED, release=None))
    assert said(one.speaks_against) == [(Bar.DISQUALIFIED,), (Bar.NOT_RELEASED,)] and one.speaks_for == ()


def why_not(need, chosen, other):
    """The first reason against the one left over, when these are proposed."""
    found = propose(need, [*chosen, other])
    assert isinstance(found, Proposal) and [one.id for one in found.others] == [other.id]
    return said(found.others[0].speaks_against)[0]


UNDERSTANDS, STOPS = ONLY_TRAINED | {Skill.UNDERSTAND}, ONLY_TRAINED | {Skill.STOP}


@pytest.mark.parametrize(("wish", "facts"), [
    (Wish.SKILLS, {"skills": ONLY_TRAINED}),
    (Wish.IN_TIME, {"release": freed(notice_hours=24 * 12)}),
    (Wish.DECLARED, {"impartiality": Impartiality.UNDECLARED}),
    (Wish.NO_PRINCIPAL, {"is_principal": True}),
    (Wish.FIXED, {"place": Place.EXTENDED}),
    (Wish.SOONEST, {"release": freed(notice_hours=72)}),
    (Wish.EVEN_LOAD, {"hours_used": 2}),
])  # fmt: skip
def test_whoever_is_not_chosen_is_told_which_wish_suffers_and_in_whose_place(wish, facts):
    chosen = [somebody("a", skills=UNDERSTANDS), somebody("b", skills=STOPS)]
    other = somebody("c", **({"skills": STOPS} | facts))
    place = "a" if wish is Wish.SKILLS else "b"  # either would harm as much
    assert why_not(a_need(Skill.UNDERSTAND, Skill.STOP), chosen, other) == (Against.OUTRANKED, wish, place)


def test_the_place_that_is_compared_is_the_one_where_it_would_harm_least():
    chosen = [somebody("a", profession=Profession.PPT), somebody("b", workplaces=frozenset({"ppt"}))]
    other = somebody("c", workplaces=frozenset({"ppt"}))
    assert why_not(a_need(), chosen, other) == (Against.AS_GOOD, "b")
    knowing = somebody("a", workplaces=frozenset({"ppt"}), skills=UNDERSTANDS)
    chosen, other = [knowing, somebody("b", skills=STOPS)], replace(other, skills=STOPS)
    assert why_not(a_need(Skill.UNDERSTAND), chosen, other) == (Against.OUTRANKED, Wish.WORKPLACES, "b")


@settings(max_examples=100)
@given(need=NEEDS, team=teams())
def test_the_reason_against_is_true_of_the_team_with_the_other_in_that_place(need, team):
    found, known = propose(need, team), {one.id: one for one in team}
    if not isinstance(found, Proposal):
        return
    best = [known[one.id] for one in found.members]
    for other in found.others:
        point = other.speaks_against[0]
        if isinstance(point.code, Bar):
            continue
        instead = [known[other.id] if one.id == point.about[-1] else one for one in best]
        are, were = by_hand.how_far(need, instead), by_hand.how_far(need, best)
        differs = [wish for wish, is_far, was_far in zip(Wish, are, were, strict=True) if is_far != was_far]
        assert point.about[:-1] == tuple(differs[:1])
        assert (point.code is Against.AS_GOOD) == (not differs)


@settings(max_examples=100)
@given(need=NEEDS, team=teams())
def test_every_reason_has_a_source_and_no_sentence(need, team):
    found = propose(need, team)
    everybody = [*found.others, *(found.members if isinstance(found, Proposal) else ())]
    for point in (point for one in everybody for point in (*one.speaks_for, *one.speaks_against)):
        assert point.source in law.sources().values()
        assert not any(" " in word for word in point.about)


def test_the_codes_are_told_apart():
    codes = [code.value for kind in (For, Against, Bar) for code in kind]
    assert len(set(codes)) == len(codes)
