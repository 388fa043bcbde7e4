"""A measure is done, or is stopped and says why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import end_measure
from innsats.cases.models import Due, Measure, MeasureEnd
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()


@pytest.fixture
def case():
    return world.measures_started()


def end(case, by=None, **more):
    lineage = Measure.objects.filter(case=case).first().lineage
    by = by or world.principal_of(case.school)
    return end_measure(case.uuid, by=world.actor(by), at=world.AT, measure=lineage, **more)


def test_done_needs_no_reason_and_is_still_to_be_evaluated(case):
    assert end(case).is_done
    assert Due.objects.get(case=case, code="evaluation").lapsed == ""


def test_stopped_before_its_time_says_why_and_its_evaluation_lapses(case):
    ended = end(case, is_done=False, reason="Det gjorde det verre.")
    assert open_one(ended.because, ended.pk) == "Det gjorde det verre."
    assert Due.objects.get(case=case, code="evaluation").lapsed == "measure_stopped"


def test_stopped_without_a_reason_is_refused(case):
    with refused("text_missing"):
        end(case, is_done=False)


def test_what_never_began_has_no_end():
    case = world.with_plan()
    with refused("not_begun"):
        end(case)


def test_a_measure_ends_once(case):
    end(case)
    with refused("ended_already"):
        end(case)


@pytest.mark.parametrize(
    ("ended_on", "code"), [(TODAY + timedelta(days=1), "in_the_future"), (TODAY - timedelta(days=1), "before_the_case")]
)
def test_it_ends_between_its_beginning_and_now(case, ended_on, code):
    with refused(code):
        end(case, ended_on=ended_on)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        end(case, by=stranger)


def test_the_same_form_twice_ends_once(case):
    first, second = (end(case, form_key="k") for _ in range(2))
    assert first == second and MeasureEnd.objects.filter(case=case).count() == 1
    assert Event.objects.filter(act="end_measure").count() == 1
