"""After an evaluation: a pupil who is still not safe asks for a measure that is new or changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import activate_plan, evaluate_measure
from innsats.cases.models import Measure
from tests import world
from tests.cases.pages.reading import main_of, text_of
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()
NOT_SAFE = "Eleven har det fortsatt ikke trygt og godt."


@pytest.fixture
@replayed
def case():
    return world.heard(world.received())


@pytest.fixture
def rektor(client, case):
    return world.signed_in(client, world.principal_of(case.school))


def by(case):
    return world.actor(world.principal_of(case.school))


def tab(page, case):
    return page.get(f"/saker/{case.number}/plan/")


def next_step(response):
    return main_of(response).partition("Dette er neste steg")[2].partition("</section>")[0]


def evaluated_on_day_7(case, safe):
    """The only measure of the plan evaluated, with what the pupil then said."""
    world.measures_started(world.with_plan(case))
    lineage, day_7 = Measure.objects.filter(case=case).first().lineage, world.AT + timedelta(days=7)
    answers = {"carried_out": "yes", "helped": "no", "pupil_safe": safe, "next_on": TODAY + timedelta(days=21)}
    evaluate_measure(case.uuid, by=by(case), at=day_7, measure=lineage, **answers)


@pytest.mark.source("oppl § 12-4(2)")
def test_T25_when_the_pupil_is_not_safe_a_new_or_changed_measure_is_asked_for(rektor, case, monkeypatch):
    evaluated_on_day_7(case, "no")
    world.it_is(monkeypatch, later := world.AT + timedelta(days=8))
    first, plan = rektor.get(f"/saker/{case.number}/"), tab(rektor, case)
    assert NOT_SAFE in text_of(first) and NOT_SAFE in text_of(plan)
    assert f'href="/saker/{case.number}/tiltak/"' in next_step(first)

    world.with_draft(case, at=later)
    assert f'href="/saker/{case.number}/plan/aktivering/"' in next_step(rektor.get(f"/saker/{case.number}/"))
    activate_plan(case.uuid, by=by(case), at=later)
    assert NOT_SAFE not in text_of(rektor.get(f"/saker/{case.number}/")) + text_of(tab(rektor, case))


@pytest.mark.parametrize("safe", ["yes", "no_answer"])
def test_T25_nothing_more_is_asked_for_when_the_pupil_does_not_say_so(rektor, case, monkeypatch, safe):
    evaluated_on_day_7(case, safe)
    world.it_is(monkeypatch, world.AT + timedelta(days=8))
    assert NOT_SAFE not in text_of(rektor.get(f"/saker/{case.number}/")) + text_of(tab(rektor, case))


def test_T25_what_is_overdue_comes_before_it(rektor, case, monkeypatch):
    evaluated_on_day_7(case, "no")
    world.it_is(monkeypatch, world.AT + timedelta(days=22))
    assert NOT_SAFE not in next_step(rektor.get(f"/saker/{case.number}/")) and NOT_SAFE in text_of(tab(rektor, case))
