"""Of a report about more children, somebody who knows says whose family it was that asked the team."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import confirm_family_request, take_family_request
from innsats.cases.actions import open_case
from innsats.cases.models import Assistance
from innsats.people.models import Person
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, leader_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def two():
    """A case about each of two children of one report, by which a family asked a team."""
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    team = a_ready_team(school.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    report = take_family_request(
        team.uuid, by=world.actor(leader_of(team)), at=world.AT, school=school.uuid, told_by="Hege", text="Begge to.",
        asks="Hjelp.", reasons=["not_heard"], consents=True,
    )  # fmt: skip
    pupils = [world.a_pupil(school, name) for name in ("Noah Li", "Eirik Moen")]
    world.declared(world.read(report), parties=pupils)
    return team, report.familyrequest, [
        open_case([report.pk], by=world.actor(world.principal_of(school)), at=world.AT, pupil=one.uuid)
        for one in pupils
    ]  # fmt: skip


def by_rektor(case):
    return {"by": world.actor(world.principal_of(case.school)), "at": world.AT}


def test_the_team_is_asked_where_it_is_said(two):
    team, request, (_, case) = two
    made = confirm_family_request(case.pk, report=request.report_id, **by_rektor(case))
    assert (made.case, made.team, made.family_request, made.is_open) == (case, team, request, True)


def test_it_is_said_once(two):
    _, request, cases = two
    confirm_family_request(cases[0].pk, report=request.report_id, **by_rektor(cases[0]))
    for case in cases:
        with not_visible():
            confirm_family_request(case.pk, report=request.report_id, **by_rektor(case))
    assert Assistance.objects.count() == 1


def test_not_while_a_team_is_asked_here(two):
    team, request, (case, _) = two
    asked_for_help(case, team)
    with refused("assistance_open"):
        confirm_family_request(case.pk, report=request.report_id, **by_rektor(case))


def test_the_team_does_not_say_it_itself(two):
    _, request, (case, _) = two
    with not_visible():
        confirm_family_request(
            case.pk, report=request.report_id, by=world.actor(Person.objects.get(name="Lea Strand")), at=world.AT
        )
