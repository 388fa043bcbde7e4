"""Somebody at work at a school asks the external team in general, without names: no consent, no case, no pupil."""

from __future__ import annotations

import pytest
from django.urls import reverse

from innsats.cases.models import Case, Consult, ConsultAnswer, Report
from innsats.journal.models import Event
from innsats.people.models import Pupil
from innsats.vault.models import DataKey
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.consulting import QUESTION, consulted
from tests.assistance.helping import a_neighbours_team
from tests.assistance.waiting import a_team_at
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    world.a_pupil(school, "Noah Lien")
    return school


@pytest.fixture
def team(school):
    return a_team_at(school)


@pytest.mark.source("fvl67 § 13 a nr. 2")
def test_t89_a_question_without_names_needs_no_consent_and_no_identifying_field_is_kept(school, team):
    row = consulted(team, school, world.an_employee(school, "Per Sand"))
    assert open_one(row.words, row.pk) == QUESTION
    assert not Case.objects.exists() and not Report.objects.exists()
    for model in (Consult, ConsultAnswer):
        related = {field.related_model for field in model._meta.get_fields() if field.is_relation}
        assert not related & {Pupil, Case, Report}
    columns = {field.name for field in Consult._meta.concrete_fields}
    assert columns == {"uuid", "school_owner", "school", "team", "data_key_id", "by", "at", "words"}
    assert Event.objects.get(stream=row.subject.stream).facts.keys() == {"team", "seals"}


def test_t89_a_question_with_the_name_of_a_pupil_is_refused(school, team):
    with refused("text_names_pupil"):
        consulted(team, school, text="Noah Lien blir stengt ute. Hva gjør vi?")


def test_it_is_sealed_with_a_key_of_its_own(school, team):
    one, other = consulted(team, school), consulted(team, school)
    assert one.data_key_id != other.data_key_id
    assert DataKey.objects.get(pk=one.data_key_id).kind == "consult"


def test_nobody_but_the_trained_at_work_at_the_school_asks(school, team):
    una = world.an_employee(school, "Una Ny", trained=False)
    with refused("untrained"):
        consulted(team, school, una)
    elsewhere = world.an_employee(world.a_school("Lia skole", owner=school.school_owner), "Rolf By")
    for person in (elsewhere, world.officer_of(school.school_owner)):
        with not_visible():
            consulted(team, school, person)


def test_only_a_team_that_helps_the_school_is_asked(school, team):
    other = a_team_at(world.a_school("Nes skole", owner=world.an_owner("Nord kommune")))
    with not_visible():
        consulted(other, school)
    assert consulted(a_neighbours_team(school.school_owner, "Ane Bø"), school)


def test_text_is_asked_for_and_not_too_much(school, team):
    with refused("text_missing"):
        consulted(team, school, text=" ")
    with refused("text_too_long"):
        consulted(team, school, text="a " * 3000)


def test_what_was_typed_is_kept_when_it_holds_a_name(client, school, team, monkeypatch):
    world.it_is(monkeypatch)
    client = world.signed_in(client, world.an_employee(school, "Per Sand"))
    page = client.get(reverse("consult_team")).content.decode()
    assert "Leses av den som leder teamet, av stedfortrederen" in page
    assert "plikt til å si fra til rektor" in page and f'href="{reverse("report_concern")}"' in page
    typed = {"place": f"{school.uuid}:{team.uuid}", "text": "Hva gjør vi for Noah Lien?", "form_key": ""}
    answer = client.post(reverse("consult_team"), typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Dette ser ut som navnet til en elev på skolen. Skriv det uten navn." in said
    assert "Hva gjør vi for Noah Lien?" in said
    assert client.post(reverse("consult_team"), typed | {"text": QUESTION}).headers["Location"] == reverse("consults")
    assert Consult.objects.count() == 1
