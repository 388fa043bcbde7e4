"""What the team's leader reads of a case: what is asked, and nothing of the child."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.assistance.actions import decline_assistance, request_assistance
from innsats.journal.models import Look
from innsats.teams.actions import end_membership
from innsats.teams.models import Membership
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, leader_of

pytestmark = pytest.mark.django_db


def test_the_leader_reads_what_is_asked_without_a_name_and_leaves_a_look(client, monkeypatch, case, team, asked):
    world.it_is(monkeypatch)
    leader = world.signed_in(client, leader_of(team))
    page = leader.get(f"/saker/{case.number}/bistand/").content.decode()
    assert world.WORDS.split(".")[1].strip() in page and "Venter på teamet" in page
    assert "Lien" not in page and f"/innsatsteam/{team.uuid}/slik-jobber-teamet/" in page
    looks = Look.objects.filter(actor_id=str(leader_of(team).uuid)).values_list("act", flat=True)
    assert "read_assistance" in looks


def test_the_leader_finds_the_way_from_the_head_of_the_case_and_from_i_dag(client, monkeypatch, case, team, asked):
    world.it_is(monkeypatch)
    leader = world.signed_in(client, leader_of(team))
    address = f"/saker/{case.number}/bistand/"
    shut = leader.get(f"/saker/{case.number}/")
    assert shut.status_code == 403 and address in shut.content.decode()
    today = leader.get("/").content.decode()
    assert address in today and f"Sak {case.number}" in today and "Noah" not in today


def test_before_the_leader_has_declared_only_that_is_asked(client, monkeypatch, case, team):
    rektor = world.actor(world.principal_of(case.school))
    request_assistance(
        case.pk, by=rektor, at=world.AT, team=team.uuid, reasons=["not_heard"], basis="consent", done="Litt",
        asks="Hjelp", necessity="Samtykke 1. mars",
    )  # fmt: skip
    world.it_is(monkeypatch)
    answer = world.signed_in(client, leader_of(team)).get(f"/saker/{case.number}/bistand/")
    page = answer.content.decode()
    assert answer.status_code == 403 and "Svar først" in page and "Samtykke" not in page


def test_the_school_sees_who_helps_and_until_when(client, monkeypatch, case, begun):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    page = rektor.get(f"/saker/{case.number}/bistand/").content.decode()
    assert "Pia Tangen" in page and "22. april 2026" in page and "I gang" in page


@pytest.mark.parametrize("left", [True, False], ids=["they left the team", "their days are over"])
def test_the_school_sees_when_nobody_helps_any_more(client, monkeypatch, case, team, begun, officer, left):
    for seat in Membership.objects.filter(team=team, place="core") if left else ():
        end_membership(seat.uuid, by=world.actor(officer), at=world.AT)
    world.it_is(monkeypatch, world.AT if left else world.AT + timedelta(days=31))
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/bistand/")
    assert "Ingen hjelper nå" in page.content.decode() and "I gang" not in page.content.decode()


def test_the_leader_does_not_read_what_another_team_was_asked(client, monkeypatch, case, team, asked):
    by = {"by": world.actor(leader_of(team)), "at": world.AT}
    decline_assistance(case.pk, why="declined_otherwise", text="Vi har ikke den kompetansen.", **by)
    other = a_ready_team(case.school_owner, "Nora Krog", "Odd Lie", name="Det andre teamet")
    asked_for_help(case, other)
    world.it_is(monkeypatch)
    page = world.signed_in(client, leader_of(other)).get(f"/saker/{case.number}/bistand/").content.decode()
    assert "Det andre teamet" in page and "Hjelpeteamet" not in page and "kompetansen" not in page
