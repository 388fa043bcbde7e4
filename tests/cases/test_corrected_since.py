"""What was asked, agreed and signed about the wrong child answers for nothing once the case is about the right one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from innsats.cases.actions import (
    answer_help_question,
    check_in_pupil,
    choose_contact_person,
    correct_pupil,
    cosign_ending,
    start_check_in,
    stop_aftercare,
    tell_owner,
)
from innsats.cases.models import Case
from innsats.cases.queries.following import contact_of, ending_facts
from innsats.cases.queries.followup import contacts_of
from innsats.cases.queries.headrow import case_numbered
from innsats.rules.evaluation import HelpAnswered
from innsats.rules.informing import Informed
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)
AFTER = LATER + timedelta(minutes=1)


@pytest.fixture
def case() -> Case:
    return world.measures_started()


def corrected(case: Case) -> Case:
    right = world.a_pupil(case.school, "Emil Berg", born=date(2014, 9, 9))
    correct_pupil(case.pk, pupil=right.pk, reason="Feil elev.", **by_rektor(case, LATER))
    return Case.objects.get(pk=case.pk)


def test_no_ending_rests_on_what_the_wrong_childs_family_and_the_owner_answered(case: Case) -> None:
    officer = world.an_officer(case.school.school_owner)
    tell_owner(case.subject, to=officer.uuid, **by_rektor(case))
    cosign_ending(case.pk, by=world.actor(officer), at=world.AT, reason="Alt er prøvd.")
    answer_help_question(
        case.pk, answer=HelpAnswered.EXTERNAL_TEAM, reason="Vi trenger råd.", **by_rektor(case)
    )
    stop_aftercare(case.pk, wished_by=Informed.GUARDIAN, **by_rektor(case))
    before = ending_facts(Case.objects.get(pk=case.pk), world.AT)
    assert before.cosigned_by and before.is_team_asked and before.is_stopped_by_family
    now = ending_facts(corrected(case), AFTER)
    assert not now.cosigned_by and not now.is_team_asked and not now.is_stopped_by_family


def test_the_wrong_childs_contact_person_is_nobody_the_right_child_has_chosen(case: Case) -> None:
    adult = world.an_employee(case.school, "Siv Moen")
    choose_contact_person(case.pk, person=adult.uuid, **by_rektor(case))
    assert contact_of(case) is not None
    now = corrected(case)
    assert contact_of(now) is None and not contacts_of(now.pk)
    assert case_numbered(now.number)[0].contact_name is None
    choose_contact_person(case.pk, person=adult.uuid, **by_rektor(case, AFTER))
    assert contact_of(now) is not None


def test_a_turn_given_to_the_wrong_child_is_over(case: Case, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = start_check_in(case.pk, **by_rektor(case, LATER - timedelta(minutes=5)))
    world.it_is(monkeypatch, AFTER)
    page = reverse("child_check_in", args=[turn.key])
    assert b'name="is_safe"' in client.get(page).content
    corrected(case)
    assert b'name="is_safe"' not in client.get(page).content
    with refused("turn_is_over"):
        check_in_pupil(case.pk, turn=turn.pk, is_safe="yes", **by_rektor(case, AFTER))
