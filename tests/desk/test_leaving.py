"""From 1 June rektor is told of open cases whose pupils change school in August: on I dag, and by a notice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from innsats.desk.queries.leaving import cases_leaving
from innsats.journal.actors import OPERATOR
from innsats.notices.models import Mail, Notice
from innsats.notices.ticking import next_moment, tick
from innsats.people.actions.moving import move_pupil
from innsats.people.viewers import viewer_of
from innsats.rules.calendar import OSLO
from tests import world
from tests.world import actor

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 1, 8, 0, tzinfo=OSLO)


@pytest.fixture
def school():
    return world.a_school()


def leaving(person, at=JUNE) -> list[str]:
    return cases_leaving(viewer_of(actor(person), at), limit=5)


def a_leaver(school, **facts):
    return world.received(world.a_case(school, pupil=world.a_pupil(school, grade=10, **facts)))


def test_rektor_sees_each_with_its_next_step(school, monkeypatch):
    case = a_leaver(school)
    world.received(world.a_case(school, pupil=world.a_pupil(school, "Ada Moe", born=date(2015, 1, 1), grade=9)))
    world.it_is(monkeypatch, JUNE)
    shown = unescape(world.signed_in(Client(), world.principal_of(school)).get("/").content.decode())
    assert "Eleven bytter skole i august" in shown and f'href="/saker/{case.number}/avslutning/"' in shown
    assert leaving(world.principal_of(school)) == [case.number]


def test_nobody_else_and_at_no_other_time(school):
    case, rektor = a_leaver(school), world.principal_of(school)
    assert leaving(rektor, JUNE - timedelta(days=1)) == leaving(rektor, datetime(2026, 9, 1, 8, 0, tzinfo=OSLO)) == []
    nabo = world.a_principal(world.a_school("Åsen skole", owner=school.school_owner))
    for person in (case.caseaccess_set.get(part="lead").person, nabo, world.an_officer(school.school_owner)):
        assert leaving(person) == []


def test_it_goes_when_the_case_has_ended_or_the_pupil_has_moved(school):
    rektor = world.principal_of(school)
    world.closed(a_leaver(school))
    moved = a_leaver(school, name="Ada Moe", born=date(2010, 1, 1))
    move_pupil(
        moved.pupil_id, by=OPERATOR, at=JUNE, school=world.a_school("Åsen skole", owner=school.school_owner).uuid
    )
    assert leaving(rektor) == []


def test_a_tick_tells_once_and_the_mail_says_nothing(school):
    case = a_leaver(school)
    rektor = world.principal_of(school)
    tick(JUNE - timedelta(minutes=1))
    assert not Notice.objects.filter(news="changes_school").exists()
    for at in (JUNE, JUNE + timedelta(hours=1), JUNE + timedelta(days=20)):
        tick(at)
    told = Notice.objects.filter(news="changes_school")
    assert {(one.person, one.channels, one.case) for one in told} == {(rektor, ("desk", "mail"), case)}
    assert Mail.objects.filter(person=rektor).exists()


def test_a_story_passes_the_first_of_june():
    assert next_moment(JUNE - timedelta(days=400), JUNE) == datetime(2025, 6, 1, 8, 0, tzinfo=OSLO)
    assert next_moment(JUNE - timedelta(days=3), JUNE) == JUNE
    assert next_moment(JUNE, JUNE + timedelta(days=1)) is None
