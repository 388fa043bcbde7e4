"""A case is kept (`place_hold`) however long ago it was closed, until somebody lifts the hold."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.archive.actions import dispose_case, place_hold
from innsats.cases.models import LegalHold
from innsats.journal.models import Event, Look
from innsats.rules.acts import Act
from innsats.rules.retention import HoldReason
from tests import world
from tests.archive.leaving import ARCHIVED_AT, OVER, a_leaving_case, another_case, by, officer_of, rektor
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
POLICE = {"reason": HoldReason.POLICE, "text": "Politiet har bedt om mappa."}


def test_it_keeps_the_case_for_ever():
    case = a_leaving_case()
    place_hold(case.pk, **POLICE, **by(rektor(case), OVER - timedelta(days=1)))
    with refused("on_hold"):
        dispose_case(case.pk, **by(officer_of(case), OVER + timedelta(days=20_000)))


def test_those_who_lead_it_place_one_also_while_it_is_open():
    case = world.received()
    hold = place_hold(case.pk, **POLICE, **by(rektor(case)))
    assert hold.reason == "police"
    assert Event.objects.get(act=Act.PLACE_HOLD).facts["reason"] == "police"


def test_those_at_the_owner_place_one_on_what_the_archive_has_and_see_no_other_case():
    case = a_leaving_case()
    place_hold(case.pk, **POLICE, **by(officer_of(case)))
    other = another_case(case)
    with not_visible():
        place_hold(other.pk, **POLICE, **by(officer_of(case)))


def test_it_says_why_and_nobody_without_a_part_places_one():
    case = a_leaving_case()
    with refused("text_missing"):
        place_hold(case.pk, reason=HoldReason.OTHER, text="", **by(rektor(case)))
    for stranger in (world.an_employee(case.school), world.an_officer(world.an_owner("Dalvik kommune"))):
        with not_visible():
            place_hold(case.pk, **POLICE, **by(stranger))


def test_the_officer_who_is_too_close_sees_no_such_case():
    case = world.received()
    world.declared(case, parties=[officer_of(case)])
    case = a_leaving_case(case)
    with not_visible():
        place_hold(case.pk, **POLICE, **by(officer_of(case)))


def test_the_page_names_no_child_and_leaves_a_look(client, monkeypatch):
    world.it_is(monkeypatch, ARCHIVED_AT)
    case = a_leaving_case()
    world.signed_in(client, officer_of(case))
    address = f"/saker/{case.number}/bevaring/"
    page = client.get(address).content.decode()
    assert case.number in page and "Noah" not in page
    assert Look.objects.filter(act=Act.SEE_CASE, stream=case.subject.stream).exists()
    typed = {"form_key": str(uuid4()), "reason": "complaint", "text": "Klage til kommunen."}
    assert client.post(address, typed)["Location"] == "/kassering/"
    assert LegalHold.objects.get().reason == "complaint"
    page = client.get(address).content.decode()
    assert "Klage til kommunen." in page and "Det er klaget" in page
