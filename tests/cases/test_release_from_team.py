"""A colleague leaves the work: access ends, and what was written stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import note_inquiry, release_from_team
from innsats.cases.models import Case, Note
from innsats.cases.queries.access import visible
from innsats.journal.models import Event
from innsats.people.models import Appointment
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=1)


@pytest.fixture
def case():
    return world.received()


def release(case, member, by=None, **more):
    by = by or world.principal_of(case.school)
    return release_from_team(case.uuid, by=world.actor(by), at=LATER, member=member.uuid, **more)


def test_access_ends_at_once_and_what_was_written_stays(case):
    member = world.in_team(case)
    note_inquiry(
        case.uuid, by=world.actor(member), at=world.AT, text="Jeg så det.", method="talk", perspective="staff",
        question="facts",
    )  # fmt: skip
    assert release(case, member).ends_at == LATER
    assert not visible(Act.SEE_CASE, viewer_of(world.actor(member), LATER), Case).exists()
    assert Note.objects.get(case=case).by == member
    with not_visible():
        release(case, member, by=member)


def test_the_lead_is_not_released_only_followed_by_another(case):
    lead = case.caseaccess_set.get().person
    with refused("not_in_team"):
        release(case, lead)


def test_somebody_who_is_not_in_the_team_cannot_leave_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with refused("not_in_team"):
        release(case, stranger)


def test_a_member_releases_nobody(case):
    member = world.in_team(case)
    with refused("wrong_part"):
        release(case, member, by=member)


def test_the_same_form_twice_releases_once(case):
    member = world.in_team(case)
    first, second = (release(case, member, form_key="k") for _ in range(2))
    assert first == second and Event.objects.filter(act="release_from_team").count() == 1


def test_who_began_before_the_right_was_taken_away_and_came_after_it_does_nothing_any_more(case):
    """A form that waited in line: the page was asked for before, and the case is locked after."""
    member, rektor = world.in_team(case), world.principal_of(case.school)
    release(case, member)
    written = {"text": "Sett", "question": "facts", "method": "observation", "perspective": "staff"}
    with not_visible():
        note_inquiry(case.uuid, by=world.actor(member), at=LATER - timedelta(seconds=1), **written)
    assert not Note.objects.filter(case=case).exists()
    note_inquiry(case.uuid, by=world.actor(rektor), at=LATER - timedelta(seconds=1), **written)


def test_nobody_is_judged_as_of_a_day_that_has_not_come_where_a_clock_was_ahead(case):
    """An appointment that ends next week is good today, whatever somebody wrote while the clock was a year ahead."""
    member, rektor = world.in_team(case), world.principal_of(case.school)
    written = {"text": "Sett", "question": "facts", "method": "observation", "perspective": "staff"}
    note_inquiry(case.uuid, by=world.actor(rektor), at=LATER + timedelta(days=365), **written)
    Appointment.objects.filter(person=member).update(ends_on=(LATER + timedelta(days=7)).date())
    note_inquiry(case.uuid, by=world.actor(member), at=LATER, **written)
    assert Note.objects.filter(case=case).count() == 2
