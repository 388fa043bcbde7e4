"""The report to the child welfare service is sent by the one who knows; nobody can do it in that one's place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import (
    leave_cause_unsent,
    note_child_welfare_feedback,
    send_child_welfare_report,
    share_cause,
)
from innsats.cases.queries.causes import clocks_of, seen_cause, waiting_for
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Status
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.causes import a_cause
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def lise(school):
    return world.an_employee(school)


@pytest.fixture
def cause(school, lise):
    return a_cause(lise, school)


def send(cause, by, at=world.AT, **fields):
    given = {"service": "Fjordvik barnevern"} | fields
    return send_child_welfare_report(cause.pk, by=world.actor(by), at=at, **given)


def statuses(cause, by, at=world.AT):
    row, _ = seen_cause(viewer_of(world.actor(by), at), cause.pk)
    return {clock.code: clock.status_at(at) for clock in clocks_of(row)}


@pytest.mark.source("oppl § 24-3")
def test_when_it_is_sent_the_clock_is_met_and_the_feedbacks_begins(cause, lise):
    sent = send(cause, lise)
    assert open_one(sent.service, sent.pk) == "Fjordvik barnevern"
    assert statuses(cause, lise) == {"child_welfare_report": Status.MET, "child_welfare_feedback": Status.OPEN}
    with refused("report_is_sent"):
        send(cause, lise)


@pytest.mark.source("oppl § 24-3")
def test_T92_it_cannot_be_given_to_somebody_else(cause, lise, school):
    rektor = world.a_principal(school)
    with not_visible():
        send(cause, rektor)
    share_cause(cause.pk, by=world.actor(lise), at=world.AT, reader=rektor.uuid, need="Må vite det.")
    with refused("personal_duty"):
        send(cause, rektor)
    with refused("personal_duty"):
        leave_cause_unsent(cause.pk, by=world.actor(rektor), at=world.AT, reason="Vi ser det an.")
    assert waiting_for(viewer_of(world.actor(rektor), world.AT)) == []
    ((mine, _clock),) = waiting_for(viewer_of(world.actor(lise), world.AT))
    assert mine.pk == cause.pk


def test_a_day_before_it_was_seen_and_no_service_are_refused_together(cause, lise):
    with refused("text_missing", "before_the_case"):
        send(cause, lise, service=" ", sent_on=world.AT.date() - timedelta(days=1))


@pytest.mark.source("bvl § 13-3")
def test_the_feedback_meets_its_clock_and_is_noted_by_the_one_who_sent(cause, lise):
    send(cause, lise)
    note_child_welfare_feedback(cause.pk, by=world.actor(lise), at=world.AT + timedelta(days=9), reply="opened")
    later = world.AT + timedelta(days=30)
    assert statuses(cause, lise, later)["child_welfare_feedback"] is Status.MET
    assert waiting_for(viewer_of(world.actor(lise), later)) == []
