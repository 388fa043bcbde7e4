"""The case is the school's, whoever helps: no team owns one, and nobody of a team answers for one by being in it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from innsats.assistance.actions import end_assistance
from innsats.cases.actions import name_lead
from innsats.cases.models import Case, CaseAccess
from tests import world
from tests.assistance.helping import asked_for_help, helped, leader_of
from tests.assistance.waiting import a_team_at
from tests.cases.refusals import refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def case():
    case = world.received(world.a_case())
    team = a_team_at(case.school)
    asked_for_help(case, team)
    helped(case, team)
    return case


@pytest.mark.source("UiS teams")
def test_t57_the_database_lets_no_team_own_a_case(case):
    team = case.assistance_set.get().team
    for column in ("school", "school_owner"):
        with pytest.raises(ValueError, match="must be a"):
            setattr(case, column, team)
        with pytest.raises(IntegrityError, match="never changes school"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**{f"{column}_id": team.pk + 1_000})


@pytest.mark.source("Udir teams")
def test_t57_nobody_of_the_team_answers_for_the_case(case):
    helper = CaseAccess.objects.filter(case=case, part=CaseAccess.ASSISTANT).first().person
    for person in (helper, leader_of(case.assistance_set.get().team)):
        with refused("not_employed_here"):
            name_lead(case.pk, by=world.actor(world.principal_of(case.school)), at=world.AT, lead=person.uuid)


def test_when_the_team_leaves_the_school_still_has_its_case(case):
    team = case.assistance_set.get().team
    end_assistance(case.pk, by=world.actor(leader_of(team)), at=world.AT, done="Samtaler", school_can="Stoppsamtaler")
    kept = Case.objects.get(pk=case.pk)
    assert (kept.school, kept.school_owner, kept.stage) == (case.school, case.school_owner, case.stage)
