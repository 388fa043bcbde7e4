"""A pupil is heard, in the pupil's own words; or why not. There is no lower age limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.cases.actions import hear_pupil, name_party
from innsats.cases.models import Due, Hearing
from innsats.journal.models import Event
from innsats.rules.inquiry import Safe
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
WORDS = "De ler når jeg kommer."


@pytest.fixture
def case():
    return world.received()


def hear(case, pupil=None, by=None, **fields):
    given = {"own_words": WORDS, "is_safe": Safe.NO} | fields
    by = by or world.principal_of(case.school)
    return hear_pupil(case.uuid, by=world.actor(by), at=world.AT, pupil=(pupil or case.pupil).uuid, **given)


@pytest.mark.source("oppl § 10-2")
def test_the_pupils_own_words_are_kept_and_meet_the_first_talk(case):
    heard = hear(case)
    assert (heard.is_heard, heard.is_safe, open_one(heard.own_words, heard.pk)) == (True, "no", WORDS)
    assert Due.objects.get(case=case, code="first_talk").met_at == world.AT


@pytest.mark.source("oppl § 10-2")
def test_T21_a_pupil_of_six_is_heard_too():
    school = world.a_school()
    case = world.received(world.a_case(school, pupil=world.a_pupil(school, grade=1, born=date(2019, 12, 1))))
    assert hear(case).is_heard


def test_why_a_pupil_was_not_heard_meets_no_clock(case):
    heard = hear(case, own_words="", is_safe=Safe.NO_ANSWER, not_heard_because="Han er på sykehuset.")
    assert not heard.is_heard
    assert Due.objects.get(case=case, code="first_talk").met_at is None


@pytest.mark.source("oppl § 10-2")
def test_neither_words_nor_a_reason_is_not_a_hearing(case):
    with refused("not_heard_without_reason"):
        hear(case, own_words=" ")


def test_another_pupil_of_the_case_is_heard_with_what_is_best_for_that_pupil(case):
    emma = world.a_pupil(case.school, "Emma Dahl")
    with refused("unknown_party"):
        hear(case, emma)
    name_party(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, parties=[emma.uuid])
    heard = hear(case, emma, best_interest="Emma skal ikke ha ansvar for dette.")
    assert open_one(heard.best_interest, heard.pk) == "Emma skal ikke ha ansvar for dette."
    assert Due.objects.get(case=case, code="first_talk").met_at is None


def test_a_talk_that_has_not_been_is_refused(case):
    with refused("in_the_future"):
        hear(case, happened_at=world.AT + timedelta(hours=1))


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        hear(case, by=stranger)


def test_the_same_form_twice_hears_once(case):
    first, second = (hear(case, form_key="k") for _ in range(2))
    assert first == second and Hearing.objects.filter(case=case).count() == 1
    assert Event.objects.filter(act="hear_pupil").count() == 1


def test_a_talk_is_neither_ahead_nor_before_anybody_was_told(case):
    for when, code in ((timedelta(days=-400), "before_the_case"), (timedelta(hours=1), "in_the_future")):
        with refused(code):
            hear(case, happened_at=world.AT + when)
