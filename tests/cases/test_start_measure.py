"""The day a measure truly began: that, and a plan that applies, meets énukesmålet."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.cases.actions import activate_plan, start_measure
from innsats.cases.models import Due, Measure, MeasureStart
from innsats.journal.models import Event
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()


@pytest.fixture
def case():
    return world.with_plan()


def start(case, lineage=None, by=None, **more):
    lineage = lineage or Measure.objects.filter(case=case).first().lineage
    by = by or world.principal_of(case.school)
    return start_measure(case.uuid, by=world.actor(by), at=more.pop("at", world.AT), measure=lineage, **more)


def promise(case):
    return Due.objects.get(case=case, code="school_promise")


@pytest.mark.source("UiS one week")
def test_the_promise_is_met_when_a_planned_measure_has_begun(case):
    assert promise(case).met_at is None
    assert start(case).started_on == TODAY
    assert promise(case).met_at == world.AT


@pytest.mark.source("UiS one week")
def test_begun_before_there_is_a_plan_the_promise_waits_for_the_plan():
    case = world.heard(world.received())
    measure = world.with_draft(case)
    start(case, measure.lineage)
    assert promise(case).met_at is None
    later = world.AT + timedelta(hours=2)
    activate_plan(case.uuid, by=world.actor(world.principal_of(case.school)), at=later)
    assert promise(case).met_at == later


def test_it_is_allowed_in_every_open_stage_and_does_not_move_the_case():
    case = world.a_case()
    measure = world.with_draft(case)
    start(case, measure.lineage)
    case.refresh_from_db()
    assert case.stage == "reported"


@pytest.mark.parametrize(("days", "code"), [(1, "in_the_future"), (-9, "before_the_case")])
def test_a_day_ahead_or_before_the_report_is_refused(case, days, code):
    with refused(code):
        start(case, started_on=TODAY + timedelta(days=days))


def test_a_measure_begins_once(case):
    start(case)
    with refused("begun_already"):
        start(case)


def test_a_measure_that_is_nowhere_cannot_begin(case):
    with refused("unknown_measure"):
        start(case, uuid4())


def test_a_measure_of_another_case_cannot_begin_here(case):
    other = world.with_draft(world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Emma Dahl"))))
    with refused("unknown_measure"):
        start(case, other.lineage)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        start(case, by=stranger)


def test_the_same_form_twice_starts_once(case):
    first, second = (start(case, form_key="k") for _ in range(2))
    assert first == second and MeasureStart.objects.filter(case=case).count() == 1
    assert Event.objects.filter(act="start_measure").count() == 1
