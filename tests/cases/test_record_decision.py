"""What became of a proposal is written down; nothing is decided here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import propose_school_change, record_decision
from innsats.cases.models import ProposalDecision
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.proposing import TEXTS, a_received_case
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_received_case()


@pytest.fixture
def proposal(case):
    return propose_school_change(
        case.pk, pupil=case.pupil_id, must_move=False, unsafe_journey=False, **TEXTS, **by_rektor(case)
    )


def decided(case, proposal, **more):
    given = {"proposal": proposal.pk, "decision": "refused", "decided_by": "Kommunen, skolesjefen"}
    return record_decision(case.pk, **given | by_rektor(case) | more)


def test_it_keeps_who_decided_what_and_when(case, proposal):
    one = decided(case, proposal, reason="Andre tiltak først.", decided_on=world.AT.date())
    assert [open_one(text, one.pk) for text in (one.decided_by, one.words)] == [
        "Kommunen, skolesjefen", "Andre tiltak først.",
    ]  # fmt: skip
    assert (one.proposal, one.decision, one.decided_on) == (proposal, "refused", world.AT.date())


def test_it_is_decided_once(case, proposal):
    decided(case, proposal)
    with refused("decided_already"):
        decided(case, proposal, decision="granted")


def test_a_proposal_of_another_case_is_not_here(case, proposal):
    other = a_received_case()
    with refused("unknown_proposal"):
        decided(other, proposal)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"decided_by": ""}, "text_missing"),
        ({"decided_on": world.AT.date() + timedelta(days=1)}, "in_the_future"),
    ],
)
def test_who_and_when_can_be(case, proposal, fields, code):
    with refused(code):
        decided(case, proposal, **fields)


def test_somebody_in_the_team_proposes_and_does_not_record_what_was_decided(case, proposal):
    member = world.in_team(case)
    with refused("wrong_part"):
        decided(case, proposal, by=world.actor(member))


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case, proposal):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        decided(case, proposal, by=world.actor(stranger))


def test_from_the_proposal_one_comes_to_its_page_and_it_waits_no_more(client, monkeypatch, case, proposal):
    world.it_is(monkeypatch)
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    step = f"{tab}forslag/{proposal.pk}/"
    assert step in rektor.get(tab).content.decode()
    assert "Pålagt skolebytte: Mats Rød" in rektor.get(step).content.decode()
    typed = {"decision": "granted", "decided_by": "Kommunen", "decided_on": world.AT.date().isoformat()}
    assert rektor.post(step, typed).headers["Location"] == tab
    said = rektor.get(tab).content.decode()
    assert step not in said and "Vedtatt: Pålagt skolebytte: Mats Rød" in said
    assert ProposalDecision.objects.get().decision == "granted"
    assert rektor.get(f"{tab}forslag/{case.pk}/").status_code == 404
