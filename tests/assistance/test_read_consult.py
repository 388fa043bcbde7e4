"""A question without names is read by whoever asked and whoever leads the team, and a look of it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from innsats.assistance.queries import consultpages
from innsats.assistance.queries.consultpages import consult_page
from innsats.journal.models import Look
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.assistance.consulting import QUESTION, consulted, replied
from tests.assistance.helping import a_ready_team, leader_of
from tests.assistance.waiting import a_deputy, a_team_at
from tests.cases.refusals import not_visible
from tests.desk.plans import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def team(school):
    return a_team_at(school)


def seen_by(person, consult):
    return consult_page(Act.READ_CONSULT, viewer_of(world.actor(person), world.AT), consult.pk)


def test_the_asker_the_leader_and_the_deputy_read_it(school, team):
    asker = world.an_employee(school, "Per Sand")
    row = consulted(team, school, asker)
    replied(row)
    for person in (asker, leader_of(team), a_deputy(team)):
        page = seen_by(person, row)
        assert (page.text, page.answer, page.may_answer) == (QUESTION, "Snakk med alle.", False)
    assert Look.objects.filter(act=Act.READ_CONSULT, stream=row.subject.stream).count() == 3


def test_nobody_else_does_also_who_looks_after_the_team(school, team):
    row = consulted(team, school, world.an_employee(school, "Per Sand"))
    other = a_ready_team(team.school_owner, "Ane Bø", "Ida Ås", name="Det andre teamet")
    pia = team.membership_set.get(person__name="Pia Tangen").person
    officer, head = world.officer_of(team.school_owner), world.a_head(team.school_owner)
    rektor, colleague = world.principal_of(school), world.an_employee(school, "Ed By")
    for person in (pia, officer, head, rektor, colleague, leader_of(other)):
        with not_visible():
            seen_by(person, row)


def test_a_leader_without_training_does_not(school, team):
    row = consulted(team, school)
    seat = world.a_member(team, name="Una Ny", place="deputy")
    with not_visible():
        seen_by(seat.person, row)


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_the_same_queries_however_many_they_are(client, school, team, count, monkeypatch):
    world.it_is(monkeypatch)
    for _ in range(count):
        consulted(team, school)
    led, own = (leader_of(team), "Til teamet du leder", 9), (world.principal_of(school), "Det du har spurt", 11)
    for person, heading, queries_count in (led, own):
        signed_in = world.signed_in(client, person)
        signed_in.get(reverse("consults"))
        with asked() as queries:
            page = signed_in.get(reverse("consults")).content.decode()
        assert heading in page and page.count("Venter på svar") == count
        assert len(queries) == queries_count


def test_those_that_wait_come_first_and_the_answered_some_at_a_time(school, team, monkeypatch):
    monkeypatch.setattr(consultpages, "PAGE_COUNT", 2)
    waits = consulted(team, school)
    for minute in (1, 2, 3):
        at = world.AT + timedelta(minutes=minute)
        replied(consulted(team, school, at=at), at=at)
    viewer = viewer_of(world.actor(leader_of(team)), world.AT + timedelta(minutes=4))
    first, second = (consultpages.consults_page(viewer, page) for page in (1, 2))
    assert [one.status for one in first.led] == ["Venter på svar", "Besvart", "Besvart"]
    assert first.led[0].address == reverse("read_consult", args=[waits.pk]) and (first.older, first.newer) == (2, 0)
    assert len(second.led) == 1 and (second.older, second.newer) == (0, 1)
