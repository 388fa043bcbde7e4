"""The plan: its five contents, who must be heard, and what counts as a measure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.calendar import OSLO
from innsats.rules.inquiry import Safe
from innsats.rules.plans import (
    EVALUATION_DAYS,
    INQUIRY_KINDS,
    MeasureFacts,
    MeasureKind,
    OtherPupilFacts,
    PlanFacts,
    advice_on,
    counts_as_measure,
    gaps_after_evaluation,
    missing_contents,
    obstacles_to_activation,
    proposed_evaluations,
)

from .days import CALENDARS, DATES, FJORDVIK, OPEN

WHOLE = MeasureFacts(
    key="m1", kind=MeasureKind.ADULT_CLOSE_BY, has_problem=True, has_what=True, has_place=True, has_time=True,
    has_responsible=True, start_on=date(2026, 5, 5), evaluate_on=date(2026, 5, 12),
)
PLAN = PlanFacts(measures=(WHOLE,), is_pupil_heard=True)
AIMED = replace(WHOLE, aimed_at=("ida", "per"))
LACKING = {
    "missing_problem": {"has_problem": False},
    "missing_measure": {"has_what": False},
    "missing_when": {"start_on": None, "has_time": False},
    "missing_who": {"has_responsible": False},
    "missing_evaluation": {"evaluate_on": None},
    "evaluation_before_start": {"evaluate_on": date(2026, 5, 4)},
}


def told(plan: PlanFacts) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(o.code, o.source.name, o.about) for o in obstacles_to_activation(plan)]


def test_a_plan_with_all_it_needs_may_be_activated() -> None:
    assert told(PLAN) == []


@pytest.mark.source("oppl § 12-4(3)")
def test_a_plan_without_measures_is_refused() -> None:
    assert told(replace(PLAN, measures=())) == [("no_measures", "oppl § 12-4(3)", ())]


@pytest.mark.source("oppl § 12-4(3)")
def test_T17_plan_without_evaluation_date_is_refused() -> None:
    plan = replace(PLAN, measures=(replace(WHOLE, evaluate_on=None),))
    assert told(plan) == [("missing_evaluation", "oppl § 12-4(3)", ("m1",))]


@pytest.mark.source("oppl § 12-4(3)")
def test_T18_a_measure_without_a_responsible_person_is_refused_and_named() -> None:
    plan = replace(PLAN, measures=(WHOLE, replace(WHOLE, key="m2", has_responsible=False)))
    assert told(plan) == [("missing_who", "oppl § 12-4(3)", ("m2",))]


@pytest.mark.source("oppl § 12-4(3)")
@pytest.mark.parametrize("code", LACKING)
def test_each_of_the_five_contents_is_asked_for_by_its_own_code(code: str) -> None:
    assert missing_contents(replace(WHOLE, **LACKING[code])) == (code,)


def test_a_first_day_or_a_time_in_words_says_when() -> None:
    assert missing_contents(replace(WHOLE, has_time=False)) == ()
    assert missing_contents(replace(WHOLE, start_on=None)) == ()


def test_a_measure_may_be_evaluated_the_day_it_begins() -> None:
    assert missing_contents(replace(WHOLE, evaluate_on=WHOLE.start_on)) == ()


def test_everything_that_is_missing_is_told_at_once() -> None:
    empty = MeasureFacts(
        key="m1", kind=MeasureKind.OTHER_MEASURE, has_problem=False, has_what=False, has_place=False, has_time=False,
        has_responsible=False, start_on=None, evaluate_on=None, aimed_at=("ida",),
    )
    codes = [code for code, _, _ in told(PlanFacts(measures=(empty,), is_pupil_heard=False))]
    assert codes == [
        "missing_problem", "missing_measure", "missing_when", "missing_who", "missing_evaluation", "pupil_not_heard",
        "other_pupil_not_heard", "missing_best_interest",
    ]


@pytest.mark.source("oppl § 10-2")
def test_T20_T21_the_pupil_of_any_age_is_heard_or_a_reason_stands_there() -> None:
    unheard = replace(PLAN, is_pupil_heard=False)
    assert told(unheard) == [("pupil_not_heard", "oppl § 10-2", ())]
    assert told(replace(unheard, has_not_heard_reason=True)) == []


@pytest.mark.source("oppl § 10-1", "oppl § 10-2")
def test_T23_other_pupils_whom_a_measure_is_aimed_at_are_heard_and_their_best_interest_answered() -> None:
    plan = replace(PLAN, measures=(AIMED, replace(AIMED, key="m2", aimed_at=("ida",))))
    assert told(plan) == [
        ("other_pupil_not_heard", "oppl § 10-2", ("ida",)),
        ("missing_best_interest", "oppl § 10-1", ("ida",)),
        ("other_pupil_not_heard", "oppl § 10-2", ("per",)),
        ("missing_best_interest", "oppl § 10-1", ("per",)),
    ]
    ida = OtherPupilFacts(key="ida", is_heard=True, has_best_interest=True)
    per = OtherPupilFacts(key="per", has_not_heard_reason=True)
    assert told(replace(plan, others=(ida, per))) == [("missing_best_interest", "oppl § 10-1", ("per",))]


def test_other_pupils_whom_no_measure_is_aimed_at_stop_nothing() -> None:
    assert told(replace(PLAN, others=(OtherPupilFacts(key="ida"),))) == []


@pytest.mark.source("practice")
@pytest.mark.parametrize("kind", MeasureKind)
def test_a_meeting_a_mapping_and_an_assessment_are_never_measures(kind: MeasureKind) -> None:
    assert counts_as_measure(replace(WHOLE, kind=kind)) is (kind not in INQUIRY_KINDS)


@pytest.mark.source("practice")
@pytest.mark.parametrize("lacking", ["has_responsible", "has_place", "has_time"])
def test_watching_extra_counts_only_with_a_person_a_place_and_a_time(lacking: str) -> None:
    watching = replace(WHOLE, kind=MeasureKind.WATCHING)
    assert counts_as_measure(watching)
    assert not counts_as_measure(replace(watching, **{lacking: False}))
    assert counts_as_measure(replace(WHOLE, **{lacking: False}))


def test_a_plan_of_meetings_is_warned_about_and_not_stopped() -> None:
    plan = replace(PLAN, measures=(replace(WHOLE, kind=MeasureKind.MEETING),))
    assert told(plan) == []
    assert [(o.code, o.source.name) for o in advice_on(plan)] == [("no_counting_measure", "practice")]
    assert advice_on(PLAN) == advice_on(replace(PLAN, measures=())) == ()


@pytest.mark.source("practice")
def test_evaluation_is_proposed_on_the_last_school_day_by_day_7_21_and_49() -> None:
    said = [day.isoformat() for day in proposed_evaluations(date(2026, 11, 9), OPEN)]
    assert said == ["2026-11-16", "2026-11-30", "2026-12-28"]
    assert proposed_evaluations(date(2026, 11, 28), OPEN)[0] == date(2026, 12, 4)  # day 7 is a Saturday
    assert proposed_evaluations(date(2026, 11, 9), FJORDVIK)[2] == date(2026, 12, 21)  # day 49 is in the holidays
    assert proposed_evaluations(date(2028, 2, 23), OPEN)[0] == date(2028, 3, 1)


@pytest.mark.source("practice")
@given(DATES, CALENDARS)
def test_each_proposed_evaluation_is_on_a_school_day_and_passes_its_day_only_when_all_before_are_closed(on, calendar):
    for days, day in zip(EVALUATION_DAYS, proposed_evaluations(on, calendar), strict=True):
        assert day > on and calendar.is_school_day(day)
        before = (on + timedelta(days=count) for count in range(1, days + 1))
        assert day <= on + timedelta(days=days) or not any(map(calendar.is_school_day, before))


MEASURES = st.builds(
    MeasureFacts, key=st.sampled_from(["m1", "m2"]), kind=st.sampled_from(MeasureKind), has_problem=st.booleans(),
    has_what=st.booleans(), has_place=st.booleans(), has_time=st.booleans(), has_responsible=st.booleans(),
    start_on=st.none() | st.dates(), evaluate_on=st.none() | st.dates(),
    aimed_at=st.lists(st.sampled_from(["ida", "per"]), unique=True).map(tuple),
)
OTHERS = st.builds(
    OtherPupilFacts, key=st.sampled_from(["ida", "per"]), is_heard=st.booleans(), has_not_heard_reason=st.booleans(),
    has_best_interest=st.booleans(),
)
PLANS = st.builds(
    PlanFacts, measures=st.lists(MEASURES, max_size=3).map(tuple), is_pupil_heard=st.booleans(),
    has_not_heard_reason=st.booleans(), others=st.lists(OTHERS, max_size=2, unique_by=lambda o: o.key).map(tuple),
)


@given(PLANS)
def test_gates_are_law_only(plan: PlanFacts) -> None:
    assert {o.source.strength for o in obstacles_to_activation(plan)} <= {"law"}


@given(PLANS, MEASURES)
def test_another_measure_removes_no_obstacle_but_the_lack_of_measures(plan: PlanFacts, measure: MeasureFacts) -> None:
    more = replace(plan, measures=(*plan.measures, measure))
    assert {o for o in told(plan) if o[0] != "no_measures"} <= set(told(more))


EVALUATED = datetime(2026, 3, 30, 9, tzinfo=OSLO)


@pytest.mark.source("oppl § 12-4(2)")
@pytest.mark.parametrize(
    ("safe", "activated_after", "codes"),
    [
        (None, None, []),
        (Safe.YES, timedelta(-7), []),
        (Safe.NO_ANSWER, timedelta(-7), []),
        (Safe.NO, timedelta(-7), ["still_not_safe"]),
        (Safe.NO, timedelta(), ["still_not_safe"]),
        (Safe.NO, timedelta(minutes=1), []),
    ],
)
def test_T25_a_pupil_who_is_not_safe_asks_for_a_plan_that_is_newer_than_the_answer(safe, activated_after, codes):
    activated_at = None if activated_after is None else EVALUATED + activated_after
    gaps = gaps_after_evaluation(safe, evaluated_at=EVALUATED if safe else None, activated_at=activated_at)
    assert [one.code for one in gaps] == codes
