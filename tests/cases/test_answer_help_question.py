"""Three rounds have not been enough: the question of help from outside stays until somebody answers it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import answer_help_question, evaluate_measure
from innsats.cases.models import Due, Measure
from innsats.cases.queries.clocks import clock_of
from innsats.desk.queries import todo_of
from innsats.people.viewers import viewer_of
from innsats.rules.evaluation import HelpAnswered
from innsats.rules.inquiry import Safe
from innsats.rules.verdicts import Status
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
DAY_49 = world.AT + timedelta(days=49)


@pytest.fixture
def case():
    return world.measures_started()


def evaluated(case, at=DAY_49, safe=Safe.NO):
    lineage = Measure.objects.filter(case=case).first().lineage
    by = world.actor(world.principal_of(case.school))
    evaluate_measure(
        case.uuid, by=by, at=at, measure=lineage, carried_out="yes", helped="no", pupil_safe=safe, held_on=at.date()
    )


def answer(case, by=None, at=DAY_49, **fields):
    given = {"answer": HelpAnswered.EXTERNAL_TEAM} | fields
    return answer_help_question(case.uuid, by=world.actor(by or world.principal_of(case.school)), at=at, **given)


def test_not_safe_in_the_third_round_asks_the_same_day_until_it_is_answered(case):
    evaluated(case)
    clock = clock_of(Due.objects.get(case=case, code="help_question"))
    assert (clock.due, clock.source.name) == (DAY_49.date(), "practice")
    assert clock.status_at(DAY_49 + timedelta(days=1)) is Status.OVERDUE
    answered = answer(case, answer=HelpAnswered.NO, reason="PPT er inne allerede.")
    assert open_one(answered.words, answered.pk) == "PPT er inne allerede."
    assert Due.objects.get(case=case, code="help_question").met_at == DAY_49


def test_it_stands_on_i_dag_for_rektor(case):
    evaluated(case)
    rows = todo_of(viewer_of(world.actor(world.principal_of(case.school)), DAY_49))
    assert "answer_help_question" in [row.act for row in rows]


@pytest.mark.parametrize(("days", "safe"), [(21, Safe.NO), (49, Safe.YES), (49, Safe.NO_ANSWER)])
def test_earlier_rounds_and_a_pupil_who_is_safe_ask_nothing(case, days, safe):
    evaluated(case, at=world.AT + timedelta(days=days), safe=safe)
    assert not Due.objects.filter(case=case, code="help_question").exists()


def test_a_later_round_asks_anew(case):
    evaluated(case)
    evaluated(case)
    answer(case)
    evaluated(case)
    assert Due.objects.filter(case=case, code="help_question").count() == 1
    evaluated(case, at=DAY_49 + timedelta(days=28))
    assert Due.objects.filter(case=case, code="help_question", met_at=None).count() == 1


def test_no_and_other_help_need_words(case):
    for said in (HelpAnswered.NO, HelpAnswered.OTHER_HELP):
        with refused("text_missing"):
            answer(case, answer=said)
    assert answer(case).answer == "external_team"


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        answer(case, by=stranger)
