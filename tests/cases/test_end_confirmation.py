"""A confirmation ends, with why; what was written while it held stands, and another can be confirmed."""

from __future__ import annotations

import pytest
from django.test import Client

from innsats.cases.actions import confirm_holder, end_confirmation
from innsats.cases.queries.confirming import confirmed_holder
from innsats.rules.dialogue import KnownBy
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
WHY = "Koden er kommet på avveie."


@pytest.fixture
def now(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
@replayed
def confirmed():
    pupil = world.a_pupil(world.a_school())
    report = world.declared(world.read(world.a_report(pupil.school)), parties=[pupil])
    return confirm(report, pupil)


def confirm(report, pupil):
    by = world.actor(world.principal_of(report.school))
    return confirm_holder(report.pk, by=by, at=world.AT, pupil=pupil.pk, how=KnownBy.MET)


def end(confirmed, by=None, reason=WHY, **more):
    who = world.actor(by or confirmed.by)
    return end_confirmation(confirmed.report_id, by=who, at=world.AT, confirmation=confirmed.pk, reason=reason, **more)


def test_it_holds_no_more_and_another_can_be_confirmed(confirmed):
    end(confirmed)
    assert confirmed_holder(confirmed.report, world.AT) is None
    assert confirm(confirmed.report, confirmed.pupil).pk != confirmed.pk


def test_it_is_ended_once_and_with_a_reason(confirmed):
    with refused("text_missing"):
        end(confirmed, reason="")
    end(confirmed)
    with refused("confirmation_ended"):
        end(confirmed)


def test_a_second_click_ends_once(confirmed):
    assert end(confirmed, form_key="k") == end(confirmed, form_key="k")


def test_nobody_else_and_none_of_another_report(confirmed):
    other = world.an_employee(confirmed.report.school)
    with not_visible():
        end(confirmed, by=other)
    pupils = [confirmed.pupil]
    other = world.declared(world.read(world.a_report(confirmed.report.school)), parties=pupils)
    with not_visible():
        end_confirmation(other.pk, by=world.actor(confirmed.by), at=world.AT, confirmation=confirmed.pk, reason=WHY)


def test_the_page_says_why_it_ended(confirmed):
    client, number = world.signed_in(Client(), confirmed.by), confirmed.report.number
    address = f"/meldinger/{number}/bekreftelse/{confirmed.pk}/slutt/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"form_key": "k", "reason": WHY}).status_code == 302
    assert f"Gjelder ikke lenger: {WHY} (Kari Vik" in text_of(client.get(f"/meldinger/{number}/svar/"))
    assert client.get(address).status_code == 404
