"""A colleague who reported gets a mail that says nothing when the school has written, unless it is read meanwhile."""

from __future__ import annotations

import pytest
from django.core import mail as outbox

from innsats.cases.actions import answer_reporter, write_to_school
from innsats.cases.queries.messages import dialogue_for
from innsats.notices.queries import notices_of
from innsats.notices.ticking import tick
from innsats.people.viewers import viewer_of
from innsats.rules.mailing import GATHERS_FOR
from tests import world
from tests.cases.codes import by_code

pytestmark = pytest.mark.django_db
GATHERED = world.AT + GATHERS_FOR


@pytest.fixture
def lise():
    return world.an_employee(world.a_school())


@pytest.fixture
def report(lise):
    report = world.a_report(lise.appointment_set.get().school, by=lise)
    world.declared(world.read(report), parties=[world.a_pupil(report.school)])
    answer_reporter(report.pk, by=world.actor(world.principal_of(report.school)), at=world.AT, text="Når var det?")
    tick(world.AT)
    return report


def mails_to(person) -> list[str]:
    return [one.body for one in outbox.outbox if one.to == [person.account.email]]


def test_the_mail_says_nothing_and_the_news_stands_once_on_the_desk(report, lise):
    assert notices_of(viewer_of(world.actor(lise), GATHERED), limit=9) == []
    tick(GATHERED)
    [body] = mails_to(lise)
    assert "Noe i Innsats venter på deg" in body and report.number not in body


def test_what_is_read_meanwhile_is_not_written_of(report, lise):
    dialogue_for(viewer_of(world.actor(lise), world.AT), report)
    tick(GATHERED)
    assert mails_to(lise) == []


def test_whoever_holds_a_code_is_written_to_by_nobody_and_those_who_answer_are():
    report = world.a_report()
    write_to_school(report.pk, by=by_code(report), at=world.AT, text="Det skjedde igjen.")
    tick(world.AT)
    tick(GATHERED)
    assert {one.to[0] for one in outbox.outbox} == {world.principal_of(report.school).account.email}
