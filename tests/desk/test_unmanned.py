"""A colleague leaves, and no open work is left lying: it stands on I dag with whoever is to name somebody else."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from innsats.cases.actions import name_lead
from innsats.desk.queries.lying import lying_for
from innsats.journal.actors import OPERATOR
from innsats.people.actions.persons import appoint, end_appointment
from innsats.people.models import Appointment
from innsats.people.viewers import viewer_of
from innsats.rules.impartiality import Relation
from innsats.rules.roles import Role
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
NEXT_DAY = AT + timedelta(days=1)


@pytest.fixture
def school():
    return world.a_school()


def unmanned(person, at=NEXT_DAY) -> list[tuple[str, bool]]:
    return list(lying_for(viewer_of(actor(person), at)).unmanned)


def leaves(person, *, by=OPERATOR) -> None:
    end_appointment(Appointment.objects.get(person=person).uuid, by=by, at=AT, ends_on=AT.date())


def lead_of(case):
    return case.caseaccess_set.get(part="lead", ends_at=None).person


def test_a_lead_who_leaves_is_replaced_by_rektor(school, monkeypatch):
    case = world.received(world.a_case(school))
    rektor, lead, other = world.principal_of(school), lead_of(case), world.an_employee(school, "Ida Moe")
    assert unmanned(rektor) == []
    leaves(lead, by=actor(rektor))
    assert unmanned(rektor, AT) == [] and unmanned(rektor) == [(case.number, True)]
    world.it_is(monkeypatch, NEXT_DAY)
    shown = unescape(world.signed_in(Client(), rektor).get("/").content.decode())
    assert "Velg ny saksansvarlig" in shown and f'href="/saker/{case.number}/ansvarlig/"' in shown
    name_lead(case.pk, by=actor(rektor), at=NEXT_DAY, lead=other.uuid)
    assert unmanned(rektor) == []


def test_a_measure_is_given_to_somebody_who_is_there(school):
    doer = world.an_employee(school, "Ida Moe")
    case = world.received(world.a_case(school))
    world.heard(case)
    world.with_draft(case, responsible=doer.uuid)
    case = world.measures_started(case)
    leaves(doer)
    assert unmanned(world.principal_of(school)) == [(case.number, False)]


def test_a_role_that_ends_by_its_date_is_no_different(school):
    case = world.received(world.a_case(school))
    Appointment.objects.filter(person=lead_of(case)).update(ends_on=AT.date())
    assert unmanned(world.principal_of(school)) == [(case.number, True)]


def test_only_whoever_holds_rektors_part_is_told(school):
    case = world.received(world.a_case(school))
    officer, deputy = world.an_officer(school.school_owner), world.a_deputy(school)
    leaves(lead_of(case))
    for person in (officer, deputy, world.an_employee(school, "Ida Moe"), world.a_principal(world.a_school("Lia"))):
        assert unmanned(person) == []
    rektor = world.principal_of(school)
    world.declared(case, rektor, ties={case.pupil: Relation.PARENT})
    assert unmanned(rektor) == [] and unmanned(officer) == [(case.number, True)]


def test_a_new_rektor_has_everything_and_declares_first(school):
    case, report = world.received(world.a_case(school)), world.a_report(school)
    leaves(lead_of(case))
    leaves(world.principal_of(school))
    new = world.a_person("Ny Rektor", unit=school)
    appoint(new.uuid, by=OPERATOR, at=AT, unit=school.uuid, role=Role.PRINCIPAL, starts_on=NEXT_DAY.date())
    assert unmanned(new) == [(case.number, True)]
    shown = unescape(world.signed_in(Client(), new).get("/").content.decode())
    assert f"/meldinger/{report.number}/" in shown and f"/saker/{case.number}/" in shown
