"""One's own place in a team: how one is freed, when one is away, what one knows, and what one is out on now."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from innsats.assistance.actions import end_assistance
from innsats.rules.impartiality import Relation
from innsats.teams.actions import end_membership, note_absence, record_competence
from innsats.teams.models import Membership
from tests import world
from tests.assistance.helping import asked_for_help, helped, leader_of

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()
ADDRESS = "/innsatsteam/min-plass/"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def officer(team):
    return {"by": world.actor(world.officer_of(team.school_owner)), "at": world.AT}


@pytest.fixture
def pia(team):
    return Membership.objects.get(person__name="Pia Tangen")


@pytest.fixture
def as_pia(client, pia):
    return world.signed_in(client, pia.person)


def page_of(client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_it_says_what_is_written_of_oneself_and_nothing_of_the_others(as_pia, team):
    page = page_of(as_pia)
    assert "Hjelpeteamet" in page and "Fast medlem" in page and "fra 18. august 2025" in page
    assert "8 timer i uka, med 24 timers varsel. Avtalt med PPT (Siri Moe), fra 18. august 2025." in page
    assert "Dan Vold" not in page and "Kan teamet ta en ny sak?" not in page


def test_days_away_stand_there_with_the_way_back(as_pia, pia):
    address = f"/innsatsteam/{pia.team.uuid}/fravaer/"
    assert "Du er ikke skrevet opp som borte." in page_of(as_pia) and address in page_of(as_pia)
    away = note_absence(pia.uuid, by=world.actor(pia.person), at=world.AT, starts_on=TODAY, ends_on=TODAY)
    page = page_of(as_pia)
    assert "Borte fra 23. mars 2026" in page and f"/innsatsteam/fravaer/{away.uuid}/slutt/" in page


def test_what_one_knows_has_a_last_day_and_what_one_does_not_know_is_a_gap(client, team, officer):
    nora = world.a_member(team, name="Nora Krog")
    for skill, days in (("stop", 10), ("uncover", 90), ("law", -5)):
        learned = {"learned_on": TODAY - timedelta(days=30), "expires_on": TODAY + timedelta(days=days)}
        record_competence(nora.uuid, skills=[skill], learned_from="Kurs", **learned, **officer)
    page = world.signed_in(client, nora.person).get(ADDRESS).context["page"]
    said = {one.word: (one.standing, one.line) for one in page.skills}
    assert said["Stoppe mobbing"] == ("Går ut snart", "Gjelder til og med 2. april 2026")
    assert said["Avdekke mobbing"] == ("Kan", "Gjelder til og med 21. juni 2026")
    assert said["Lov og regler"] == ("Gikk ut", "Gjelder til og med 18. mars 2026")
    assert said["Forstå mobbing"] == said["Personvern"] == ("Mangler", "")


def test_what_one_is_out_on_is_its_number_and_last_day_and_leads_there(as_pia, case, begun):
    page = page_of(as_pia)
    assert f"/saker/{case.number}/" in page and "til og med 22. april 2026" in page
    assert "Noah" not in page and case.school.name not in page


def test_a_case_that_is_not_ones_to_see_is_not_there(as_pia, case, begun, pia):
    world.a_known_relation(pia.person, case.pupil, Relation.PARENT)
    world.declared(case, pia.person, ties={case.pupil: Relation.PARENT})
    page = page_of(as_pia)
    assert case.number not in page and "Ingen sak nå." in page


def test_what_the_team_has_left_is_not_there(as_pia, case, begun, leader):
    end_assistance(case.pk, done="Samtaler", school_can="Samtaler", **leader)
    assert case.number not in page_of(as_pia)


def test_whoever_leads_the_team_can_see_whether_it_can_take_one_more(client, team):
    page = page_of(world.signed_in(client, leader_of(team)))
    assert f"/innsatsteam/{team.uuid}/ny-sak/" in page


def test_members_find_it_today_and_others_find_nothing(client, case, team, pia, officer):
    assert ADDRESS in world.signed_in(client, pia.person).get("/").content.decode()
    end_membership(pia.uuid, **officer)
    for person in (pia.person, world.principal_of(case.school)):
        assert ADDRESS not in world.signed_in(client, person).get("/").content.decode()
        assert client.get(ADDRESS).status_code == 404


def test_rektor_finds_it_among_the_teams(client, case):
    rektor = world.signed_in(client, world.principal_of(case.school))
    world.an_officer(case.school_owner, "Olga Dal")
    assert ADDRESS not in rektor.get("/innsatsteam/").content.decode()
    world.a_member(world.a_team(case.school, "Innsatsteamet"), world.principal_of(case.school))
    assert ADDRESS in rektor.get("/innsatsteam/").content.decode() and page_of(rektor)
    assert ADDRESS not in rektor.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_for_few_and_many(as_pia, case, team, pia, count, officer, django_assert_num_queries):
    for number in range(count):
        one = world.received(world.a_case(pupil=world.a_pupil(case.school, f"Elev {number}")))
        asked_for_help(one, team)
        if number < 2:  # there are no more hours
            helped(one, team)
        world.a_member(world.a_team(team.school_owner, f"Lag {number}"), pia.person)
        day = TODAY + timedelta(days=number)
        note_absence(pia.uuid, starts_on=day, ends_on=day, **officer)
    with django_assert_num_queries(14):
        page_of(as_pia)
