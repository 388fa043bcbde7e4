"""Two questions: was it done, and did it help by the pupil's own word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.cases.actions import evaluate_measure, start_measure
from innsats.cases.models import Due, Evaluation, Measure
from innsats.cases.queries.clocks import clock_of
from innsats.journal.models import Event
from innsats.rules.evaluation import CarriedOut, Helped
from innsats.rules.inquiry import Safe
from innsats.rules.verdicts import Status
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
DAY_7 = world.AT + timedelta(days=7)


@pytest.fixture
def case():
    return world.measures_started()


def evaluate(case, by=None, at=DAY_7, **fields):
    lineage = Measure.objects.filter(case=case).first().lineage
    given = {"carried_out": CarriedOut.YES, "helped": Helped.NO, "pupil_safe": Safe.NO} | fields
    by = by or world.principal_of(case.school)
    return evaluate_measure(case.uuid, by=world.actor(by), at=at, measure=lineage, **given)


@pytest.mark.source("oppl § 12-4(3)")
def test_the_evaluation_of_the_plan_is_met_and_the_next_one_runs(case):
    words = "De kommer når den voksne går."
    held = evaluate(case, pupil_words=words, next_on=(DAY_7 + timedelta(days=14)).date())
    assert open_one(held.pupil_words, held.pk) == words
    first, second = Due.objects.filter(case=case, code="evaluation").order_by("due_on")
    assert first.met_at == DAY_7 and (second.due_on, second.met_at) == ((DAY_7 + timedelta(days=14)).date(), None)


@pytest.mark.source("oppl § 12-4(3)")
def test_T24_an_evaluation_that_is_not_held_is_overdue_the_next_day(case):
    clock = clock_of(Due.objects.get(case=case, code="evaluation"))
    assert clock.due == DAY_7.date() and clock.status_at(DAY_7) is Status.OPEN
    assert clock.status_at(DAY_7 + timedelta(days=1)) is Status.OVERDUE
    evaluate(case, at=DAY_7 + timedelta(days=2))
    assert clock_of(Due.objects.get(case=case, code="evaluation")).status_at(DAY_7) is Status.MET_LATE


def test_a_measure_not_carried_out_and_one_that_did_not_help_are_two_answers(case):
    held = evaluate(case, carried_out=CarriedOut.NO, helped=Helped.UNKNOWN, pupil_safe=Safe.NO_ANSWER)
    assert (held.carried_out, held.helped, held.pupil_safe) == ("no", "unknown", "no_answer")


def test_what_never_began_is_not_evaluated():
    case = world.with_plan()
    with refused("not_begun"):
        evaluate(case)


def test_what_stands_in_a_draft_is_not_evaluated_though_it_has_begun():
    case = world.received()
    measure = world.with_draft(case)
    with refused("not_begun", "not_in_force"):
        evaluate(case)
    rektor = world.actor(world.principal_of(case.school))
    start_measure(case.pk, by=rektor, at=world.AT, measure=measure.lineage)
    with refused("not_in_force"):
        evaluate(case)


def test_the_next_evaluation_comes_after_this_one(case):
    with refused("next_before_this"):
        evaluate(case, next_on=DAY_7.date())


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"held_on": (DAY_7 + timedelta(days=1)).date()}, "in_the_future"),
        ({"held_on": (world.AT - timedelta(days=1)).date()}, "before_the_case"),
        ({"pupil_words": "x" * 100_000}, "text_too_long"),
    ],
)
def test_what_cannot_be_is_refused(case, fields, code):
    with refused(code):
        evaluate(case, **fields)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        evaluate(case, by=stranger)


def test_the_same_form_twice_evaluates_once(case):
    first, second = (evaluate(case, form_key="k") for _ in range(2))
    assert first == second and Evaluation.objects.filter(case=case).count() == 1
    assert Event.objects.filter(act="evaluate_measure").count() == 1


def test_the_next_evaluation_is_at_most_two_years_ahead(case):
    with refused("too_far_ahead"):
        evaluate(case, next_on=date(9999, 12, 31))
    assert evaluate(case, next_on=date(DAY_7.year + 2, DAY_7.month, DAY_7.day)).next_on
