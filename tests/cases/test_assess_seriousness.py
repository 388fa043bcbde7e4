"""Serious or not is judged, judged anew, and each judgement is kept."""

from __future__ import annotations

import pytest

from innsats.cases.actions import assess_seriousness
from innsats.cases.models import Case, Due, Seriousness
from innsats.journal.models import Event
from innsats.rules.seriousness import SeriousReason
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


def assess(case, by=None, **fields):
    given = {"is_serious": True, "reason": SeriousReason.LONG_LASTING} | fields
    by = by or world.principal_of(case.school)
    return assess_seriousness(case.uuid, by=world.actor(by), at=world.AT, **given)


@pytest.mark.source("oppl § 12-4(2)")
def test_T07_judged_serious_later_the_owner_is_to_be_told_the_same_day(case):
    assert not Due.objects.filter(case=case, code="serious_to_owner").exists()
    assess(case)
    assert Due.objects.get(case=case, code="serious_to_owner").due_on == world.AT.date()
    assert Case.objects.get(pk=case.pk).is_serious


@pytest.mark.source("oppl § 12-4(4)")
def test_T08_both_judgements_are_kept(case):
    assess(case)
    assess(case, is_serious=False, reason="", reason_text="Det viste seg å være en misforståelse.")
    judged = Seriousness.objects.filter(case=case).order_by("at", "pk").values_list("is_serious", flat=True)
    assert sorted(judged) == [False, False, True] and not Case.objects.get(pk=case.pk).is_serious
    assert Due.objects.get(case=case, code="serious_to_owner").lapsed == "not_serious"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"reason": ""}, "serious_reason_missing"),
        ({"reason": "made_up"}, "serious_reason_missing"),
        ({"reason": SeriousReason.OTHER}, "text_missing"),
        ({"is_serious": False, "reason": ""}, "text_missing"),
        ({"reason": SeriousReason.OTHER, "reason_text": "x" * 100_000}, "text_too_long"),
    ],
)
def test_a_judgement_needs_its_one_reason(case, fields, code):
    with refused(code):
        assess(case, **fields)


def test_it_is_rektors_judgement_and_not_the_leads(case):
    lead = case.caseaccess_set.get().person
    world.declared(case, lead)
    with refused("wrong_part"):
        assess(case, by=lead)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        assess(case, by=stranger)


def test_the_same_form_twice_judges_once(case):
    for _ in range(2):
        assess(case, form_key="k")
    assert Event.objects.filter(act="assess_seriousness").count() == 1
