"""A family asks the team for help, and asks that the school is not told yet: the team keeps it, and nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from innsats.assistance.queries.waitpages import wait_page
from innsats.cases.models import Due, FamilyRequest, FamilyWait, Report
from innsats.people.viewers import viewer_of
from innsats.rules.roles import Role
from innsats.vault.models import DataKey, Kind
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import leader_of
from tests.assistance.waiting import ON_THURSDAY, a_team_at, held
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def team(school):
    return a_team_at(school)


def test_the_school_hears_nothing_and_no_clock_of_its_runs(school, team):
    wait = held(team, school)
    assert (wait.school, wait.team, wait.until, wait.asked_at) == (school, team, ON_THURSDAY, world.AT)
    assert not Report.objects.exists() and not FamilyRequest.objects.exists() and not Due.objects.exists()


def test_it_is_sealed_with_a_key_of_its_own(school, team):
    wait = held(team, school)
    assert open_one(wait.because, wait.pk) == "Vi vil tenke oss om."
    key = DataKey.objects.get(pk=wait.data_key_id)
    assert (key.kind, key.subject, key.school_owner_id) == (Kind.WAIT, str(wait.pk), team.school_owner_id)


@pytest.mark.source("Udir teams")
def test_t53_the_family_is_told_that_the_team_replaces_no_report_to_the_school_or_the_county_governor(
    client, school, team, monkeypatch
):
    world.it_is(monkeypatch)
    wait = held(team, school)
    page = world.signed_in(client, leader_of(team)).get(reverse("read_family_wait", args=[wait.pk])).content.decode()
    assert "ikke det samme som å melde fra til skolen eller statsforvalteren" in page
    assert "Mobbeombudet" in page and "Lea Strand" in page and "900 00 000" in page and "torsdag 26. mars" in page
    assert "Den uka begynner ikke før skolen vet om det" in page


def test_every_reason_why_not_is_told_at_once_and_nothing_is_kept(school, team):
    with refused(
        "consent_missing", "text_missing", "adult_cannot_wait", "wait_too_long", "danger_cannot_wait", "text_missing"
    ):
        held(
            team, school, consents=False, text=" ", concern="employee", until=date(2026, 4, 10), no_danger=False,
            because=" ",
        )
    assert not FamilyWait.objects.exists()


@pytest.mark.source("oppl § 12-4(2)")
def test_whoever_works_at_the_school_cannot_let_it_wait_and_does_not_see_that_another_has(school, team):
    lea = leader_of(team)
    wait = held(team, school)
    world.appointed(lea, Role.EMPLOYEE, school)
    with refused("works_at_the_school"):
        held(team, school)
    with not_visible():
        wait_page(viewer_of(world.actor(lea), world.AT), wait.pk)


@pytest.mark.source("oppl § 12-4(2)")
def test_rektor_of_the_school_who_leads_the_team_does_not_see_it(school, team):
    officer = team.school_owner.appointment_set.get(role=Role.OWNER_OFFICER).person
    wait = held(team, school, officer)
    world.appointed(leader_of(team), Role.PRINCIPAL, school)
    with not_visible():
        wait_page(viewer_of(world.actor(leader_of(team)), world.AT), wait.pk)
    assert wait_page(viewer_of(world.actor(officer), world.AT), wait.pk).told.name == "Ola Dahl"


def test_only_those_who_answer_for_the_team_type_it_in(school, team):
    pia = team.membership_set.get(person__name="Pia Tangen").person
    for who in (pia, world.principal_of(school)):
        with not_visible():
            held(team, school, who)


def test_what_was_typed_before_it_was_said_that_they_wish_to_wait_is_kept(client, school, team, monkeypatch):
    world.it_is(monkeypatch)
    client = world.signed_in(client, leader_of(team))
    typed = {"told_by": "Hege Moen", "text": "Han vil ikke.", "reasons": ["not_heard"], "consents": "on"}
    answer = client.post(reverse("hold_family_request", args=[team.uuid]), typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Hege Moen" in page and "Han vil ikke." in page
    assert not FamilyWait.objects.exists()


def test_the_form_keeps_it_and_leads_to_what_to_tell(client, school, team, monkeypatch):
    world.it_is(monkeypatch)
    client = world.signed_in(client, leader_of(team))
    typed = {
        "school": str(school.uuid), "told_by": "Hege", "text": "Han vil ikke.", "asks": "Hjelp", "consents": "on",
        "reasons": ["not_heard"], "concern": "pupils", "channel": "phone", "until": ON_THURSDAY.isoformat(),
        "because": "Redde", "no_danger": "on",
    }  # fmt: skip
    answer = client.post(reverse("hold_family_request", args=[team.uuid]), typed)
    assert answer["Location"] == reverse("read_family_wait", args=[FamilyWait.objects.get().pk])
    wrong = client.post(reverse("hold_family_request", args=[team.uuid]), typed | {"no_danger": ""})
    assert wrong.status_code == 422 and "må skolen få vite det nå" in wrong.content.decode()


def test_the_week_runs_from_when_it_was_said_also_when_that_was_earlier(school, team):
    said_at = world.AT - timedelta(days=3)  # a Friday
    assert held(team, school, said_at=said_at).asked_at == said_at
    with refused("wait_too_long"):
        held(team, school, said_at=said_at, until=date(2026, 3, 30))


def test_it_is_typed_in_once_however_often_the_button_is_pressed(school, team):
    first = held(team, school, form_key="once")
    assert held(team, school, form_key="once") == first
    assert FamilyWait.objects.count() == 1
