"""Work notes that nobody can read any more do not live on: two weeks after the last who assisted, time erases them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.assistance.actions import assign_assistants, erase_work_notes
from innsats.cases.models import CaseAccess, WorkNote
from innsats.journal.models import Event
from innsats.notices.ticking import tick
from innsats.rules.calendar import start_of_day
from innsats.teams.actions import end_team_agreement
from innsats.teams.models import Membership, TeamAgreement
from tests import world
from tests.assistance.helping import a_neighbours_team, asked_for_help, helped, jotted
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(case, begun):
    return jotted(case)


@pytest.fixture
def over(note):
    """When the last of those who assist does not any more."""
    return CaseAccess.objects.filter(part=CaseAccess.ASSISTANT).latest("ends_at").ends_at


def test_t106_they_are_kept_two_weeks_for_who_comes_back_and_no_longer(case, note, over):
    tick(over + timedelta(days=13, hours=23))
    assert WorkNote.objects.exists()
    tick(over + timedelta(days=14))
    assert not WorkNote.objects.exists()
    event = Event.objects.get(act="erase_work_notes")
    assert (event.actor_kind, event.facts["erased"]) == ("clock", [str(note.pk)])


def test_it_is_done_once(note, over):
    for _ in range(2):
        tick(over + timedelta(days=14))
    assert Event.objects.filter(act="erase_work_notes").count() == 1


def test_an_assistance_that_is_extended_keeps_its_notes(case, team, leader, note, over):
    at = over + timedelta(days=3)
    seats = Membership.objects.filter(team=team, place="core")
    assign_assistants(
        case.pk, members=[one.uuid for one in seats], until=at.date() + timedelta(days=30), by=leader["by"], at=at
    )
    tick(over + timedelta(days=15))
    assert WorkNote.objects.exists()


def test_when_the_agreement_with_a_neighbour_has_ended_they_are_erased_at_once():
    case = world.received()
    team = a_neighbours_team(case.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    asked_for_help(case, team)
    helped(case, team)
    jotted(case)
    agreement, last = TeamAgreement.objects.get(), world.AT.date()
    officer = {"by": world.actor(world.officer_of(case.school_owner)), "at": world.AT}
    end_team_agreement(agreement.uuid, ends_on=last, **officer)
    tick(world.AT)
    assert WorkNote.objects.exists()
    tick(start_of_day(last + timedelta(days=1)))
    assert not WorkNote.objects.exists()


def test_nobody_but_the_clock_does_it(case, note, leader):
    with refused("wrong_part"):
        erase_work_notes(case.pk, **leader)
