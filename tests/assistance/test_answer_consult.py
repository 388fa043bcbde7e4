"""Whoever leads the team answers a question without names, once, and whoever asked is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from innsats.assistance.actions import answer_consult
from innsats.assistance.queries.consultpages import consult_page
from innsats.cases.models import ConsultAnswer
from innsats.desk.queries.today import today_of
from innsats.notices.models import Notice
from innsats.notices.ticking import pass_time, tick
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.assistance.consulting import consulted, replied
from tests.assistance.helping import leader_of
from tests.assistance.waiting import a_deputy, a_team_at, by
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    world.a_pupil(school, "Noah Lien")
    return school


@pytest.fixture
def team(school):
    return a_team_at(school)


def today(person, days=0):
    return today_of(viewer_of(world.actor(person), world.AT + timedelta(days=days)))


def test_the_leader_or_the_deputy_answers_once(school, team):
    row = consulted(team, school)
    answer_consult(row.pk, text="Snakk med alle.", **by(a_deputy(team)))
    with refused("consult_answered"):
        replied(row)
    assert ConsultAnswer.objects.count() == 1


def test_t89_an_answer_with_the_name_of_a_pupil_is_refused(school, team):
    row = consulted(team, school)
    with refused("text_names_pupil"):
        replied(row, text="Snakk med Noah først.")


def test_nobody_else_answers(school, team):
    row = consulted(team, school)
    with refused("wrong_part"):
        replied(row, world.principal_of(school))
    pia = team.membership_set.get(person__name="Pia Tangen").person
    for person in (pia, world.officer_of(school.school_owner), world.an_employee(school, "Per Sand")):
        with not_visible():
            replied(row, person)


def test_it_stands_on_i_dag_until_it_is_answered_and_then_the_asker_sees_the_answer(school, team):
    leader, asker = leader_of(team), world.principal_of(school)
    row = consulted(team, school)
    tick(world.AT)
    address = reverse("read_consult", args=[row.pk])
    assert [line.address for line in today(leader).asked] == [address]
    assert address not in [one.address for one in today(leader).news]  # once is enough
    replied(row)
    tick(world.AT)
    assert not today(leader).asked and not [one for one in today(leader).news if one.address == address]
    assert [one.word for one in today(asker).news if one.address == address] == ["Teamet har svart på spørsmålet ditt"]


def test_after_two_working_days_it_has_waited_long(school, team):
    consulted(team, school)
    leader = leader_of(team)
    said = [today(leader, days).asked[0].status for days in (0, 2, 3)]
    assert said == ["Venter på svar", "Venter på svar", "Har ventet lenge på svar"]


def test_who_leads_is_told_and_who_asked_is_told_of_the_answer_and_nobody_else(school, team):
    deputy, asker = a_deputy(team), world.an_employee(school, "Per Sand")
    row = consulted(team, school, asker)
    tick(world.AT)
    told = Notice.objects.filter(consult=row)
    assert {one.person for one in told} == {leader_of(team), deputy}
    replied(row)
    tick(world.AT)
    assert [one.person for one in told.filter(news="consult_answered")] == [asker]


def test_the_mail_says_nothing_of_it_and_is_not_sent_when_it_has_been_read(school, team):
    row, later = consulted(team, school), world.AT + timedelta(hours=1)
    pass_time(world.AT)
    tick(later)
    assert [one.to for one in mail.outbox] == [[leader_of(team).account.email]]
    assert not {"skole", "spørsmål", "elev"} & set(mail.outbox[0].body.lower().split())
    replied(row, at=later)
    pass_time(later)
    consult_page(Act.READ_CONSULT, viewer_of(world.actor(world.principal_of(school)), later), row.pk)
    tick(later + timedelta(hours=1))
    assert len(mail.outbox) == 1
