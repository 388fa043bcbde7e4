"""Advice: how heavy the mandate lets it be, who answers, and when it is the owner's to decide."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import law
from innsats.rules.advising import (
    AdviceAnswer,
    AdviceState,
    Weight,
    goes_to_owner,
    obstacles_to_advice,
    obstacles_to_answer,
    obstacles_to_ruling,
    weights_within,
)
from innsats.rules.mandates import Level, Thing, levels_for

THING = Thing.CALL_MEETING


def advice(weight: Weight, level: Level | None, why: str = "Han er redd hver dag.") -> list[str]:
    return [one.code for one in obstacles_to_advice(THING, weight, why, level=level)]


@pytest.mark.source("Udir mandate")
def test_the_mandate_says_how_heavily_the_team_may_speak() -> None:
    assert weights_within(None) == weights_within(Level.RECOMMEND) == (Weight.ADVICE,)
    assert weights_within(Level.DEMAND) == (Weight.ADVICE, Weight.NECESSARY)
    assert weights_within(Level.DECIDE) == tuple(Weight)
    (found,) = obstacles_to_advice(THING, Weight.NECESSARY, "Nå.", level=Level.RECOMMEND)
    assert (found.code, found.source, found.about) == ("beyond_authority", law.TEAM_MANDATE, ("weight", THING))


@pytest.mark.source("oppl § 13-1", "oppl § 13-2")
@pytest.mark.parametrize("thing", [Thing.EXCLUSION, Thing.SCHOOL_CHANGE])
def test_what_others_decide_by_law_can_only_be_advised(thing: Thing) -> None:
    heaviest = {weight for level in levels_for(thing) for weight in weights_within(level)}
    assert heaviest == {Weight.ADVICE}


def test_more_than_advice_says_why() -> None:
    assert advice(Weight.NECESSARY, Level.DECIDE, " ") == ["why_needed_missing"]
    assert advice(Weight.DECISION, Level.DECIDE, "") == ["why_needed_missing"]
    assert advice(Weight.ADVICE, None, "") == []
    assert advice(Weight.DECISION, None, "") == ["beyond_authority", "why_needed_missing"]


@pytest.mark.source("UiS teams")
@pytest.mark.parametrize(
    ("weight", "answer", "goes"),
    [
        (Weight.NECESSARY, None, True), (Weight.NECESSARY, AdviceAnswer.DECLINED, True),
        (Weight.NECESSARY, AdviceAnswer.ACCEPTED, False), (Weight.NECESSARY, AdviceAnswer.ADAPTED, False),
        (Weight.ADVICE, AdviceAnswer.DECLINED, False), (Weight.DECISION, None, False),
    ],
)  # fmt: skip
def test_only_what_is_needed_and_not_followed_goes_to_the_owner(
    weight: Weight, answer: AdviceAnswer | None, goes: bool
) -> None:
    state = AdviceState(weight=weight)
    assert goes_to_owner(state, answer, is_at_school=True) is goes
    assert not goes_to_owner(state, answer, is_at_school=False)  # the owner has answered already
    assert not goes_to_owner(replace(state, is_raised=True), answer, is_at_school=True)  # it is there


def test_only_rektor_says_no_to_what_is_needed_and_nobody_answers_for_oneself() -> None:
    state = AdviceState(weight=Weight.NECESSARY)

    def codes(answer: AdviceAnswer, *, is_own: bool = False, is_head: bool = False) -> list[str]:
        return [one.code for one in obstacles_to_answer(state, answer, is_own=is_own, is_head=is_head)]

    assert codes(AdviceAnswer.DECLINED) == ["head_declines"] and codes(AdviceAnswer.DECLINED, is_head=True) == []
    assert codes(AdviceAnswer.ADAPTED) == ["head_declines"]  # "in another way" can be nothing at all
    assert codes(AdviceAnswer.ACCEPTED) == codes(AdviceAnswer.ADAPTED, is_head=True) == []
    assert codes(AdviceAnswer.DECLINED, is_own=True) == ["own_advice", "head_declines"]


states = st.builds(
    AdviceState, weight=st.sampled_from(Weight), answer=st.none() | st.sampled_from(AdviceAnswer),
    is_raised=st.booleans(), is_ruled=st.booleans(),
)  # fmt: skip


@given(states)
def test_what_the_owner_has_decided_waits_for_nobody(state: AdviceState) -> None:
    if state.is_ruled:
        assert not (state.waits_for_school or state.waits_for_owner)
        assert obstacles_to_ruling(state, is_own=False)


@given(states, st.booleans())
def test_the_owner_decides_only_what_has_come_there_and_the_school_has_not_followed(
    state: AdviceState, is_own: bool
) -> None:
    codes = {one.code for one in obstacles_to_ruling(state, is_own=is_own)}
    assert ("own_advice" in codes) is is_own
    assert ("advice_not_with_owner" in codes) is not state.waits_for_owner
    assert not state.waits_for_owner or (state.is_raised and state.answer in (None, AdviceAnswer.DECLINED))
