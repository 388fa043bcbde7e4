"""What a mandate can give, and what no mandate can."""

from __future__ import annotations

from itertools import product

import pytest

from innsats.rules import law
from innsats.rules.mandates import Level, Thing, at_another_owners, levels_for, obstacles_to_mandate

ONLY_PROPOSED = (Thing.EXCLUSION, Thing.SCHOOL_CHANGE)


def told(given):
    return [(one.code, one.about, one.source) for one in obstacles_to_mandate(given)]


@pytest.mark.parametrize(("thing", "level"), list(product(Thing, Level)))
def test_what_is_offered_is_what_is_allowed(thing, level):
    assert (obstacles_to_mandate({level: [thing]}) == ()) is (level in levels_for(thing))


@pytest.mark.source("oppl § 13-1", "oppl § 13-2")
def test_exclusion_and_change_of_school_can_only_be_proposed():
    assert {thing: levels_for(thing) for thing in ONLY_PROPOSED} == dict.fromkeys(ONLY_PROPOSED, (Level.RECOMMEND,))
    assert told({Level.DECIDE: [Thing.EXCLUSION]}) == [("not_the_teams", ("exclusion",), law.EXCLUSION)]


@pytest.mark.source("Udir teams")
def test_the_school_s_plan_is_its_own():
    assert Level.DECIDE not in levels_for(Thing.MEASURES_IN_PLAN) and Level.DEMAND in levels_for(Thing.MEASURES_IN_PLAN)


def test_every_reason_is_told():
    both = {Level.DECIDE: [Thing.SCHOOL_CHANGE, Thing.CALL_MEETING], Level.RECOMMEND: [Thing.CALL_MEETING]}
    assert [(code, about) for code, about, _ in told(both)] == [
        ("thing_twice", ("call_meeting",)), ("not_the_teams", ("school_change",))
    ]
    assert [code for code, _, _ in told({Level.DECIDE: []})] == ["mandate_empty"]


@pytest.mark.source("Udir mandate")
@pytest.mark.parametrize("level", Level)
def test_at_another_owners_school_a_team_demands_an_answer_at_most(level: Level) -> None:
    found = at_another_owners({Thing.CALL_MEETING: level})[Thing.CALL_MEETING]
    assert found is (Level.DEMAND if level is Level.DECIDE else level)
