"""A report that nobody opens goes on to the next one, and the first keeps it too."""

from __future__ import annotations

import pytest

from innsats.cases.actions import escalate_report
from innsats.cases.models import Report
from innsats.cases.queries.access import visible
from innsats.journal.actors import CLOCK, OPERATOR
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.roles import Role
from tests import world
from tests.cases.refusals import refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def report():
    """A report to rektor at a school with a deputy and an officer."""
    school = world.a_school()
    world.a_deputy(school)
    world.an_officer(school.school_owner)
    return world.a_report(school)


def readers(report) -> set[str]:
    """Everybody at work who may read it."""
    people = {held.person for held in report.school_owner.appointment_set.select_related("person")}
    seen = {person: viewer_of(world.actor(person), world.AT) for person in people}
    return {person.name for person in people if visible(Act.READ_REPORT, seen[person], Report).exists()}


@pytest.mark.source("practice")
def test_first_the_deputy_and_then_the_owners_officer_read_it_too(report):
    assert readers(report) == {"Kari Vik"}
    escalate_report(report.uuid, by=CLOCK, at=world.AT, to=Role.PRINCIPAL)
    assert readers(report) == {"Kari Vik", "Jon Dale"}
    escalate_report(report.uuid, by=CLOCK, at=world.AT, to=Role.OWNER_OFFICER)
    assert readers(report) == {"Kari Vik", "Jon Dale", "Ola Dahl"}
    assert [event.facts["seat"] for event in Event.objects.filter(act="escalate_report").order_by("seq")] == [
        "seat_deputy", "seat_officer",
    ]  # fmt: skip


def test_only_the_clock_does_this(report):
    for somebody in (world.actor(world.principal_of(report.school)), OPERATOR):
        with refused("wrong_part"):
            escalate_report(report.uuid, by=somebody, at=world.AT, to=Role.OWNER_OFFICER)
    assert readers(report) == {"Kari Vik"}
