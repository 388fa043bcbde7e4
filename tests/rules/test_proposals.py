"""Exclusion, an imposed change of school and a survey by name: what the law lets nobody decide is not proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.proposals import (
    Complication,
    Decider,
    ExclusionFacts,
    Extent,
    Purpose,
    SchoolChangeFacts,
    SurveyFacts,
    obstacles_to_exclusion,
    obstacles_to_school_change,
    obstacles_to_survey,
)

A_DAY = ExclusionFacts(grade=9, extent=Extent.DAYS, count=1, decider=Decider.PRINCIPAL)
A_YEAR = ExclusionFacts(grade=12, extent=Extent.REST_OF_YEAR, decider=Decider.AUTHORITY, is_serious=True)
A_CHANGE = SchoolChangeFacts(
    grade=9, decider=Decider.AUTHORITY, must_move=False, unsafe_journey=False, changes_programme=None
)
A_SURVEY = SurveyFacts(purpose=Purpose.FOLLOW_UP, asks_who=True, complications=frozenset({Complication.UNCLEAR}))
GRADES = st.integers(1, 13)


def codes(obstacles) -> set[str]:
    return {one.code for one in obstacles}


def sources(obstacles) -> set[str]:
    return {one.source.name for one in obstacles}


@pytest.mark.source("oppl § 13-1(3)")
def test_t32_two_days_for_a_pupil_in_year_6_are_refused() -> None:
    found = obstacles_to_exclusion(replace(A_DAY, grade=6, count=2))
    assert codes(found) == {"exclusion_only_hours"} and sources(found) == {"oppl § 13-1(3)"}


@pytest.mark.source("oppl § 13-1(3)")
def test_t34_four_days_in_year_9_are_refused_and_three_are_not() -> None:
    assert codes(obstacles_to_exclusion(replace(A_DAY, count=4))) == {"exclusion_three_days"}
    assert not obstacles_to_exclusion(replace(A_DAY, count=3))


@pytest.mark.source("oppl § 13-1(4)")
def test_t35_the_rest_of_the_school_year_is_not_for_rektor_to_decide() -> None:
    found = obstacles_to_exclusion(replace(A_YEAR, decider=Decider.PRINCIPAL))
    assert codes(found) == {"exclusion_year_elsewhere"} and sources(found) == {"oppl § 13-1(4)"}
    assert not obstacles_to_exclusion(A_YEAR)


def test_t35_the_rest_of_the_school_year_is_only_for_what_is_especially_serious() -> None:
    assert codes(obstacles_to_exclusion(replace(A_YEAR, is_serious=False))) == {"exclusion_year_not_serious"}


def test_five_days_in_upper_secondary_and_not_six() -> None:
    assert not obstacles_to_exclusion(replace(A_DAY, grade=11, count=5))
    assert codes(obstacles_to_exclusion(replace(A_DAY, grade=11, count=6))) == {"exclusion_five_days"}


@pytest.mark.source("oppl § 13-1")
@pytest.mark.parametrize(
    ("extent", "count", "is_refused"),
    [("hours", 2, False), ("hours", 3, True), ("rest_of_day", None, True), ("days", 1, True)],
)
def test_a_teacher_decides_two_hours_of_a_lesson_and_no_more(extent, count, is_refused) -> None:
    facts = replace(A_DAY, extent=Extent(extent), count=count, decider=Decider.TEACHER)
    assert ("teacher_decides_lesson" in codes(obstacles_to_exclusion(facts))) is is_refused


def test_guardians_are_told_before_the_rest_of_a_day_in_year_1_to_7() -> None:
    facts = replace(A_DAY, grade=7, extent=Extent.REST_OF_DAY, count=None)
    assert codes(obstacles_to_exclusion(facts)) == {"guardians_before_rest_of_day"}
    assert not obstacles_to_exclusion(replace(facts, has_told_guardians=True))
    assert not obstacles_to_exclusion(replace(facts, grade=8))


def test_something_milder_is_tried_first() -> None:
    assert codes(obstacles_to_exclusion(replace(A_DAY, has_tried=False))) == {"milder_untried"}
    assert codes(obstacles_to_school_change(replace(A_CHANGE, has_tried=False))) == {"milder_untried"}


@pytest.mark.parametrize("count", [None, 0, -1])
def test_how_long_is_said(count) -> None:
    assert codes(obstacles_to_exclusion(replace(A_DAY, count=count))) == {"exclusion_count_missing"}


def test_without_a_grade_nobody_knows_what_is_allowed() -> None:
    assert codes(obstacles_to_exclusion(replace(A_DAY, grade=None))) == {"exclusion_grade_unknown"}


@given(GRADES, st.integers(2, 300))
def test_fewer_days_are_never_refused_where_more_are_allowed(grade: int, days: int) -> None:
    if not obstacles_to_exclusion(replace(A_DAY, grade=grade, count=days)):
        assert not obstacles_to_exclusion(replace(A_DAY, grade=grade, count=days - 1))


@given(GRADES, st.sampled_from(Extent), st.integers(1, 10), st.booleans())
def test_a_teacher_never_decides_what_rektor_cannot(grade: int, extent: Extent, count: int, is_serious: bool) -> None:
    facts = ExclusionFacts(grade=grade, extent=extent, count=count, is_serious=is_serious, decider=Decider.TEACHER)
    if not obstacles_to_exclusion(facts):
        assert not obstacles_to_exclusion(replace(facts, decider=Decider.PRINCIPAL))


@given(st.integers(1, 9), st.integers(1, 30))
def test_an_older_pupil_can_be_excluded_as_long_as_a_younger(grade: int, days: int) -> None:
    if not obstacles_to_exclusion(replace(A_DAY, grade=grade, count=days)):
        assert not obstacles_to_exclusion(replace(A_DAY, grade=grade + 1, count=days))


@pytest.mark.source("oppl § 13-2")
@pytest.mark.parametrize("decider", [Decider.TEACHER, Decider.PRINCIPAL])
def test_t37_neither_school_nor_team_decides_that_a_pupil_changes_school(decider) -> None:
    found = obstacles_to_school_change(replace(A_CHANGE, decider=decider))
    assert codes(found) == {"school_cannot_decide"} and sources(found) == {"oppl § 13-2"}
    assert not obstacles_to_school_change(A_CHANGE)


@pytest.mark.parametrize("bar", ["must_move", "unsafe_journey", "changes_programme"])
def test_t37_each_of_the_three_bars_is_answered_and_bars(bar) -> None:
    upper = replace(A_CHANGE, grade=12, changes_programme=False)
    assert not obstacles_to_school_change(upper)
    assert [(one.code, one.about) for one in obstacles_to_school_change(replace(upper, **{bar: None}))] == [
        ("bar_unanswered", (bar,))
    ]
    assert codes(obstacles_to_school_change(replace(upper, **{bar: True}))) == {"school_change_barred"}


@pytest.mark.source("opplf § 20-5(3)")
def test_t39_a_survey_to_prevent_does_not_ask_who_bullies_whom() -> None:
    found = obstacles_to_survey(SurveyFacts(purpose=Purpose.PREVENT, asks_who=True))
    assert codes(found) == {"survey_names_pupils"} and sources(found) == {"opplf § 20-5(3)"}
    assert not obstacles_to_survey(SurveyFacts(purpose=Purpose.PREVENT, asks_who=False))


@pytest.mark.source("opplf § 20-5(2)")
def test_t40_a_survey_about_a_suspicion_needs_both_that_others_failed_and_that_it_is_complicated() -> None:
    neither = replace(A_SURVEY, has_tried=False, complications=frozenset())
    assert codes(obstacles_to_survey(neither)) == {"survey_others_untried", "survey_uncomplicated"}
    assert sources(obstacles_to_survey(neither)) == {"opplf § 20-5(2)"}
    assert codes(obstacles_to_survey(replace(A_SURVEY, has_tried=False))) == {"survey_others_untried"}


@given(st.sets(st.sampled_from(Complication), min_size=1), st.booleans())
def test_t40_any_of_the_three_will_do(complications: set[Complication], asks_who: bool) -> None:
    assert not obstacles_to_survey(
        replace(A_SURVEY, complications=frozenset(complications), asks_who=asks_who)
    )
