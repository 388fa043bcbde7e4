"""The pages about teams: what they show to whom, on which day, and at what cost."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.test import Client

from innsats.rules.mandates import Thing
from innsats.rules.roles import Role
from innsats.rules.teams import Place, Profession, Skill
from innsats.teams.actions import end_membership, note_absence, record_competence, sign_mandate
from innsats.teams.models import Competence, Membership, Team
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def officer(school):
    return world.an_officer(school.school_owner)


@pytest.fixture
def as_officer(client, officer):
    return world.signed_in(client, officer)


@pytest.fixture
def team(school, officer):
    return world.a_team(school.school_owner, "Beredskapsteamet")


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_officer_sets_up_a_team_and_is_led_to_what_is_missing(as_officer, school):
    typed = {"form_key": "k", "unit": str(school.school_owner.uuid), "name": "Beredskapsteamet"}
    answer = as_officer.post("/innsatsteam/ny/", typed | {"starts_on": "2026-03-23"})
    page = text_of(as_officer, answer.url)
    assert "Ikke klart" in page and "Teamet har ingen leder." in page and "PPT er ikke med." in page
    assert f'/innsatsteam/{Team.objects.get().uuid}/medlemmer/"' in page
    assert page.index("Dette er neste steg") < page.index("Teamet har ingen leder.") and "/kompetanse/" not in page


def test_a_new_member_is_typed_and_what_was_missing_is_there(as_officer, team):
    typed = {"form_key": "k", "person": "", "name": "Pia Tangen", "place": "leader", "profession": "ppt"}
    answer = as_officer.post(f"/innsatsteam/{team.uuid}/medlemmer/", typed | {"starts_on": "2026-03-23"})
    page = text_of(as_officer, answer.url)
    assert "Pia Tangen" in page and "Teamet har en leder." in page and "PPT er med." in page
    assert "Mangler opplæring i personvern: Pia Tangen." in page


def test_somebody_at_a_school_is_looked_for_by_name_and_nothing_typed_is_lost(as_officer, team, school):
    lise = world.an_employee(school, "Lise Berg")
    address = f"/innsatsteam/{team.uuid}/medlemmer/"
    assert "Lise Berg" not in text_of(as_officer, address)
    looked = as_officer.post(address, {"look": "1", "find": "lise", "place": "extended", "starts_on": "2026-04-01"})
    page = unescape(looked.content.decode())
    assert f'value="{lise.uuid}"' in page and 'value="2026-04-01"' in page and not Membership.objects.exists()


def test_every_reason_stands_on_the_form(as_officer, team):
    pia = world.a_member(team)
    typed = {"form_key": "k", "person": str(pia.person.uuid), "place": "core", "profession": "ppt"}
    answer = as_officer.post(f"/innsatsteam/{team.uuid}/medlemmer/", typed | {"starts_on": "2026-03-23"})
    assert "Personen er alt med i teamet i denne tiden." in unescape(answer.content.decode())


def test_the_link_that_mends_has_chosen_the_part_of_the_profile(as_officer, team):
    pia = world.a_member(team)
    page = text_of(as_officer, f"/innsatsteam/{team.uuid}/")
    address = f"/innsatsteam/{team.uuid}/kompetanse/?del=stop"
    assert "Ingen kan dette: stoppe mobbing." in page and address in page
    form = as_officer.get(address).context["form"]
    assert form["skills"].value() == ["stop"]
    typed = {"form_key": "k", "membership": str(pia.uuid), "skills": ["stop", "law"], "learned_from": "Kurs"}
    answer = as_officer.post(address, typed | {"learned_on": "2026-03-01"})
    assert "Bare én kan dette: stoppe mobbing." in text_of(as_officer, answer.url)
    assert Competence.objects.count() == 2


def test_readiness_is_shown_as_it_was_on_a_day(as_officer, team, officer):
    leads = world.a_member(team, place=Place.LEADER)
    end_membership(leads.uuid, by=actor(officer), at=AT)
    assert "Teamet har ingen leder." in text_of(as_officer, f"/innsatsteam/{team.uuid}/")
    then = text_of(as_officer, f"/innsatsteam/{team.uuid}/?dato=2026-01-12")
    assert "Teamet har en leder." in then and "Slik var det 12. januar 2026." in then
    assert "/slutt/" not in then and "?del=" not in then
    assert "Ingen team her ennå" in text_of(as_officer, "/innsatsteam/?dato=2025-01-01")
    assert "Teamet har ingen leder." in text_of(as_officer, f"/innsatsteam/{team.uuid}/?dato=tull")


def test_the_list_shows_every_team_and_the_schools_without_one(as_officer, team, school):
    lia = world.a_school("Lia skole", owner=school.school_owner)
    world.a_team(school, "Innsatsteamet")
    page = text_of(as_officer, "/innsatsteam/")
    assert "Beredskapsteamet" in page and "Innsatsteamet" in page
    assert page.index("Skoler uten eget team") < page.index(lia.name)


def test_rektor_looks_after_the_own_team_and_reads_the_external_one(client, team, school, officer):
    own = world.a_team(school, "Innsatsteamet")
    there = world.a_team(world.a_school("Lia skole", owner=school.school_owner), "Liateamet")
    world.signed_in(client, world.a_principal(school))
    assert "Ta med et medlem" in text_of(client, f"/innsatsteam/{own.uuid}/")
    away = {"starts_on": AT.date(), "ends_on": AT.date()}
    note_absence(world.a_member(team).uuid, by=actor(officer), at=AT, **away)
    external = text_of(client, f"/innsatsteam/{team.uuid}/")
    assert "Pia Tangen" in external and "Borte fra" not in external
    assert "Teamet har ingen leder." in external and "Ta med et medlem" not in external
    assert client.get(f"/innsatsteam/{there.uuid}/").status_code == 404
    assert client.get(f"/innsatsteam/{team.uuid}/medlemmer/").status_code == 404


def test_others_find_no_page(client, team, school):
    pia = world.a_member(team)
    untrained = world.a_person("Ny Leder", unit=school.school_owner, trained=False)
    world.appointed(untrained, Role.OWNER_OFFICER, school.school_owner)
    for person in (world.an_employee(school), world.an_officer(world.an_owner("Nabo")), untrained):
        world.signed_in(client, person)
        for part in ("", "medlemmer/", "kompetanse/"):
            assert client.get(f"/innsatsteam/{team.uuid}/{part}").status_code == 404
        assert client.get(f"/innsatsteam/medlemmer/{pia.uuid}/slutt/").status_code == 404
    assert client.get("/innsatsteam/").status_code == 404


def test_the_pages_cost_the_same_with_one_team_and_with_three(
    as_officer, team, school, officer, django_assert_num_queries
):
    for n in range(3):
        world.a_team(world.a_school(f"Skole {n}", owner=school.school_owner), f"Team {n}")
        row = world.a_member(team, name=f"Medlem {n}")
        sign_mandate(
            team.uuid, by=actor(officer), at=AT, document="Sak 1", signed_by="Siri", signed_on=AT.date(),
            starts_on=AT.date(), may_decide=[Thing.CALL_MEETING],
        )
        record_competence(
            row.uuid, by=actor(officer), at=AT, skills=[Skill.STOP], learned_on=date(2026, 3, 1), learned_from="Kurs"
        )
        world.a_member(world.a_team(school.school_owner, f"Lag {n}"), row.person, profession=Profession.PPT)
        with django_assert_num_queries(22):
            text_of(as_officer, "/innsatsteam/")
        with django_assert_num_queries(19):
            text_of(as_officer, f"/innsatsteam/{team.uuid}/")
