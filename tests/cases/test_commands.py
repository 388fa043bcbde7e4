"""What an operator does with all cases at once from a shell."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import admit_to_team, report_concern
from innsats.cases.commands import doctor
from innsats.journal.actors import ANONYMOUS
from innsats.people.models import Appointment
from innsats.rules.impartiality import Relation
from innsats.rules.reports import Arena
from innsats.rules.roles import Role
from tests.world import (
    AT,
    a_case,
    a_head,
    a_principal,
    a_pupil,
    a_report,
    a_school,
    actor,
    an_employee,
    an_officer,
    appointed,
    declared,
    it_is,
    principal_of,
    received,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    it_is(monkeypatch, AT)


def test_the_doctor_finds_nothing_where_everybody_is_in_place(capsys):
    a_report()
    assert doctor([]) == 0
    assert capsys.readouterr().out == "Every report and every case has somebody who can read it.\n"


def test_a_report_that_nobody_can_read_stands_red_and_says_nothing_of_its_text(capsys):
    report = report_concern(a_school().uuid, by=ANONYMOUS, at=AT, text="Hemmelig", arena=Arena.SCHOOL)
    assert doctor([]) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"red: report {report.number} at Solbakken skole")
    assert "Hemmelig" not in said


def test_a_case_whose_seat_is_empty_or_taken_by_somebody_inhabil_stands_red_until_somebody_able_sits_there(capsys):
    school = a_school()
    father = an_employee(school, "Per Lien")
    case = received(a_case(school, pupil=a_pupil(school, guardians=[father])))
    assert doctor([]) == 0
    left = Appointment.objects.filter(school=school, role=Role.PRINCIPAL)
    left.update(ends_on=AT.date() - timedelta(days=1))
    nobodys = f"red: case {case.number} at Solbakken skole has nobody who may hold rektor's part\n"
    assert doctor([]) == 1 and nobodys in capsys.readouterr().out
    appointed(father, Role.PRINCIPAL, school)
    assert doctor([]) == 1 and capsys.readouterr().out == nobodys
    a_principal(school, "Eva Moe")
    assert doctor([]) == 0


def test_a_school_with_staff_and_no_rektor_is_named(capsys):
    an_employee(a_school("Havnes skole"))
    a_principal(a_school("Lia skole"))
    assert doctor([]) == 1
    assert capsys.readouterr().out == "amber: Havnes skole has staff and no rektor; its reports go to the owner\n"


def test_an_owner_whose_officer_is_in_doubt_without_anybody_above_is_named(capsys):
    case = received()
    officer = an_officer(case.school_owner)
    admit_to_team(case.uuid, by=actor(principal_of(case.school)), at=AT, member=officer.uuid)
    declared(case, officer, ties={case.pupil: Relation.COUSIN})
    assert doctor([]) == 1
    said = capsys.readouterr().out
    assert said == "amber: Fjordvik kommune has nobody above its officers to decide on one's habilitet\n"
    a_head(case.school_owner)
    assert doctor([]) == 0
