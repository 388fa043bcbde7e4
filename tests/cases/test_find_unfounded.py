"""The one exception of § 12-5: a concern about an employee that is manifestly unfounded, with the reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from innsats.cases.actions import find_unfounded
from innsats.cases.models import Due, Unfounded
from innsats.journal.models import Event
from innsats.rules.reports import Concern
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
REASON = "Den ansatte var ikke på jobb den uka."


@pytest.fixture
@replayed
def report():
    school = world.a_school()
    report = world.a_report(school, concerned=world.an_employee(school, "Per Sand"))
    return world.declared(world.read(report), parties=[world.a_pupil(school)])


def find(report, by=None, reason=REASON, **more):
    by = by or world.principal_of(report.school)
    return find_unfounded(report.uuid, by=world.actor(by), at=world.AT, reason=reason, **more)


@pytest.mark.source("oppl § 12-5(1)")
def test_the_owner_is_then_not_told_and_the_reason_is_kept(report):
    assert not Due.objects.get(report=report, code="principal_to_owner").lapsed
    find(report)
    assert Due.objects.get(report=report, code="principal_to_owner").lapsed == "unfounded"
    kept = Unfounded.objects.get(report=report)
    assert open_one(kept.words, kept.pk) == REASON


@pytest.mark.source("oppl § 12-5(1)")
def test_T10_anything_else_rektor_does_leaves_the_owner_to_be_told(report):
    world.with_lead(report)
    due = Due.objects.get(report=report, code="principal_to_owner")
    assert (due.met_at, due.lapsed) == (None, "")


def test_a_reason_is_needed(report):
    with refused("text_missing"):
        find(report, reason=" ")


def test_it_is_only_for_a_concern_about_an_employee():
    report = world.a_report(concern=Concern.PUPILS)
    world.declared(report, parties=[world.a_pupil(report.school)])
    with refused("not_a_staff_concern"):
        find(report)


@pytest.mark.source("oppl § 12-5(1)")
def test_it_is_judged_once(report):
    find(report)
    with refused("decided_already"):
        find(report, reason="En annen grunn.")
    kept = Unfounded.objects.get(report=report)
    assert open_one(kept.words, kept.pk) == REASON


def test_the_page_says_that_it_is_judged_already(client, monkeypatch, report):
    world.it_is(monkeypatch)
    address = reverse("find_unfounded", args=[report.number])
    page = world.signed_in(client, world.principal_of(report.school))
    assert "Dette er alt avgjort." not in page.get(address).content.decode()
    find(report)
    assert "Dette er alt avgjort." in page.get(address).content.decode()


def test_before_habilitet_is_answered_it_is_refused():
    school = world.a_school()
    report = world.read(world.a_report(school, concerned=world.an_employee(school)))
    with refused("undeclared"):
        find(report)


def test_the_one_it_is_about_never_meets_it(report):
    with not_visible():
        find(report, by=report.party_set.get(part="adult").person)


def test_a_second_click_judges_once(report):
    for _ in range(2):
        find(report, form_key="k")
    assert Event.objects.filter(act="find_unfounded").count() == Unfounded.objects.count() == 1
