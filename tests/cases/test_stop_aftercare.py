"""The family decides over the follow-up, at any time and without a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import stop_aftercare
from innsats.cases.models import Case, Due
from innsats.rules.informing import Informed
from innsats.rules.stages import Stage
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=2)


def stop(case, by=None, **fields):
    given = {"wished_by": Informed.GUARDIAN} | fields
    return stop_aftercare(case.uuid, by=world.actor(by or world.principal_of(case.school)), at=LATER, **given)


def test_the_talks_that_were_to_come_lapse_and_the_case_stays_open():
    case = world.followed()
    assert stop(case).wished_on == LATER.date()
    lapsed = Due.objects.filter(case=case, code="aftercare_check").values_list("lapsed", flat=True)
    assert set(lapsed) == {"family_stopped"}
    assert Case.objects.get(pk=case.pk).stage == Stage.AFTERCARE


def test_it_can_be_said_while_measures_run_and_only_once():
    case = world.measures_started()
    stop(case)
    with refused("aftercare_stopped"):
        stop(case)


def test_a_day_that_has_not_been_is_refused_with_a_reason_too_long():
    case = world.followed()
    with refused("in_the_future", "text_too_long"):
        stop(case, wished_on=LATER.date() + timedelta(days=1), reason="x" * 100_000)


def test_before_there_are_measures_there_is_nothing_to_stop():
    case = world.received()
    with refused("wrong_stage"):
        stop(case)


def test_whoever_has_no_part_in_the_case_does_not_meet_it():
    case = world.followed()
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        stop(case, by=stranger)
