"""Six ways to end, what each demands, and the two that say that the pupil is safe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.endings import (
    DEMANDS,
    Ending,
    EndingFacts,
    Offer,
    Said,
    counts_as_safe,
    demands_of,
    obstacles_to_ending,
)
from innsats.rules.inquiry import Safe
from innsats.rules.pupilword import FRESH, PupilWord, newest_answer
from innsats.rules.stages import OPEN_STAGES, Stage

TODAY = date(2026, 6, 15)
DAYS = st.integers(0, 60).map(lambda count: TODAY - timedelta(days=count))
OFFERS = st.lists(
    st.builds(Offer, by=st.sampled_from("ab"), how=st.sampled_from(["talk", "letter"]), on=DAYS), max_size=4
)
FACTS = st.builds(
    EndingFacts,
    stage=st.sampled_from(sorted(OPEN_STAGES)),
    on=st.just(TODAY),
    words=st.lists(st.builds(PupilWord, is_safe=st.sampled_from(Safe), said_on=DAYS), max_size=3).map(
        lambda words: tuple(sorted(words, key=lambda one: one.said_on))
    ),
    open_measures=st.lists(st.sampled_from(["m1", "m2"]), max_size=2, unique=True).map(tuple),
    aftercare_until=st.none() | DAYS | st.just(TODAY + timedelta(days=9)),
    is_stopped_by_family=st.booleans(),
    is_examined=st.booleans(),
    offers=OFFERS.map(lambda offers: tuple(sorted(offers, key=lambda one: one.on))),
    observed_on=st.none() | DAYS,
    is_team_asked=st.booleans(),
    cosigned_by=st.frozensets(st.sampled_from("ab")),
)
SAIDS = st.builds(
    Said, by=st.sampled_from("ab"), has_words=st.booleans(), guardians_told_on=st.none() | DAYS,
    governor_told_on=st.none() | DAYS, left_on=st.none() | DAYS,
)
YES = PupilWord(is_safe=Safe.YES, said_on=TODAY - FRESH)
FOLLOWED = EndingFacts(stage=Stage.AFTERCARE, on=TODAY, words=(YES,), aftercare_until=TODAY)
EXAMINED = EndingFacts(stage=Stage.INQUIRING, on=TODAY, words=(YES,), is_examined=True)
SILENT = EndingFacts(
    stage=Stage.INQUIRING, on=TODAY, observed_on=TODAY,
    offers=tuple(
        Offer(by=by, how="talk", on=TODAY - timedelta(days=ago)) for by, ago in (("a", 30), ("b", 9), ("a", 2))
    ),
)
UNSOLVED = EndingFacts(stage=Stage.MEASURES, on=TODAY, is_team_asked=True, cosigned_by=frozenset({"officer"}))


NOTHING_SAID = Said(by="rektor")


def lacks(ending: Ending, facts: EndingFacts, said: Said = NOTHING_SAID) -> list[str]:
    return [one.code for one in obstacles_to_ending(ending, facts, said)]


def test_every_ending_says_what_it_demands():
    assert set(DEMANDS) == set(Ending)
    assert all(demands_of(ending, FOLLOWED, Said()) for ending in Ending)


@pytest.mark.source("oppl § 12-2")
def test_only_safe_and_examined_count_as_safe():
    assert {ending for ending in Ending if counts_as_safe(ending)} == {Ending.SAFE, Ending.EXAMINED}


@pytest.mark.source("oppl § 12-2")
@given(ending=st.sampled_from(Ending), facts=FACTS, said=SAIDS)
def test_an_ending_that_counts_as_safe_always_has_a_fresh_word_of_the_pupil(ending, facts, said):
    if counts_as_safe(ending) and not obstacles_to_ending(ending, facts, said):
        newest = newest_answer(facts.words)
        assert newest is not None and newest.is_safe == Safe.YES and TODAY - newest.said_on <= FRESH


@given(ending=st.sampled_from(Ending), facts=FACTS, said=SAIDS)
def test_what_is_missing_is_told_at_once_and_none_twice(ending, facts, said):
    told = obstacles_to_ending(ending, facts, said)
    assert len(set(told)) == len(told)
    assert bool(told) == any(not demand.is_met for demand in demands_of(ending, facts, said))


@pytest.mark.source("oppl § 12-2")
def test_T26_the_pupils_no_governs_however_many_adults_agree():
    no = PupilWord(is_safe=Safe.NO, said_on=TODAY)
    assert lacks(Ending.SAFE, replace(FOLLOWED, words=(YES, no))) == ["pupil_says_not_safe"]
    silent = PupilWord(is_safe=Safe.NO_ANSWER, said_on=TODAY)
    assert lacks(Ending.SAFE, replace(FOLLOWED, words=(YES, silent))) == []


def test_safe_is_from_the_follow_up_at_its_end_or_when_the_family_stops_it():
    assert lacks(Ending.SAFE, FOLLOWED) == []
    running = replace(FOLLOWED, aftercare_until=TODAY + timedelta(days=1))
    assert lacks(Ending.SAFE, running) == ["aftercare_runs"]
    assert lacks(Ending.SAFE, replace(running, is_stopped_by_family=True)) == []
    measures = replace(FOLLOWED, stage=Stage.MEASURES, aftercare_until=None)
    assert lacks(Ending.SAFE, measures) == ["ends_from_elsewhere"]
    assert lacks(Ending.SAFE, replace(measures, is_stopped_by_family=True)) == []
    old = replace(YES, said_on=TODAY - FRESH - timedelta(days=1))
    assert lacks(Ending.SAFE, replace(FOLLOWED, words=(old,), open_measures=("m1",))) == [
        "pupil_word_is_old", "measure_not_ended"
    ]  # fmt: skip


def test_examined_is_only_from_inquiring_with_the_closers_own_words():
    said = Said(by="rektor", has_words=True)
    assert lacks(Ending.EXAMINED, EXAMINED, said) == []
    assert lacks(Ending.EXAMINED, replace(EXAMINED, stage=Stage.MEASURES, words=(), is_examined=False)) == [
        "ends_from_elsewhere", "no_word_of_pupil", "nothing_examined", "not_confirmed_in_words"
    ]  # fmt: skip


def test_a_pupil_who_will_not_answer_has_had_three_offers_in_two_ways_over_four_weeks():
    said = Said(by="rektor", guardians_told_on=TODAY)
    assert lacks(Ending.NO_ANSWER, SILENT, said) == []
    alike = tuple(replace(one, by="a") for one in SILENT.offers)
    assert lacks(Ending.NO_ANSWER, replace(SILENT, offers=alike), said) == ["offers_alike"]
    assert lacks(Ending.NO_ANSWER, replace(SILENT, offers=SILENT.offers[1:], observed_on=None)) == [
        "too_few_offers", "offers_too_close", "not_observed", "guardians_not_told"
    ]  # fmt: skip
    answered = PupilWord(is_safe=Safe.NO, said_on=TODAY)
    assert lacks(Ending.NO_ANSWER, replace(SILENT, words=(answered,)), said) == ["pupil_has_answered"]


@pytest.mark.source("oppl § 12-6(2)")
def test_no_measure_remains_only_when_others_agree_and_the_family_knows_where_to_go():
    said = Said(by="rektor", has_words=True, governor_told_on=TODAY)
    assert lacks(Ending.NO_MEASURE, UNSOLVED, said) == []
    assert lacks(Ending.NO_MEASURE, UNSOLVED, replace(said, by="officer")) == ["not_cosigned"]
    assert lacks(Ending.NO_MEASURE, replace(UNSOLVED, is_team_asked=False, cosigned_by=frozenset())) == [
        "team_not_asked", "not_cosigned", "governor_not_told", "ending_without_reason"
    ]  # fmt: skip


def test_leaving_has_a_day_and_a_mistake_a_reason():
    assert lacks(Ending.LEFT, FOLLOWED) == ["day_left_missing"]
    assert lacks(Ending.LEFT, FOLLOWED, Said(left_on=TODAY)) == []
    assert lacks(Ending.MISTAKE, FOLLOWED) == ["ending_without_reason"]
    assert lacks(Ending.MISTAKE, FOLLOWED, Said(has_words=True)) == []


def test_a_report_that_is_withdrawn_is_no_mistake_before_the_pupil_is_heard_save_for_a_double():
    withdrawn, said = replace(FOLLOWED, is_withdrawn_unheard=True), Said(has_words=True)
    assert lacks(Ending.MISTAKE, withdrawn, said) == ["withdrawn_unheard"]
    assert lacks(Ending.MISTAKE, withdrawn, replace(said, is_double=True)) == []
