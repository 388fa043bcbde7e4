"""The county governor's case: which step can come when, when a fine may run, and what a family is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.deadlines import (
    OWNER,
    AskedFacts,
    CaseFacts,
    DecidedFacts,
    GovernorFacts,
    clocks_of_case,
    governor_dates,
)
from innsats.rules.governor import (
    DETAILS,
    Answer,
    Detail,
    GovernorStep,
    Overrun,
    Taken,
    answer_to_family,
    obstacles_to_order,
    obstacles_to_step,
    overrun_on,
    unfulfilled,
)
from innsats.rules.verdicts import Met, Status

from .days import OPEN, local

DAY = date(2026, 5, 4)
DUE = DAY + timedelta(days=14)
REPORTED = Taken(step=GovernorStep.REPORTED, on=DAY, detail=Detail.GUARDIAN)
ASKED = Taken(step=GovernorStep.ASKED, on=DAY, due_on=DUE)
OF_OTHERS = replace(ASKED, of_others=True)
HANDED = Taken(step=GovernorStep.HANDED_OVER, on=DAY)
ORDER = Taken(step=GovernorStep.DECIDED, on=DAY, detail=Detail.ORDER, due_on=DUE)
NO_BREACH = Taken(step=GovernorStep.DECIDED, on=DAY, detail=Detail.NO_BREACH)
APPEALED = Taken(step=GovernorStep.APPEAL, on=DAY, detail=Detail.APPEALED)
FULFILLED = Taken(step=GovernorStep.FULFILLED, on=DAY)
FINED = Taken(step=GovernorStep.FINED, on=DAY)
ENDED = Taken(step=GovernorStep.ENDED, on=DAY)
ORDERED = (REPORTED, ORDER)
CALENDAR = OPEN
TAKEN = st.builds(
    Taken,
    step=st.sampled_from(GovernorStep),
    on=st.integers(0, 60).map(lambda count: DAY + timedelta(days=count)),
    due_on=st.none() | st.just(DUE),
    detail=st.none() | st.sampled_from(Detail),
    of_others=st.booleans(),
)


def codes(taken: Taken, *before: Taken) -> set[str]:
    return {obstacle.code for obstacle in obstacles_to_step(taken, before)}


@pytest.mark.parametrize(
    ("taken", "before"),
    [
        (REPORTED, ()), (ASKED, (REPORTED,)), (HANDED, (REPORTED, ASKED)), (ORDER, (REPORTED,)),
        (NO_BREACH, (REPORTED,)), (APPEALED, ORDERED), (FULFILLED, ORDERED), (FINED, ORDERED), (ENDED, ORDERED),
        (REPORTED, (REPORTED, ENDED)), (APPEALED, (*ORDERED, ENDED)), (FULFILLED, (*ORDERED, APPEALED)),
        (HANDED, (REPORTED, ASKED, HANDED)),
    ],
)  # fmt: skip
def test_a_step_that_can_come(taken, before):
    assert codes(taken, *before) == set()


@pytest.mark.source("oppl § 12-6(1)")
@pytest.mark.parametrize("taken", [ASKED, ORDER, ENDED])
def test_the_governor_acts_on_a_report(taken):
    assert codes(taken) == codes(taken, REPORTED, ENDED) == {"governor_has_no_case"}
    assert codes(REPORTED, REPORTED) == {"governor_has_the_case"}


@pytest.mark.source("oppl § 12-6(4)")
@pytest.mark.parametrize("taken", [FULFILLED, FINED])
def test_nothing_is_fulfilled_or_fined_before_it_is_ordered(taken):
    assert codes(taken, REPORTED) == codes(taken, REPORTED, NO_BREACH) == {"nothing_is_ordered"}
    assert codes(taken, *ORDERED, FULFILLED) == codes(taken, *ORDERED, ENDED) == {"nothing_is_ordered"}
    assert codes(taken, *ORDERED, FULFILLED, ORDER) == set()


@pytest.mark.source("fvl67 § 29")
def test_only_a_decision_that_binds_is_appealed_and_once():
    assert codes(APPEALED, REPORTED) == codes(APPEALED, REPORTED, NO_BREACH) == {"nothing_to_appeal"}
    assert codes(APPEALED, *ORDERED, APPEALED) == {"nothing_to_appeal"}


@pytest.mark.source("oppl § 12-6(5)")
@pytest.mark.parametrize("detail", [Detail.ORDER, Detail.GOVERNOR_ACTS])
def test_a_decision_that_binds_has_a_deadline(detail):
    assert codes(replace(ORDER, detail=detail, due_on=None), REPORTED) == {"governor_deadline_missing"}
    assert codes(replace(ORDER, detail=detail, due_on=DAY - timedelta(days=1)), REPORTED) == {
        "governor_deadline_too_early"
    }
    assert codes(replace(NO_BREACH, due_on=DUE), REPORTED) == {"governor_sets_no_deadline"}


@pytest.mark.source("oppl § 12-6(3)")
def test_T47_everything_asked_for_is_handed_over_and_other_pupils_only_as_asked():
    """Secrecy is no reason; that nobody asked about other pupils is."""
    assert codes(HANDED, REPORTED) == {"nothing_is_asked"}
    of_others = replace(HANDED, of_others=True)
    assert codes(of_others, REPORTED, ASKED) == {"others_not_asked_for"}
    assert codes(of_others, REPORTED, OF_OTHERS) == set()


def test_the_one_answer_of_a_step_is_one_of_its_own():
    for step, answers in DETAILS.items():
        unfit = next(detail for detail in Detail if detail not in answers)
        for detail in (None, unfit):
            taken = Taken(step=step, on=DAY, detail=detail)
            assert "governor_detail_missing" in codes(taken, *ORDERED)
    assert codes(replace(FULFILLED, detail=Detail.PUPIL), *ORDERED) == {"governor_detail_missing"}


def test_an_answer_does_not_come_before_what_it_answers():
    earlier = DAY - timedelta(days=1)
    assert codes(replace(FULFILLED, on=earlier), *ORDERED) == {"governor_step_too_early"}
    assert codes(replace(HANDED, on=earlier), REPORTED, ASKED) == {"governor_step_too_early"}


@given(steps=st.lists(TAKEN, max_size=8))
def test_whatever_is_written_in_order_never_has_a_fine_without_an_order(steps):
    before: tuple[Taken, ...] = ()
    for step in steps:
        if not obstacles_to_step(step, before):
            before = (*before, step)
    bound = [one for one in before if one.is_binding]
    assert all(one.due_on for one in bound)
    assert set(unfulfilled(before)) <= set(bound)
    if any(one.step is GovernorStep.FINED for one in before):
        assert bound
    assert any(not obstacles_to_order(step, before) for step in GovernorStep)


@pytest.mark.source("oppl § 12-8")
def test_T48_after_the_deadline_a_coercive_fine_may_run_with_the_days_since():
    assert overrun_on(DUE, ORDERED) is None
    assert overrun_on(DUE + timedelta(days=1), ORDERED) == Overrun(since=DUE, days=1, is_fined=False)
    assert overrun_on(DUE + timedelta(days=9), (*ORDERED, FINED)) == Overrun(since=DUE, days=9, is_fined=True)
    assert overrun_on(DUE + timedelta(days=9), (*ORDERED, FINED, FULFILLED)) is None
    assert overrun_on(DUE + timedelta(days=9), (*ORDERED, ENDED)) is None


def test_a_fine_is_not_carried_over_to_the_next_order():
    again = (*ORDERED, FINED, FULFILLED, ORDER)
    assert overrun_on(DUE + timedelta(days=2), again) == Overrun(since=DUE, days=2, is_fined=False)


@pytest.mark.source("oppl § 12-6(2)")
def test_T42_T43_what_a_family_is_told_before_and_after_the_week():
    dates = governor_dates(local("2026-05-04T10:00"), CALENDAR)
    assert answer_to_family(dates, on=date(2026, 5, 8)) is Answer.WAIT
    assert dates.from_ == date(2026, 5, 11)
    assert answer_to_family(dates, on=date(2026, 5, 11)) is Answer.MAY_GO
    assert answer_to_family(dates, on=date(2026, 5, 11), has_left=True) is Answer.HAS_LEFT
    special = governor_dates(local("2026-05-04T10:00"), CALENDAR, special_reasons=True)
    assert answer_to_family(special, on=date(2026, 5, 4)) is Answer.SPECIAL_REASONS


@pytest.mark.source("oppl § 12-6(2)")
def test_T45_a_family_whose_matter_was_never_taken_up_is_asked_to_do_that_first():
    assert answer_to_family(None, on=DAY) is Answer.TAKE_UP_FIRST


AT = local("2026-05-04T10:00")


def clocks(**facts):
    of_it = GovernorFacts(**facts)
    found = clocks_of_case(CaseFacts(first_reported_at=AT, governor=of_it, closed=Met(AT)), CALENDAR)
    return {(clock.code.value, clock.about): clock for clock in found if clock.for_ == OWNER}


@pytest.mark.source("oppl § 12-6(5)")
def test_the_order_is_due_on_its_deadline_and_goes_on_when_the_school_has_closed_its_case():
    clock = clocks(orders=(AskedFacts(due_on=DUE),))["governor_order", ""]
    assert (clock.due, clock.source.name) == (DUE, "oppl § 12-6(5)")
    assert clock.status_at(local("2026-05-18T23:59")) is Status.OPEN
    assert clock.status_at(local("2026-05-19T00:00")) is Status.OVERDUE


@pytest.mark.source("fvl67 § 29")
def test_an_appeal_is_due_three_weeks_after_the_decision_was_received():
    found = clocks(decisions=(DecidedFacts(received_on=DAY, answered=Met(AT)), DecidedFacts(received_on=DAY)))
    assert found["appeal", ""].due == date(2026, 5, 25)
    assert found["appeal", ""].status_at(AT) is Status.MET
    assert found["appeal", "2"].status_at(local("2026-05-26T00:00")) is Status.OVERDUE


def test_when_the_governor_ends_the_case_what_was_not_due_lapses_and_what_was_overdue_ends_late():
    early, late = Met(AT), Met(local("2026-05-30T09:00"))
    found = clocks(requests=(AskedFacts(due_on=DUE, over=early), AskedFacts(due_on=DUE, over=late)))
    assert found["governor_request", ""].lapsed == "governor_ended"
    assert found["governor_request", "2"].status_at(local("2026-06-01T09:00")) is Status.MET_LATE
