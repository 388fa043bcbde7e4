"""The first talk with a family that wishes to wait has been held: the school is what is left to contact."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.assistance.actions import note_family_talk
from innsats.assistance.queries.waitpages import wait_lines, wait_page
from innsats.desk.queries.today import today_of
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.assistance.helping import leader_of
from tests.assistance.waiting import a_team_at, by, held
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def lea(school):
    return leader_of(a_team_at(school))


@pytest.fixture
def wait(school, lea):
    return held(lea.membership_set.get().team, school)


@pytest.mark.source("Udir teams")
def test_t54_when_the_first_talk_is_held_and_the_school_is_not_told_contacting_it_stands_first(school, lea, wait):
    sooner = held(wait.team, school, until=world.AT.date() + timedelta(days=1))
    viewer = viewer_of(world.actor(lea), world.AT)
    assert [line.address.split("/")[-2] for line in wait_lines(viewer)] == [str(sooner.pk), str(wait.pk)]
    note_family_talk(wait.pk, **by(lea))
    first, second = today_of(viewer).families
    assert (first.what, first.address.split("/")[-2]) == ("Kontakt skolen når familien sier ja", "si-fra")
    assert str(wait.pk) in first.address and str(sooner.pk) in second.address
    page = wait_page(viewer, wait.pk)
    assert page.has_talked and Act.PASS_FAMILY_REQUEST in page.acts[0][1].replace("si-fra", Act.PASS_FAMILY_REQUEST)


def test_it_is_held_once_and_not_ahead(lea, wait):
    with refused("in_the_future"):
        note_family_talk(wait.pk, **by(lea), held_on=world.AT.date() + timedelta(days=1))
    assert note_family_talk(wait.pk, **by(lea)).held_on == world.AT.date()
    with refused("talk_noted"):
        note_family_talk(wait.pk, **by(lea))


def test_whoever_only_helps_does_not_note_it(lea, wait):
    for name in ("Pia Tangen", "Kari Vik"):
        with not_visible():
            note_family_talk(wait.pk, **by(Person.objects.get(name=name)))
