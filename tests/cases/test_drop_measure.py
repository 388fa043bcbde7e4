"""A measure is taken out of the draft; in versions that have applied it stands as it stood."""

from __future__ import annotations

import pytest

from innsats.cases.actions import drop_measure
from innsats.cases.models import Measure, Plan
from innsats.journal.models import Event
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def drop(case, measure, by=None, **more):
    by = by or world.principal_of(case.school)
    return drop_measure(case.uuid, by=world.actor(by), at=world.AT, measure=measure.lineage, **more)


def test_the_draft_loses_it():
    case = world.received()
    drop(case, world.with_draft(case))
    assert not Measure.objects.filter(case=case).exists()


def test_what_applies_keeps_it_and_the_new_draft_is_without_it():
    case = world.with_plan()
    drop(case, Measure.objects.get(case=case))
    assert Measure.objects.get(case=case).plan.number == 1
    assert Plan.objects.filter(case=case, number=None).exists()


def test_a_measure_that_is_nowhere_cannot_be_taken_out():
    case = world.received()
    gone = world.with_draft(case)
    drop(case, gone)
    with refused("unknown_measure"):
        drop(case, gone)


def test_a_measure_of_another_case_is_not_in_this_draft():
    case = world.received()
    other = world.with_draft(world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Emma Dahl"))))
    with refused("unknown_measure"):
        drop(case, other)


def test_whoever_has_no_part_in_the_case_does_not_meet_it():
    case = world.received()
    measure, stranger = world.with_draft(case), world.an_employee(case.school, "Siv Moen")
    with not_visible():
        drop(case, measure, by=stranger)


def test_the_same_form_twice_takes_it_out_once():
    case = world.received()
    measure = world.with_draft(case)
    for _ in range(2):
        drop(case, measure, form_key="k")
    assert Event.objects.filter(act="drop_measure").count() == 1
