"""Gjøremål on I dag: to whoever has one, and to those who wait for what was not done in time."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from innsats.cases import actions
from innsats.cases.models import CaseAccess, Errand
from innsats.desk.queries.errands import errand_rows
from innsats.desk.queries.lying import lying_for
from innsats.desk.queries.today import today_of
from innsats.journal.actors import OPERATOR
from innsats.people.actions.persons import end_appointment
from innsats.people.models import Appointment, Person
from innsats.people.viewers import viewer_of
from tests import world
from tests.cases.errands import DUE, WHAT, a_helper, by, given
from tests.cases.linked import by_rektor
from tests.desk.plans import asked, whole_tables_read
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def case():
    case = world.received(world.a_case(world.a_school()))
    world.declared(case, lead_of(case))
    return case


@pytest.fixture
def helper(case):
    return a_helper(case)


def lead_of(case) -> Person:
    return CaseAccess.objects.get(case=case, part="lead", ends_at=None).person


def asked_of(person, at):
    return errand_rows(lying_for(viewer_of(world.actor(person), at)).asked, at)


def late(person, at=DUE) -> list[str]:
    return [one.word for one in today_of(viewer_of(world.actor(person), at)).late]


def test_what_waits_stands_first_due_first_with_how_long_is_left(case, helper):
    given(case, helper, ends_at=DUE + timedelta(days=4))
    given(case, helper)
    rows = asked_of(helper, world.AT)
    assert [(row.status, row.left) for row in rows] == [("soon", "i dag kl. 12.00"), ("open", "4 dager igjen")]
    over = asked_of(helper, DUE + timedelta(days=1))
    assert (over[0].status, over[0].left) == ("overdue", "1 dag på overtid")


def test_what_was_not_done_in_time_comes_to_whoever_gave_it_and_to_the_lead(case, helper):
    giver = world.in_team(case, a_helper(case, "Per Sand"))
    other = world.in_team(case, a_helper(case, "Tor Vang"))
    given(case, helper, **by(giver))
    assert late(giver, DUE - timedelta(minutes=1)) == []
    said = ["Et gjøremål er ikke gjort i tide"]
    assert late(giver) == late(lead_of(case)) == said and late(other) == late(helper) == []
    actions.finish_errand(Errand.objects.get().pk, **by(helper, DUE))
    assert late(giver) == []


def test_what_nobody_does_any_more_is_told_before_it_is_late(case, helper):
    given(case, helper, ends_at=DUE + timedelta(days=9))
    end_appointment(Appointment.objects.get(person=helper).uuid, by=OPERATOR, at=world.AT, ends_on=world.AT.date())
    assert late(lead_of(case)) == []
    assert late(lead_of(case), world.AT + timedelta(days=1)) == ["Ingen gjør dette gjøremålet nå"]


def test_whoever_gave_it_and_may_no_longer_read_the_case_is_told_nothing(case, helper):
    giver = world.in_team(case, a_helper(case, "Per Sand"))
    given(case, helper, **by(giver))
    actions.release_from_team(case.pk, member=giver.uuid, **by_rektor(case))
    assert late(giver) == [] and late(lead_of(case)) != []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_reads_no_whole_table_and_says_no_word_of_it(case, helper, monkeypatch, count):
    for _ in range(count):
        given(case, helper)
    world.it_is(monkeypatch, DUE)
    counts = {}
    for person, said in ((helper, "har bedt deg gjøre noe"), (world.principal_of(case.school), "ikke gjort i tide")):
        client = world.signed_in(Client(), person)
        client.get("/")
        with asked() as queries:
            shown = unescape(client.get("/").content.decode())
        counts[person.name] = len(queries)
        assert shown.count(said) >= count and WHAT not in shown and whole_tables_read(queries) == []
    assert counts == {"Siv Moen": 13, "Kari Vik": 15}
