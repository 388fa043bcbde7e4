"""The ways out: who could go by an agreement, in order, and a neighbour at the end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from innsats.planning.assigning import Short, Way, ways_out
from innsats.planning.assigning.bars import bars_to
from innsats.planning.assigning.ways import SOURCES
from innsats.rules import law
from innsats.rules.access import Impartiality
from innsats.rules.teams import Place

from . import by_hand
from .people import NEEDS, a_need, freed, somebody, teams


def said(*people):
    return [(one.way, *((short.id, short.hours_a_week) for short in one.who)) for one in ways_out(a_need(), people)]


@pytest.mark.source("UiS teams", "Udir teams")
def test_the_extended_team_comes_first_then_an_agreement_then_a_neighbour():
    called, busy = somebody("eva", place=Place.EXTENDED, release=None), somebody("pia", hours_used=9)
    assert said(busy, called) == [
        (Way.CALL_IN_EXTENDED, ("eva", 3)), (Way.FREE_MEMBER, ("pia", 2)), (Way.ASK_NEIGHBOUR,)
    ]  # fmt: skip


def test_a_neighbour_there_is_an_agreement_with_is_named():
    (agreed,) = ways_out(a_need(neighbours=("nes",)), [])
    assert (agreed.way, agreed.teams) == (Way.ASK_NEIGHBOUR, ("nes",))
    assert ways_out(a_need(), [])[0].teams == ()


def test_of_several_the_one_of_whom_least_is_asked_comes_first():
    people = [somebody("a", release=None), somebody("c", hours_used=8), somebody("b", hours_used=8)]
    assert said(*people)[0] == (Way.FREE_MEMBER, ("b", 1), ("c", 1), ("a", 3))


def test_nobody_is_freed_from_habilitet_and_a_way_without_anybody_is_no_way():
    barred = somebody("a", release=None, impartiality=Impartiality.DISQUALIFIED)
    elsewhere = somebody("b", hours_used=9, workplaces=frozenset({"solbakken"}))
    assert said(barred, elsewhere, somebody("c")) == said() == [(Way.ASK_NEIGHBOUR,)]


@settings(max_examples=100)
@given(need=NEEDS, team=teams())
def test_whoever_gets_the_hours_that_are_short_may_go(need, team):
    known = {one.id: one for one in team}
    found = ways_out(need, team)
    for short in (short for way in found for short in way.who):
        one = known[short.id]
        has = by_hand.hours_agreed(need, one) or one.hours_used
        agreed = freed(has + short.hours_a_week, by_hand.notice_of(need, one))
        enough = replace(one, releases=(agreed,))
        assert isinstance(short, Short) and bars_to(need, one) and not bars_to(need, enough)
    assert [one.way for one in found] == [way for way in Way if way in {one.way for one in found}]
    assert found[-1].way is Way.ASK_NEIGHBOUR


def test_every_way_has_a_source():
    assert list(SOURCES) == list(Way) and set(SOURCES.values()) <= set(law.sources().values())
