"""Five fields take a case in hand: lead, serious or not, the one reason, safety today, information about rights."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import receive_case, secure_safety
from innsats.cases.models import Case, CaseAccess, Due, RightsInformation, SafetyStep, Seriousness
from innsats.journal.models import Event
from innsats.rules.seriousness import SeriousReason
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()


@pytest.fixture
def case():
    return world.a_case()


def receive(case, lead=None, by=None, **fields):
    lead = lead or world.an_employee(case.school)
    given = {
        "is_serious": False, "reason_text": "Det er nytt.", "safety": "Lise går ut sammen med ham.",
        "rights_given_on": TODAY,
    }  # fmt: skip
    by = by or world.principal_of(case.school)
    return receive_case(case.uuid, by=world.actor(by), at=world.AT, lead=lead.uuid, **given | fields)


def test_five_fields_move_the_case_to_inquiring(case):
    lead = world.an_employee(case.school)
    assert receive(case, lead).stage == "inquiring"
    assert CaseAccess.objects.get(case=case, part="lead", ends_at=None).person == lead
    assert (Seriousness.objects.get(case=case).is_serious, RightsInformation.objects.get(case=case).given_on) == (
        False, TODAY,
    )  # fmt: skip
    step = SafetyStep.objects.get(case=case)
    assert open_one(step.words, step.pk) == "Lise går ut sammen med ham."


def test_its_reports_are_received_by_the_same_act(case):
    receive(case)
    met = Due.objects.filter(report__casereport__case=case, code__in=["receipt", "lead_named", "safety_today"])
    assert {due.met_at for due in met} == {world.AT} and met.count() == 3


@pytest.mark.source("oppl § 12-4(2)")
def test_T07_a_serious_case_starts_the_clock_that_tells_the_owner(case):
    receive(case, is_serious=True, reason=SeriousReason.VIOLENCE, reason_text="")
    due = Due.objects.get(case=case, code="serious_to_owner")
    assert (due.due_on, due.met_at, Case.objects.get(pk=case.pk).is_serious) == (TODAY, None, True)


@pytest.mark.source("oppl § 12-4(4)")
def test_T08_not_serious_asks_for_a_reason_in_words(case):
    lead = world.an_employee(case.school)
    with refused("text_missing"):
        receive(case, lead, reason_text=" ")


@pytest.mark.source("oppl § 12-4(4)")
def test_every_missing_field_is_told_at_once(case):
    lead = world.an_employee(case.school)
    with refused("text_missing", "rights_missing", "serious_reason_missing"):
        receive(case, lead, is_serious=True, safety="", rights_given_on=None)


def test_safety_already_secured_by_somebody_impartial_need_not_be_written_again(case):
    rektor = world.actor(world.principal_of(case.school))
    secure_safety(case.subject, by=rektor, at=world.AT, text="Han er hos helsesykepleieren.")
    receive(case, safety="")
    assert SafetyStep.objects.filter(case=case).count() == 1


def test_information_about_rights_may_be_planned_and_is_never_given_ahead(case):
    lead = world.an_employee(case.school)
    with refused("in_the_future"):
        receive(case, lead, rights_given_on=TODAY + timedelta(days=1))
    receive(case, lead, rights_given_on=None, rights_planned_on=TODAY + timedelta(days=1))
    assert RightsInformation.objects.get(case=case).planned_on == TODAY + timedelta(days=1)


def test_a_case_is_received_once(case):
    lead = world.an_employee(case.school)
    receive(case, lead)
    with refused("wrong_stage"):
        receive(case, lead)


@pytest.mark.source("opplf § 20-2")
def test_a_lead_without_training_is_refused(case):
    lead = world.an_employee(case.school, trained=False)
    with refused("assignee_untrained"):
        receive(case, lead)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    lead, stranger = world.an_employee(case.school), world.an_employee(case.school, "Siv Moen")
    with not_visible():
        receive(case, lead, by=stranger)


def test_the_same_form_twice_receives_once(case):
    lead = world.an_employee(case.school)
    first, second = (receive(case, lead, form_key="k") for _ in range(2))
    assert first == second and Event.objects.filter(act="receive_case").count() == 1
