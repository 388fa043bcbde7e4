"""A hold stands no longer (`lift_hold`), with a reason, and what keeps the case otherwise goes on keeping it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from innsats.archive.actions import dispose_case, lift_hold, place_hold
from innsats.cases.models import CaseAccess, LegalHoldEnd
from innsats.rules.retention import HoldReason
from tests import world
from tests.archive.leaving import OVER, a_leaving_case, another_case, by, officer_of, rektor
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_leaving_case()


@pytest.fixture
def hold(case):
    return place_hold(case.pk, reason=HoldReason.COURT, text="Saken er varslet.", **by(rektor(case)))


def test_when_the_last_is_lifted_the_case_may_go(case, hold):
    other = place_hold(case.pk, reason=HoldReason.COMPLAINT, text="Klage.", **by(officer_of(case)))
    lift_hold(case.pk, hold=hold.pk, text="Forlik.", **by(rektor(case)))
    with refused("on_hold"):
        dispose_case(case.pk, **by(officer_of(case), OVER))
    lift_hold(case.pk, hold=other.pk, text="Avgjort.", **by(officer_of(case)))
    dispose_case(case.pk, **by(officer_of(case), OVER))


def test_it_is_lifted_once_and_with_a_reason(case, hold):
    with refused("text_missing"):
        lift_hold(case.pk, hold=hold.pk, text="", **by(rektor(case)))
    lift_hold(case.pk, hold=hold.pk, text="Forlik.", **by(rektor(case)))
    with not_visible():
        lift_hold(case.pk, hold=hold.pk, text="Igjen.", **by(rektor(case)))


def test_the_lead_places_and_does_not_lift():
    case = world.received()
    lead = CaseAccess.objects.get(case=case, part=CaseAccess.LEAD).person
    world.declared(case, lead)
    a_leaving_case(case)
    hold = place_hold(case.pk, reason=HoldReason.COURT, text="Saken er varslet.", **by(lead))
    with refused("wrong_part"):
        lift_hold(case.pk, hold=hold.pk, text="Nei.", **by(lead))


def test_a_hold_of_another_case_is_none_here(case, hold):
    other = another_case(case)
    with not_visible():
        lift_hold(other.pk, hold=hold.pk, text="Nei.", **by(rektor(case)))
    assert not LegalHoldEnd.objects.exists()


def test_it_is_lifted_from_its_page(case, hold, client, monkeypatch):
    world.it_is(monkeypatch, OVER)
    world.signed_in(client, officer_of(case))
    address = f"/saker/{case.number}/bevaring/{hold.pk}/"
    assert "Saken er varslet." in client.get(address).content.decode()
    assert client.post(address, {"form_key": str(uuid4()), "text": "Forlik."}).status_code == 302
    assert client.get(address).status_code == 404
