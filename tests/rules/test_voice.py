"""The child's voice: the questions of each age, whose answer it is, and when an answer asks for an adult at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.inquiry import Safe
from innsats.rules.voice import (
    FALL,
    SCALED,
    Call,
    Reply,
    To,
    Topic,
    Voice,
    calls_of,
    falls,
    is_invited,
    own_answer_obstacles,
    replies_to,
    reply_obstacles,
    steps_of_topic,
    topics_for,
    voice_obstacles,
)

STEPS = st.lists(st.none() | st.integers(1, 5), max_size=12)
REPLIES = st.sampled_from(("1", "2", "3", "4", "5", To.NO_ANSWER, ""))


def has_fall(steps):
    """Whether any later answer lies two steps below any earlier one: worked out by looking at every pair."""
    said = [step for step in steps if step is not None]
    return any(one - later >= FALL for place, one in enumerate(said) for later in said[place:])


@pytest.mark.source("oppl § 10-2")
@pytest.mark.parametrize("grade", [None, *range(1, 14)])
def test_t21_every_grade_has_the_same_few_questions_and_may_always_leave_one_unanswered(grade):
    topics = topics_for(grade)
    assert topics == topics_for(grade) and len(set(topics)) == len(topics) <= 7
    assert {Topic.SCHOOL, Topic.BREAKS, Topic.NOT_OKAY, Topic.TRUST} <= set(topics)
    assert all(To.NO_ANSWER in replies_to(topic) for topic in topics)


def test_the_three_sets_grow_with_age():
    small, middle, older = (topics_for(grade) for grade in (4, 7, 8))
    assert [len(one) for one in (small, middle, older)] == [4, 6, 7]
    assert all(set(one) < set(later) for one, later in pairwise((small, middle, older)))
    assert topics_for(1) == small and topics_for(5) == middle == topics_for(None) and topics_for(13) == older


@pytest.mark.parametrize("topic", Topic)
def test_an_answer_is_a_step_or_a_yes_or_no_by_what_was_asked(topic):
    refused = {to for to in To if reply_obstacles([Reply(topic=topic, to=to)])}
    assert refused == set(To) - set(replies_to(topic))


@pytest.mark.parametrize(
    ("steps", "places"),
    [
        ([5, 3], (1,)), ([5, 4], ()), ([5, 4, 3], (2,)), ([3, 5, 3], (2,)), ([5, None, 3], (2,)), ([None, 1], ()),
        ([5, 3, 3], (1,)), ([5, 3, 1], (1, 2)), ([5, 2, 4, 2], (1, 3)), ([1, 2, 3, 4, 5], ()), ([], ()),
    ],
)  # fmt: skip
def test_a_fall_of_two_steps_is_told_once(steps, places):
    assert falls(steps) == places


@given(STEPS)
def test_never_a_signal_without_a_fall_and_never_a_fall_without_a_signal(steps):
    assert bool(falls(steps)) == has_fall(steps)


@given(STEPS)
def test_each_signal_lies_two_steps_below_an_earlier_answer(steps):
    for place in falls(steps):
        assert max(step for step in steps[:place] if step is not None) - steps[place] >= FALL


@given(STEPS, st.data())
def test_one_more_answer_never_hides_a_fall(steps, data):
    place = data.draw(st.integers(0, len(steps)))
    more = [*steps[:place], data.draw(st.none() | st.integers(1, 5)), *steps[place:]]
    assert bool(falls(more)) >= bool(falls(steps))


@given(st.lists(st.dictionaries(st.sampled_from(SCALED), REPLIES), max_size=6))
def test_what_is_missing_is_no_step(answers):
    for topic in SCALED:
        steps = steps_of_topic(topic, answers)
        assert [step is None for step in steps] == [one.get(topic, "") in ("", To.NO_ANSWER) for one in answers]


@given(st.dictionaries(st.sampled_from(SCALED), REPLIES), st.dictionaries(st.sampled_from(SCALED), REPLIES))
def test_more_topics_never_hide_a_call(answers, others):
    before = [dict.fromkeys(SCALED, "5")]
    called = calls_of(Safe.YES, answers, before=before)
    assert set(called) <= set(calls_of(Safe.YES, others | answers, before=before))


@pytest.mark.source("oppl § 12-4(2)")
@pytest.mark.parametrize(
    ("is_safe", "answers", "wants", "calls"),
    [
        (Safe.YES, {}, False, ()),
        (Safe.NO_ANSWER, {Topic.NOT_OKAY: To.NO_ANSWER, Topic.SCHOOL: "4"}, False, ()),
        (Safe.NO, {}, False, (Call.NOT_SAFE,)),
        (Safe.YES, {Topic.NOT_OKAY: "yes"}, False, (Call.NOT_OKAY,)),
        (Safe.YES, {Topic.NOT_OKAY: "no"}, True, (Call.WANTS_ADULT,)),
        (Safe.NO, {Topic.SCHOOL: "3"}, True, (Call.NOT_SAFE, Call.FELL, Call.WANTS_ADULT)),
    ],
)
def test_what_asks_for_an_adult_at_once(is_safe, answers, wants, calls):
    assert calls_of(is_safe, answers, before=[{Topic.SCHOOL: "5"}], wants_adult=wants) == calls


@pytest.mark.source("oppl § 12-2")
@pytest.mark.parametrize(
    ("is_safe", "words", "has_more"),
    [(Safe.YES, "", False), (Safe.NO, "", False), (Safe.NO_ANSWER, "Bra", False), (Safe.NO_ANSWER, "", True)],
)
def test_what_an_adult_answers_for_the_pupil_is_never_the_pupils_word(is_safe, words, has_more):
    found = voice_obstacles(Voice.ADULT, is_safe, words, has_more=has_more)
    assert [one.code for one in found] == ["adults_word_is_no_answer"]
    assert voice_obstacles(Voice.PUPIL, is_safe, words, has_more=has_more) == ()


def test_an_adult_may_write_what_adults_see():
    assert voice_obstacles(Voice.ADULT, Safe.NO_ANSWER, " ") == ()


AT = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)


@given(st.integers(0, 20 * 60), st.booleans())
def test_two_answers_by_an_own_code_lie_five_minutes_apart_and_nothing_of_adults_comes_along(seconds, has_adults):
    found = own_answer_obstacles(AT, AT + timedelta(seconds=seconds), has_adults=has_adults)
    expected = ["only_own_answer"] * has_adults + ["answered_just_now"] * (seconds < 300)
    assert [one.code for one in found] == expected
    assert own_answer_obstacles(None, AT, has_adults=False) == ()


@given(st.lists(st.integers(-30, 30), max_size=5))
def test_a_pupil_is_invited_from_three_days_before_somebody_is_to_ask(days):
    due = [AT.date() + timedelta(days=day) for day in days]
    assert is_invited(due, AT.date()) == (min(days, default=99) <= 3)
