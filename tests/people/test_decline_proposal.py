"""Whoever leads the school says no; asking again does not help, and is not told that somebody said no."""

from __future__ import annotations

import pytest
from django.test import Client

from innsats.journal.actors import Actor
from innsats.journal.models import Event
from innsats.people.actions.outside import decline_proposal
from innsats.people.models import AppointmentProposal, SignInIdentity
from innsats.rules.verdicts import Refused
from tests import world
from tests.people.proposing import proposed

pytestmark = pytest.mark.django_db


def test_no_lets_nobody_in_and_is_recorded() -> None:
    school = world.a_school()
    rektor = world.a_principal(school)
    held = decline_proposal(proposed(school).uuid, by=Actor.of(rektor), at=world.AT)
    assert held.decided_by == rektor and held.person is None and held.name == held.email == ""
    assert not SignInIdentity.objects.exists()
    assert Event.objects.get(act="decline_proposal").facts == {"proposal": str(held.uuid)}
    assert proposed(school) == held  # asked again
    with pytest.raises(Refused, match="proposal_decided"):
        decline_proposal(held.uuid, by=Actor.of(rektor), at=world.AT)


def test_the_owners_officer_may_answer_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)
    school = world.a_school()
    held = proposed(school)
    world.signed_in(client, world.an_officer(school.school_owner))
    address = f"/folk/slipp-inn/{held.uuid}/nei/"
    assert "Tone Hval" in client.get(address).content.decode()
    assert client.post(address, {"form_key": "1"}).status_code == 302
    assert AppointmentProposal.objects.get().decided_at
    assert "Venter på å slippe inn" not in client.get("/folk/").content.decode()
