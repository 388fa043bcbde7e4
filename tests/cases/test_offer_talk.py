"""A pupil who will not answer is offered talks: by whom, how and when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import offer_talk
from innsats.rules.informing import Means
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


def offer(case, by=None, **fields):
    principal = world.principal_of(case.school)
    given = {"offered_by": principal.uuid} | fields
    return offer_talk(case.uuid, by=world.actor(by or principal), at=world.AT, **given)


def test_it_keeps_who_offered_it_how_and_when(case):
    nurse = world.an_employee(case.school, "Helse Moe", trained=False)
    made = offer(case, offered_by=nurse.uuid, how=Means.LETTER)
    assert (made.offered_by, made.how, made.offered_on) == (nurse, "letter", world.AT.date())


def test_it_is_by_somebody_who_works_here_on_a_day_that_has_been(case):
    stranger = world.a_person("Tone Hval")
    with refused("not_employed_here", "in_the_future"):
        offer(case, offered_by=stranger.uuid, offered_on=world.AT.date() + timedelta(days=1))


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        offer(case, by=stranger)
