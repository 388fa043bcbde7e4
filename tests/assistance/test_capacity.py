"""Whether the team could take a new case at a school now: who, from when, until when it holds, or what to do."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from innsats.journal.actors import OPERATOR
from innsats.people.actions.persons import record_training
from innsats.people.models import Person
from innsats.rules.roles import Role
from innsats.rules.teams import Place
from innsats.teams.actions import agree_release, end_membership, note_absence, sign_mandate
from innsats.teams.models import Membership
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, helped, leader_of

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school(case):
    return case.school


@pytest.fixture
def officer(team):
    return {"by": world.actor(world.officer_of(team.school_owner)), "at": world.AT}


@pytest.fixture
def as_leader(client, team):
    return world.signed_in(client, leader_of(team))


def in_days(count):
    return TODAY + timedelta(days=count)


def seat(name):
    return Membership.objects.get(person__name=name)


def page_of(client, team, school=None):
    answer = client.get(f"/innsatsteam/{team.uuid}/ny-sak/", {"skole": school.uuid} if school else None)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def another(case, name):
    return world.received(world.a_case(pupil=world.a_pupil(case.school, name)))


def away(name, first, last, officer):
    note_absence(seat(name).uuid, starts_on=in_days(first), ends_on=in_days(last), **officer)


def test_the_leader_is_asked_which_school_and_gets_the_answer_at_once(as_leader, team, school):
    first = page_of(as_leader, team)
    assert "Solbakken skole" in first and "Hvem kan rykke ut?" not in first
    page = page_of(as_leader, team, school)
    assert "Forslag: " in page and "De kan komme tirsdag 24. mars." in page
    assert "Svaret gjelder minst til og med fredag 22. mai." in page


def test_nobody_has_been_asked_about_habilitet_and_the_page_says_so_once(as_leader, team, school):
    page = page_of(as_leader, team, school)
    assert "Om noen er inhabil, vet vi først når saken er kjent." in page
    assert "har ikke svart om habilitet" not in page and "inhabil;" not in page


def test_the_answer_holds_until_a_week_before_too_few_are_there(as_leader, team, school, officer):
    away("Pia Tangen", 10, 20, officer)
    away("Dan Vold", 12, 20, officer)
    away("Lea Strand", 0, 40, officer)
    page = page_of(as_leader, team, school)
    assert "til og med fredag 27. mars. Dagen etter: færre enn to kan rykke ut." in page
    assert "<li>Dan Vold er borte</li>" in page and "<li>Pia Tangen er borte</li>" not in page


def test_what_ends_it_may_be_a_release_or_a_place(as_leader, team, school, officer):
    for name in ("Eva Lie", "Lea Strand"):
        end_membership(seat(name).uuid, **officer) if name == "Eva Lie" else away(name, 0, 60, officer)
    agree_release(
        seat("Dan Vold").uuid, hours_a_week=8, notice_hours=24, employer="PPT", signed_by="Siri Moe", starts_on=TODAY,
        ends_on=in_days(27), **officer,
    )  # fmt: skip
    assert "<li>Dan Vold er ikke frigjort fra andre oppgaver</li>" in page_of(as_leader, team, school)
    end_membership(seat("Pia Tangen").uuid, ends_on=in_days(10), **officer)
    page = page_of(as_leader, team, school)
    assert "<li>Pia Tangen slutter i teamet</li>" in page and "til og med torsdag 26. mars." in page


def test_hours_given_to_a_case_are_not_there_for_the_next_and_are_free_the_day_after(as_leader, case, team, officer):
    asked_for_help(case, team)
    helped(case, team)
    away("Lea Strand", 0, 60, officer)
    second = another(case, "Emil Dal")
    asked_for_help(second, team)
    helped(second, team)
    page = page_of(as_leader, team, case.school)
    assert "Nei, ikke nå" in page and "har ikke flere timer i avtalen" in page
    assert "Ingen skal vente i kø." in page and "Be arbeidsgiveren frigjøre flere timer for" in page
    assert "Dagen etter: minst to kan rykke ut." in page and "<li>Pia Tangen kan rykke ut</li>" in page
    assert case.number not in page


def test_whoever_works_at_the_school_does_not_go_there(client, team, officer, school):
    world.appointed(seat("Pia Tangen").person, Role.EMPLOYEE, school)
    world.signed_in(client, leader_of(team))
    assert "arbeider ved skolen" in page_of(client, team, school)


def test_without_a_mandate_the_officer_is_led_to_it_and_the_leader_when_trained_told_whom_to_ask(client, case):
    ola = world.officer_of(case.school_owner)
    team, officer = world.a_team(case.school_owner, "Nytt team"), {"by": world.actor(ola), "at": world.AT}
    nora = world.a_member(team, name="Nora Krog", place=Place.LEADER)
    address = f"/innsatsteam/{team.uuid}/ny-sak/"
    page = page_of(world.signed_in(client, ola), team, case.school)
    assert "Nei, mandatet mangler" in page and f"/innsatsteam/{team.uuid}/mandat/" in page
    assert world.signed_in(client, nora.person).get(address).status_code == 404
    record_training(nora.person.uuid, by=OPERATOR, at=world.AT, completed_on=TODAY)
    page = page_of(world.signed_in(client, nora.person), team, case.school)
    assert "Be kommunen skrive under et mandat først." in page and "/mandat/" not in page
    signed = {"document": "Sak 1", "signed_by": "Siri Moe", "signed_on": TODAY, "starts_on": TODAY}
    sign_mandate(team.uuid, ends_on=in_days(9), may_recommend=["call_meeting"], **signed, **officer)
    assert "Svaret gjelder for den som ber om hjelp til og med onsdag 1. april." in page_of(client, team, case.school)


def test_only_a_school_that_the_team_serves_can_be_asked_about(as_leader, team):
    for asked in (world.a_school("Fremmed skole"), None):
        answer = as_leader.get(f"/innsatsteam/{team.uuid}/ny-sak/", {"skole": asked.uuid if asked else "tull"})
        assert "Velg ett av svarene." in answer.content.decode() and "Forslag" not in answer.content.decode()


def test_the_officer_finds_it_on_the_page_of_the_team_and_the_leader_today(client, case, team):
    address = f"/innsatsteam/{team.uuid}/ny-sak/"
    as_officer = world.signed_in(client, world.officer_of(team.school_owner))
    assert address in as_officer.get(f"/innsatsteam/{team.uuid}/").content.decode()
    assert address in world.signed_in(client, leader_of(team)).get("/").content.decode()
    assert address not in world.signed_in(client, seat("Pia Tangen").person).get("/").content.decode()


def test_nobody_else_finds_it(client, case, team):
    own = world.a_team(case.school, "Innsatsteamet")
    address = f"/innsatsteam/{team.uuid}/ny-sak/"
    neighbour = world.an_owner("Nabo")
    world.an_officer(neighbour, "Olga Dal")
    other = a_ready_team(neighbour, "Nina Ås")
    for person in (world.principal_of(case.school), seat("Pia Tangen").person, leader_of(other)):
        assert world.signed_in(client, person).get(address).status_code == 404
    as_officer = world.signed_in(client, Person.objects.get(name="Ola Dahl"))
    for nothing in (own.uuid, uuid4()):
        assert as_officer.get(f"/innsatsteam/{nothing}/ny-sak/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_for_few_and_many(as_leader, case, team, officer, count, django_assert_num_queries):
    for number in range(count):
        asked_for_help(another(case, f"Elev {number}"), team)
        one = world.a_member(team, name=f"Medlem {number}")
        agree_release(
            one.uuid, hours_a_week=8, notice_hours=24, employer="PPT", signed_by="Siri Moe", starts_on=TODAY, **officer
        )
        away(f"Medlem {number}", 3, 4, officer)
    with django_assert_num_queries(19):
        page_of(as_leader, team, case.school)
