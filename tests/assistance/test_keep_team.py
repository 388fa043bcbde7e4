"""A planned ending of a team is taken back, until its last day is over: keep_team."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.assistance.actions import end_team, keep_team
from innsats.assistance.queries.asking import teams_for
from innsats.journal.models import Event
from innsats.rules.verdicts import Refused
from innsats.teams.actions import add_member, end_team_agreement, set_up_team
from innsats.teams.models import Membership, TeamEnding
from tests import world
from tests.assistance.consulting import consulted, replied
from tests.assistance.helping import a_ready_team
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY, DAY = AT.date(), timedelta(days=1)
LAST = TODAY + 10 * DAY


def by(team, at=AT, person=None):
    return {"by": actor(person or world.officer_of(team.school_owner)), "at": at}


def planned(team, **more):
    return end_team(team.uuid, reason="Et annet team tar over.", **{"ends_on": LAST, **by(team)} | more)


def refused_codes(act, team, **given) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(team.uuid, **given)
    return [one.code for one in refused.value.obstacles]


def periods(team):
    return list(Membership.objects.filter(team=team).order_by("pk").values_list("starts_on", "ends_on"))


def test_it_can_be_asked_again_and_what_would_have_ended_goes_on_as_it_was(team, case):
    neighbour = world.an_owner("Nes og Ås kommune")
    agreed = world.an_agreement(neighbour, team)
    later = {"place": "extended", "profession": "health", "name": "Eli Nes", "email": "eli@nes.example"}
    add_member(team.uuid, starts_on=LAST + DAY, ends_on=LAST + 40 * DAY, **later, **by(team))
    stood, until = periods(team), agreed.ends_on
    planned(team)
    assert {ends_on for _since, ends_on in periods(team)} == {LAST, TODAY - DAY} and team not in teams_for(case, AT)
    keep_team(team.uuid, **by(team, AT + DAY))
    agreed.refresh_from_db()
    assert periods(team) == stood and agreed.ends_on == until
    assert team in teams_for(case, AT + DAY) and not TeamEnding.objects.exists()
    events = Event.objects.filter(act="keep_team").order_by("pk")
    assert {event.stream for event in events} >= {team.subject.stream, neighbour.subject.stream}


def test_it_goes_on_also_when_the_journal_moved_the_instant_of_the_ending(team):
    """Somebody came into the team while the ending waited in line: its events stand after that one."""
    later = {"place": "extended", "profession": "health", "name": "Eli Nes", "email": "eli@nes.example"}
    add_member(team.uuid, starts_on=TODAY, **later, **by(team, AT + timedelta(seconds=1)))
    stood = periods(team)
    planned(team)
    keep_team(team.uuid, **by(team, AT + DAY))
    assert periods(team) == stood


def test_what_the_neighbour_has_ended_itself_meanwhile_stays_ended(team):
    agreed = world.an_agreement(world.an_owner("Nes og Ås kommune"), team)
    planned(team)
    end_team_agreement(agreed.uuid, ends_on=TODAY + DAY, **by(team))
    keep_team(team.uuid, **by(team))
    agreed.refresh_from_db()
    assert agreed.ends_on == TODAY + DAY


def test_it_is_taken_back_on_the_last_day_and_not_after_it_nor_when_nothing_ends(team):
    assert refused_codes(keep_team, team, **by(team)) == ["team_goes_on"]
    planned(team)
    assert refused_codes(keep_team, team, **by(team, AT + 11 * DAY)) == ["team_is_over"]
    assert keep_team(team.uuid, **by(team, AT + 10 * DAY)) == team


def test_a_school_that_has_set_up_another_keeps_that_one(case):
    own, rektor = world.a_team(case.school, "Skoleteamet"), world.principal_of(case.school)
    planned(own, **by(own, person=rektor))
    set_up_team(case.school.uuid, name="Det nye teamet", starts_on=LAST + DAY, **by(own, person=rektor))
    assert refused_codes(keep_team, own, **by(own, person=rektor)) == ["team_already"]


def test_only_whoever_could_end_it_takes_it_back(team, case):
    planned(team)
    rektor = world.principal_of(case.school)
    assert refused_codes(keep_team, team, **by(team, person=rektor)) == ["wrong_part"]


def test_on_the_page_of_the_team(client, team, monkeypatch):
    world.it_is(monkeypatch)
    client = world.signed_in(client, world.officer_of(team.school_owner))
    address = f"/innsatsteam/{team.uuid}/fortsett/"
    assert client.get(address).status_code == 404
    planned(team)
    assert address in client.get(f"/innsatsteam/{team.uuid}/").content.decode()
    assert "Plassene i teamet" in client.get(address).content.decode()
    answers = [client.post(address, {"form_key": "k"}) for _click in range(2)]
    assert [one.url for one in answers] == [f"/innsatsteam/{team.uuid}/"] * 2
    assert not TeamEnding.objects.exists()


def test_no_team_ends_while_a_question_without_names_waits(client, team, case, monkeypatch):
    world.it_is(monkeypatch)
    row = consulted(team, case.school)
    officer = {"reason": "Slutt", "ends_on": LAST, **by(team)}
    assert refused_codes(end_team, team, **officer) == ["questions_wait"]
    page = world.signed_in(client, world.officer_of(team.school_owner)).get(f"/innsatsteam/{team.uuid}/slutt/")
    assert "1 spørsmål uten navn venter på svar." in page.content.decode()
    replied(row)
    assert planned(team).team == team


def test_two_teams_are_kept_apart(team, case):
    other = a_ready_team(world.an_owner("Nes kommune"), "Nora Krog", "Odd Lie", name="Naboteamet")
    world.an_officer(other.school_owner, "Odd Bakke")
    planned(team), planned(other)
    keep_team(team.uuid, **by(team))
    assert {ends_on for _since, ends_on in periods(other)} == {LAST}
