"""Safety today never waits behind a gate."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.cases.actions import escalate_report, link_report, receive_case, reroute_report, secure_safety
from innsats.cases.models import Due, SafetyStep
from innsats.journal.actors import CLOCK
from innsats.journal.models import Event
from innsats.rules.impartiality import Relation
from innsats.rules.reports import Concern
from innsats.rules.roles import Role
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
WORDS = "Lise går ut sammen med eleven i alle friminutt."


def secure(row, by=None, *, text=WORDS, **more):
    by = by or world.principal_of(row.school)
    return secure_safety(row.subject, by=world.actor(by), at=world.AT, text=text, **more)


@pytest.fixture
@replayed
def report():
    """A report that rektor has declared on."""
    school = world.a_school()
    return world.declared(world.read(world.a_report(school)), parties=[world.a_pupil(school)])


def test_it_is_written_down_and_meets_the_clock(report):
    step = secure(report)
    assert (step.is_needed, step.is_provisional, step.from_on) == (True, False, world.AT.date())
    assert open_one(step.words, step.pk) == WORDS
    assert Due.objects.get(report=report, code="safety_today").met_at == world.AT


def test_that_nothing_is_needed_today_is_an_answer_with_a_reason(report):
    assert secure(report, text="Eleven er hjemme i dag.", is_needed=False).is_needed is False
    with refused("text_missing"):
        secure(report, text="", is_needed=False)


@pytest.mark.source("fvl67 § 7")
def test_T82_before_habilitet_is_answered_it_is_allowed_and_provisional():
    assert secure(world.a_report()).is_provisional


@pytest.mark.source("fvl67 § 7")
def test_T82_once_found_impartial_one_stands_by_what_one_wrote_before_and_writes_it_once():
    report = world.a_report()
    step, noah = secure(report), world.a_pupil(report.school)
    world.declared(report, parties=[noah])
    step.refresh_from_db()
    assert not step.is_provisional
    case = world.a_case(report=report, pupil=noah)
    lead = world.an_employee(case.school)
    receive_case(
        case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, lead=lead.uuid, is_serious=False,
        reason_text="Nytt", rights_given_on=world.AT.date(),
    )
    assert SafetyStep.objects.get() == step


@pytest.mark.source("fvl67 § 7")
def test_T82_what_somebody_else_wrote_stays_provisional_until_they_answer_themselves():
    school = world.a_school()
    deputy, pupil = world.a_deputy(school), world.a_pupil(school)
    report = world.a_report(school)
    escalate_report(report.uuid, by=CLOCK, at=world.AT, to=Role.PRINCIPAL)
    step = secure(report, deputy)
    world.declared(report, parties=[pupil])
    step.refresh_from_db()
    assert step.is_provisional


@pytest.mark.source("fvl67 § 7")
def test_T82_an_answer_in_the_case_is_none_of_others_whom_a_report_names_too():
    school = world.a_school()
    rektor, noah, ola = world.a_principal(school), world.a_pupil(school), world.a_pupil(school, "Ola Moe")
    case = world.a_case(report=world.declared(world.a_report(school), parties=[noah]), pupil=noah)
    wider = world.declared(world.a_report(school), parties=[noah])
    link_report(case.pk, report=wider.pk, by=world.actor(rektor), at=world.AT)
    world.declared(wider, parties=[ola], ties={ola: Relation.CLOSE_FRIEND})
    step = secure(wider)
    world.declared(case, rektor)
    step.refresh_from_db()
    assert step.is_provisional


@pytest.mark.source("fvl67 § 7")
def test_T82_somebody_inhabil_on_duty_may_and_somebody_impartial_decides_anew():
    school = world.a_school()
    deputy, pupil = world.a_deputy(school), world.a_pupil(school)
    report = world.a_report(school)
    escalate_report(report.uuid, by=CLOCK, at=world.AT, to=Role.PRINCIPAL)
    world.declared(report, deputy, parties=[pupil], ties={pupil: Relation.SIBLING})
    with not_visible():
        reroute_report(report.uuid, by=world.actor(deputy), at=world.AT, concern=Concern.LEADERSHIP)
    assert secure(report, deputy).is_provisional
    assert not secure(world.declared(report)).is_provisional


@pytest.mark.source("fvl67 § 7")
def test_T82_whoever_has_handed_the_matter_on_may_still_make_the_pupil_safe():
    school = world.a_school()
    world.an_officer(school.school_owner)
    pupil, rektor = world.a_pupil(school), world.a_principal(school)
    report = world.declared(world.a_report(school), parties=[pupil], ties={pupil: Relation.SIBLING})
    step = secure(report, rektor)
    assert step.is_provisional and step.by == rektor
    with not_visible():
        reroute_report(report.uuid, by=world.actor(rektor), at=world.AT, concern=Concern.LEADERSHIP)


@pytest.mark.source("fvl67 § 7")
def test_T82_the_accused_employee_is_not_on_duty_here():
    school = world.a_school()
    accused = world.an_employee(school)
    report = world.a_report(school, concerned=accused)
    with not_visible():
        secure(report, accused)


@pytest.mark.source("opplf § 20-2")
def test_not_even_training_stands_in_the_way():
    school = world.a_school()
    untrained = world.a_principal(school, trained=False)
    assert secure(world.a_report(school), untrained).is_provisional


def test_somebody_with_no_part_in_it_meets_nothing(report):
    for somebody in (world.an_employee(report.school), world.a_principal(world.a_school("Nabo skole"))):
        with not_visible():
            secure(report, somebody)


def test_a_second_click_writes_once(report):
    for _ in range(2):
        secure(report, form_key="k")
    assert SafetyStep.objects.count() == Event.objects.filter(act="secure_safety").count() == 1


def test_it_begins_neither_before_the_report_nor_years_ahead(report):
    for day, code in ((date.min, "before_the_case"), (date.max, "too_far_ahead")):
        with refused(code):
            secure(report, from_on=day)
