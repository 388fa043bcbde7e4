"""A person at the school confirms who holds the code: from the register, with how and when, and it ends by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from innsats.cases.actions import confirm_holder
from innsats.cases.models import HolderConfirmation
from innsats.cases.queries.confirming import confirmed_holder
from innsats.people.models import Guardian
from innsats.rules.dialogue import KnownBy
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def now(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def pupil():
    return world.a_pupil(world.a_school(), guardians=["Mona Lien"])


@pytest.fixture
def report(pupil):
    return world.declared(world.read(world.a_report(pupil.school)), parties=[pupil])


def mother_of(pupil):
    return Guardian.objects.get(pupil=pupil)


def confirm(report, pupil, guardian=None, by=None, **more):
    given = {"how": KnownBy.CALLED_BACK, "at": world.AT} | more
    who = world.actor(by or world.principal_of(report.school))
    return confirm_holder(report.pk, by=who, pupil=pupil.pk, guardian=guardian.pk if guardian else None, **given)


def address(report):
    return f"/meldinger/{report.number}/bekreftelse/"


def test_a_guardian_with_responsibility_is_confirmed_by_a_person_with_how_and_when(report, pupil):
    mother = mother_of(pupil)
    kept = confirm(report, pupil, mother, text="Hun nevnte bussen.")
    assert (kept.by, kept.how, kept.confirmed_on) == (world.principal_of(report.school), "called_back", world.AT.date())
    held = confirmed_holder(report, world.AT)
    assert held and (held.pupil, held.guardian) == (pupil.pk, mother.pk)
    said = text_of(world.signed_in(Client(), kept.by).get(f"/meldinger/{report.number}/svar/"))
    assert "Mona Lien, foresatt til Noah Lien" in said and "Hun nevnte bussen." in said
    assert "Du vet ikke sikkert hvem som har koden." not in said


def test_the_pupil_is_confirmed_from_the_page(report, pupil):
    client = world.signed_in(Client(), world.principal_of(report.school))
    typed = {"form_key": "k", "who": f"{pupil.pk}:", "how": "met", "confirmed_on": world.AT.date().isoformat()}
    assert client.post(address(report), typed).status_code == 302
    held = confirmed_holder(report, world.AT)
    assert held and (held.pupil, held.guardian) == (pupil.pk, None)


@pytest.mark.source("fvl67 § 13")
@pytest.mark.parametrize("known", [None, False])
def test_a_guardian_without_known_responsibility_is_not(report, pupil, known):
    Guardian.objects.update(has_responsibility=known)
    with refused("no_responsibility"):
        confirm(report, pupil, mother_of(pupil))
    said = text_of(world.signed_in(Client(), world.principal_of(report.school)).get(address(report)))
    assert "Disse kan ikke bekreftes Mona Lien, foresatt til Noah Lien" in said


@pytest.mark.source("fvl67 § 13")
def test_it_holds_no_more_when_responsibility_is_lost(report, pupil):
    confirm(report, pupil, mother_of(pupil))
    Guardian.objects.update(has_responsibility=False)
    assert confirmed_holder(report, world.AT) is None


def test_a_guardian_holds_it_until_midnight_before_the_pupil_is_eighteen():
    pupil = world.a_pupil(world.a_school(), born=date(2008, 3, 25), guardians=["Mona Lien"])
    report = world.declared(world.read(world.a_report(pupil.school)), parties=[pupil])
    confirm(report, pupil, mother_of(pupil))
    midnight = world.AT.replace(hour=0, minute=0) + timedelta(days=2)
    assert confirmed_holder(report, midnight - timedelta(seconds=1))
    assert confirmed_holder(report, midnight) is None
    with refused("confirmed_already", "holder_of_age"):
        confirm(report, pupil, mother_of(pupil), at=midnight)


def test_nobody_who_is_not_in_the_register_with_a_pupil_of_the_report(report, pupil):
    other = world.a_pupil(report.school, "Emma Dahl", guardians=["Rita Dahl"])
    for child, guardian in ((other, None), (other, mother_of(other)), (pupil, mother_of(other))):
        with refused("unknown_holder"):
            confirm(report, child, guardian)
    assert not HolderConfirmation.objects.exists()


def test_one_at_a_time_and_on_a_day_that_can_be(report, pupil):
    with refused("in_the_future"):
        confirm(report, pupil, confirmed_on=world.AT.date() + timedelta(days=1))
    confirm(report, pupil)
    with refused("confirmed_already"):
        confirm(report, pupil, mother_of(pupil))


def test_a_colleague_who_reported_signed_in_holds_no_code():
    pupil = world.a_pupil(world.a_school())
    report = world.a_report(pupil.school, by=world.an_employee(pupil.school))
    world.declared(world.read(report), parties=[pupil])
    with refused("holder_signed_in"):
        confirm(report, pupil)


def test_rektor_declares_first_and_nobody_else_may(pupil):
    report = world.read(world.a_report(pupil.school))
    with refused("undeclared"):
        confirm(report, pupil)
    other = world.an_employee(pupil.school)
    with not_visible():
        confirm(report, pupil, by=other)


def test_a_second_click_confirms_once(report, pupil):
    for _ in range(2):
        confirm(report, pupil, form_key="k")
    assert HolderConfirmation.objects.count() == 1
