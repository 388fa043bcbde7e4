"""The employer has told an employee that the case is about them: when and by whom, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import note_employee_told
from innsats.cases.models import EmployeeTold
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def case():
    case = world.received()
    return world.declared(case, parties=[world.an_employee(case.school, "Tor Nes")])


@pytest.fixture
def employee(case):
    return case.party_set.get(part="adult").person


def told(case, who, **more):
    given = {"told_by": "Unn Lie, kommunalsjef", "told_on": world.AT.date()}
    return note_employee_told(case.pk, person=who.uuid, **given | by_rektor(case) | more)


def test_it_keeps_when_and_by_whom_and_nothing_of_it_stands_in_the_journal(case, employee):
    one = told(case, employee)
    assert (one.told_on, open_one(one.told_by, one.pk)) == (world.AT.date(), "Unn Lie, kommunalsjef")
    assert "Unn" not in str(Event.objects.get(act="note_employee_told").facts)


def test_it_stands_by_the_employee_on_the_people_of_the_case(case, employee, client, monkeypatch):
    told(case, employee)
    world.it_is(monkeypatch)
    page = world.signed_in(client, world.principal_of(case.school))
    said = page.get(f"/saker/{case.number}/personer/").content.decode()
    assert "Tor Nes" in said and "av Unn Lie, kommunalsjef" in said


def test_it_is_about_an_employee_of_the_case_only(case, employee):
    with not_visible():
        told(case, world.principal_of(case.school))


def test_what_cannot_be_kept_is_refused_with_every_reason(case, employee):
    with refused("text_missing", "in_the_future"):
        told(case, employee, told_by=" ", told_on=world.AT.date() + timedelta(days=1))
    assert not EmployeeTold.objects.exists()


def test_the_employee_meets_nothing_of_it(case, employee):
    with not_visible():
        told(case, employee, by=world.actor(employee))
