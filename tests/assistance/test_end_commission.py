"""The school takes a commission back: nothing more is written, and what was written stands."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import end_assistance, end_commission, give_commission
from innsats.assistance.queries.commissions import commissions_in
from innsats.cases.actions import note_inquiry
from innsats.cases.models import CommissionEnd, Note
from tests import world
from tests.assistance.helping import asked_for_help, commissioned, helped, leader_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
NOTE = {"text": "To av dem ler.", "method": "observation", "perspective": "peers", "question": "facts"}


@pytest.fixture
def rektor(case):
    return {"by": world.actor(world.principal_of(case.school)), "at": world.AT}


@pytest.fixture
def given(case, begun):
    return commissioned(case)


def test_nothing_more_is_written_and_what_was_written_stands(case, given, rektor):
    by = {"by": world.actor(given.person), "at": world.AT}
    note_inquiry(case.pk, **NOTE, **by)
    end_commission(case.pk, commission=given.pk, **rektor)
    with refused("wrong_part"):
        note_inquiry(case.pk, **NOTE, **by)
    assert Note.objects.count() == 1


def test_it_is_taken_back_once_and_can_be_given_anew(case, given, rektor):
    end_commission(case.pk, commission=given.pk, **rektor)
    with not_visible():
        end_commission(case.pk, commission=given.pk, **rektor)
    assert CommissionEnd.objects.count() == 1
    assert give_commission(case.pk, member=given.person.uuid, text="Igjen", **rektor).pk != given.pk


def test_who_assists_does_not_take_it_back(case, given):
    with refused("wrong_part"):
        end_commission(case.pk, commission=given.pk, by=world.actor(given.person), at=world.AT)


def test_help_that_comes_anew_wakes_no_old_commission(case, team, given, rektor):
    leader = {"by": world.actor(leader_of(team)), "at": world.AT}
    end_assistance(case.pk, done="Samtaler", school_can="Stoppsamtaler", **leader)
    asked_for_help(case, team)
    helped(case, team)
    assert [one.assists for one in commissions_in(case.pk, world.AT)] == [False]
    with refused("wrong_part"):
        note_inquiry(case.pk, **NOTE, by=world.actor(given.person), at=world.AT)
