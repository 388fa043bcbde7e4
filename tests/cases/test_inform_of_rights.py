"""That the family was told of its rights is written down: to whom, how and when. Nothing is sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from innsats.cases.actions import inform_of_rights
from innsats.cases.models import RightsInformation
from innsats.journal.models import Event
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()


@pytest.fixture
def case():
    return world.received()


def inform(case, by=None, **fields):
    by = by or world.principal_of(case.school)
    given = {"to": "guardian", "how": "phone", "given_on": TODAY} | fields
    return inform_of_rights(case.uuid, by=world.actor(by), at=world.AT, **given)


def test_to_whom_how_when_and_by_whom_is_kept_and_nothing_is_sent(case):
    told = inform(case)
    assert (told.to, told.how, told.given_on, told.by) == (
        "guardian", "phone", TODAY, world.principal_of(case.school),
    )  # fmt: skip
    assert mail.outbox == []


def test_it_may_be_planned_for_a_day_to_come(case):
    told = inform(case, given_on=None, planned_on=TODAY + timedelta(days=2))
    assert (told.given_on, told.planned_on) == (None, TODAY + timedelta(days=2))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"given_on": None}, "rights_missing"),
        ({"given_on": TODAY + timedelta(days=1)}, "in_the_future"),
        ({"given_on": TODAY - timedelta(days=1)}, "before_the_case"),
    ],
)
def test_it_is_given_on_a_day_of_the_case_or_planned(case, fields, code):
    with refused(code):
        inform(case, **fields)


def test_a_member_of_the_team_may_do_it(case):
    inform(case, by=world.in_team(case))
    assert RightsInformation.objects.filter(case=case).count() == 2


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        inform(case, by=stranger)


def test_the_same_form_twice_informs_once(case):
    for _ in range(2):
        inform(case, form_key="k")
    assert Event.objects.filter(act="inform_of_rights").count() == 1


def test_it_is_planned_neither_before_the_report_nor_years_ahead(case):
    for day, code in ((date.min, "before_the_case"), (date.max, "too_far_ahead")):
        with refused(code):
            inform(case, given_on=None, planned_on=day)
