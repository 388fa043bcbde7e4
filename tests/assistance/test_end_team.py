"""A team ends when nobody waits for it: end_team."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from innsats.assistance.actions import (
    decline_assistance,
    end_assistance,
    end_team,
    pass_family_request,
    take_family_request,
)
from innsats.assistance.queries.asking import teams_for
from innsats.assistance.queries.candidates import open_assistance
from innsats.assistance.queries.ending import waiting_for
from innsats.cases.actions import reopen_case
from innsats.cases.models import WorkNote
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.readiness import Reason, readiness
from innsats.rules.verdicts import Refused
from innsats.teams.actions import open_calendar, set_up_team
from innsats.teams.models import Membership, TeamAgreement, TeamEnding
from innsats.teams.queries.facts import gathered
from innsats.teams.queries.seen import team_answering
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, helped, jotted, leader_of
from tests.assistance.waiting import held
from tests.teams.maps import a_map
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY, DAY = AT.date(), timedelta(days=1)


def ended(team, by=None, *, at=AT, reason="Et annet team tar over.", ends_on=None):
    by = by or world.officer_of(team.school_owner)
    return end_team(team.uuid, by=actor(by), at=at, reason=reason, ends_on=ends_on)


def refused_codes(team, by=None, **given) -> list[str]:
    before = TeamEnding.objects.count(), Membership.objects.filter(ends_on=None).count()
    with pytest.raises(Refused) as refused:
        ended(team, by, **given)
    assert (TeamEnding.objects.count(), Membership.objects.filter(ends_on=None).count()) == before
    return [one.code for one in refused.value.obstacles]


def text_of(client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def asks(team, school, leader):
    return take_family_request(
        team.uuid, school=school.uuid, told_by="Hege Moen", pupil_named="Eirik, 4A", text="Han gruer seg.",
        asks="Hjelp", reasons=["not_heard"], consents=True, **leader,
    )  # fmt: skip


def test_it_does_not_end_while_a_family_waits_before_the_school_is_told(team, case, leader):
    wait = held(team, case.school, leader_of(team))
    assert refused_codes(team) == ["families_wait"]
    pass_family_request(wait.pk, **leader)
    assert refused_codes(team) == ["families_wait"]  # now as a request that has come to no case


def test_everything_that_rests_on_it_ends_by_the_same_act(team, case):
    key = open_calendar(by=actor(leader_of(team)), at=AT).key
    neighbour = world.an_owner("Nes og Ås kommune")
    world.an_agreement(neighbour, team)
    ending = ended(team)
    assert (ending.ends_on, ending.reason) == (TODAY - DAY, "Et annet team tar over.")
    assert set(Membership.objects.filter(team=team).values_list("ends_on", flat=True)) == {TODAY - DAY}
    assert not TeamAgreement.objects.filter(team=team).exclude(ends_on=TODAY - DAY).exists()
    event = Event.objects.get(act="end_team")
    assert "tar over" not in str(event.facts)
    assert Event.objects.filter(act="end_membership", because="end_team").count() == 4 and key


def test_nobody_can_ask_it_and_no_list_offers_it(client, team, case, leader, monkeypatch):
    world.it_is(monkeypatch)
    key = open_calendar(by=leader["by"], at=AT).key
    assert team in teams_for(case, AT) and client.get(f"/kalender/{key}.ics").status_code == 200
    a_map(team, is_open=True)
    ended(team)
    assert team not in teams_for(case, AT) and client.get(f"/kalender/{key}.ics").status_code == 404
    assert client.get(f"/innsatsteam/{team.uuid}/slik-jobber-teamet/").status_code == 404
    officer = world.officer_of(team.school_owner)
    assert team_answering(viewer_of(actor(officer), AT), team.uuid) is None
    with pytest.raises(Refused):
        asked_for_help(case, team)
    client = world.signed_in(client, officer)
    for page in ("mandat", "medlemmer", "slutt", "ny-sak", "familie", "slik-jobber-teamet/skolen-ber", "kompetanse"):
        assert client.get(f"/innsatsteam/{team.uuid}/{page}/").status_code == 404


def test_it_is_refused_while_the_team_is_asked_or_helps(team, case, leader):
    asked_for_help(case, team)
    assert refused_codes(team, reason=" ") == ["team_helps", "text_missing"]
    helped(case, team)
    assert refused_codes(team) == ["team_helps"]
    end_assistance(case.pk, done="Samtaler", school_can="Stoppsamtaler", owner_learns="", **leader)
    assert ended(team).team == team


def test_it_is_refused_while_a_family_waits_for_the_school(team, case, leader, client, monkeypatch):
    world.it_is(monkeypatch)
    asks(team, case.school, leader)
    assert refused_codes(team) == ["families_wait"]
    page = text_of(world.signed_in(client, world.officer_of(team.school_owner)), f"/innsatsteam/{team.uuid}/slutt/")
    assert "1 familie venter" in page and "Eirik" not in page and case.number not in page


def test_it_says_how_many_wait_and_no_case(client, team, case, leader, monkeypatch):
    world.it_is(monkeypatch)
    asked_for_help(case, team)
    client = world.signed_in(client, world.officer_of(team.school_owner))
    address = f"/innsatsteam/{team.uuid}/slutt/"
    answer = client.post(address, {"form_key": "k", "reason": "Slutt"})
    page = unescape(answer.content.decode())
    assert "i 1 sak." in page and "Svar skolene, eller overlever sakene, først." in page and case.number not in page
    decline_assistance(case.pk, why="prevention", text="Les veilederen.", **leader)
    ends = [client.post(address, {"form_key": "l", "reason": "Slutt"}) for _click in range(2)]
    assert [one.url for one in ends] == [f"/innsatsteam/{team.uuid}/"] * 2
    assert TeamEnding.objects.get().team == team


def test_a_team_of_tomorrow_is_there_until_its_last_day(client, team, case, monkeypatch):
    last = TODAY + 10 * DAY
    ended(team, ends_on=last)
    assert set(Membership.objects.filter(team=team).values_list("ends_on", flat=True)) == {last}
    assert refused_codes(team) == ["team_ends"] and team not in teams_for(case, AT)
    world.it_is(monkeypatch)
    client = world.signed_in(client, world.officer_of(team.school_owner))
    page = text_of(client, "/innsatsteam/")
    assert team.name in page and ">Avsluttet<" not in page
    page = text_of(client, f"/innsatsteam/{team.uuid}/")
    assert "skal avsluttes" in page and "Et annet team tar over." in page and "/mandat/" not in page


def test_the_list_says_that_it_was_ended_and_the_past_still_shows_it(client, team, monkeypatch):
    ended(team)
    world.it_is(monkeypatch)
    client = world.signed_in(client, world.officer_of(team.school_owner))
    page = text_of(client, "/innsatsteam/")
    assert ">Avsluttet<" in page and "Et annet team tar over." in page and page.count(f"/innsatsteam/{team.uuid}/") == 1
    then = text_of(client, f"/innsatsteam/?dato={TODAY - DAY}")
    assert team.name in then and ">Avsluttet<" not in then
    assert "Teamet har en leder." in text_of(client, f"/innsatsteam/{team.uuid}/?dato={TODAY - DAY}")


def test_a_schools_own_team_no_longer_has_it_to_turn_to_and_can_be_set_up_anew(case):
    owner, school = case.school_owner, case.school
    team, own = a_ready_team(owner, "Lea Strand", "Pia Tangen"), world.a_team(school, "Skoleteamet")
    ended(team)

    def reasons(on):
        return {line.reason for line in readiness(gathered([own]).facts[own.pk], on)}

    assert Reason.NO_EXTERNAL_TEAM in reasons(TODAY) and Reason.EXTERNAL_TEAM_STANDS_BY in reasons(TODAY - DAY)
    ended(own, world.principal_of(school))
    again = set_up_team(school.uuid, by=actor(world.principal_of(school)), at=AT, name="Skoleteamet")
    assert again.school == school


def test_a_neighbours_school_no_longer_has_it_to_ask_in_the_readiness_of_its_own(case):
    ours = a_ready_team(case.school_owner, "Nora Krog", "Odd Lie", name="Vårt team")
    theirs = world.a_team(world.an_owner("Nes kommune"), "Naboteamet")
    world.an_agreement(case.school_owner, theirs)
    ended(theirs)
    lines = readiness(gathered([ours]).facts[ours.pk], TODAY)
    assert Reason.NEIGHBOUR_ENDED in {line.reason for line in lines}


def test_every_reason_is_told_and_others_end_nothing(team, case):
    assert refused_codes(team, reason="", ends_on=TODAY - 2 * DAY) == ["team_ends_in_past", "text_missing"]
    assert refused_codes(team, ends_on=TODAY + 900 * DAY) == ["too_far_ahead"]
    for person in (leader_of(team), world.principal_of(case.school)):
        assert refused_codes(team, person) == ["wrong_part"]


def test_it_does_not_end_while_help_on_a_closed_case_has_notes_to_hand_over(team, case):
    asked_for_help(case, team)
    helped(case, team)
    jotted(case)
    world.closed(case)
    assert refused_codes(team) == ["team_helps"]
    assert waiting_for(team, TODAY).helping_count == 1 and WorkNote.objects.exists()


def test_a_case_that_is_opened_again_after_the_team_has_ended_can_have_another_team(team, case):
    asked_for_help(case, team)
    helped(case, team)
    world.closed(case)
    ended(team)
    other = a_ready_team(case.school_owner, "Ane Ruud", "Bo Lund", "Cato Vik", name="Det nye teamet")
    reopen_case(case.pk, reason="Det har begynt igjen.", by=actor(world.principal_of(case.school)), at=AT)
    assert open_assistance(case.pk, AT) is None
    assert asked_for_help(case, other).is_open
