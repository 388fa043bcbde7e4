"""A case in the media while the external team helps: only the named go on, and only rektor lets in one more."""

from __future__ import annotations

import pytest

from innsats.cases.actions import restrict_readers
from innsats.cases.models import Case
from innsats.cases.queries.access import visible
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.assistance.test_assign_assistants import assigns
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db


def reads(name):
    viewer = viewer_of(world.actor(Person.objects.get(name=name)), world.AT)
    return visible(Act.READ_CASE, viewer, Case).exists()


def restricts(case, *names):
    rektor = world.principal_of(case.school)
    readers = [Person.objects.get(name=name).uuid for name in names]
    return restrict_readers(
        case.pk, by=world.actor(rektor), at=world.AT, spokesperson=rektor.uuid, reason="Avisa ringer.", readers=readers
    )


def test_whoever_helps_and_is_not_named_reads_no_more(case, begun):
    restricts(case, "Pia Tangen")
    assert reads("Pia Tangen") and not reads("Dan Vold")


def test_the_team_lets_in_nobody_new_while_it_lasts(case, begun, leader):
    restricts(case, "Pia Tangen", "Dan Vold")
    with refused("readers_restricted"):
        assigns(case, leader, "Pia Tangen", "Eva Lie")
    assigns(case, leader, "Pia Tangen", "Dan Vold")
    assert reads("Pia Tangen") and reads("Dan Vold")


def test_the_page_offers_those_who_help_too(client, monkeypatch, case, begun):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert "Pia Tangen" in rektor.get(f"/saker/{case.number}/sarskilt/innsyn/").content.decode()


def test_those_who_help_stand_among_the_people_of_the_case(client, monkeypatch, case, begun):
    world.it_is(monkeypatch)
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/personer/")
    assert "Hjelper fra det eksterne teamet" in page.content.decode()
