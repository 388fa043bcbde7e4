"""The case is out of the media: the lead lets in again, and nobody comes back unasked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import admit_to_team, lift_restriction, restrict_readers
from innsats.cases.models import Case
from innsats.cases.queries.access import visible
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=1)


@pytest.fixture
def case():
    return world.received()


def restricted(case):
    rektor = world.principal_of(case.school)
    restrict_readers(case.pk, by=world.actor(rektor), at=world.AT, spokesperson=rektor.uuid, reason="Avisa ringer.")


def lift(case, by=None):
    return lift_restriction(case.pk, by=world.actor(by or world.principal_of(case.school)), at=LATER)


def test_the_lead_lets_in_again_and_nobody_comes_back_unasked(case):
    member, lead = world.in_team(case), case.caseaccess_set.get(part="lead").person
    world.declared(case, lead)
    restricted(case)
    assert lift(case).ended_at == LATER
    assert not visible(Act.SEE_CASE, viewer_of(world.actor(member), LATER), Case).exists()
    assert admit_to_team(case.pk, by=world.actor(lead), at=LATER, member=member.uuid)


def test_what_is_not_restricted_is_not_lifted(case):
    with refused("not_restricted"):
        lift(case)


def test_it_is_rektors_to_do(case):
    lead, stranger = case.caseaccess_set.get().person, world.an_employee(case.school, "Siv Moen")
    world.declared(case, lead)
    restricted(case)
    with refused("wrong_part"):
        lift(case, by=lead)
    with not_visible():
        lift(case, by=stranger)


def test_it_is_done_on_its_page(client, monkeypatch, case):
    restricted(case)
    world.it_is(monkeypatch)
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    assert f"{tab}innsyn/opphev/" in rektor.get(tab).content.decode()
    assert rektor.post(f"{tab}innsyn/opphev/", {"form_key": "k"}).headers["Location"] == tab
    assert "Bare navngitte leser saken" not in rektor.get(tab).content.decode()
