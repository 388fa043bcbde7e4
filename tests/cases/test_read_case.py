"""Who reads a case; for everybody else it is not there. Every reading leaves a look."""

from __future__ import annotations

import pytest
from django.test import Client

from innsats.cases.actions import name_party, note_inquiry
from innsats.journal.models import Look
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from tests import world
from tests.cases.pages.reading import text_of

pytestmark = pytest.mark.django_db
TABS = ("", "personer/", "undersokelse/", "plan/", "logg/")


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def rektor(client, case):
    return world.signed_in(client, world.principal_of(case.school))


def by(case):
    return world.actor(world.principal_of(case.school))


def address(case, tab=""):
    return f"/saker/{case.number}/{tab}"


def note(case, text="Han sto ved gjerdet.", **more):
    given = {"method": "talk", "perspective": "staff", "question": "facts"} | more
    return note_inquiry(case.uuid, by=by(case), at=given.pop("at", world.AT), text=text, **given)


@pytest.mark.source("opplf § 20-2")
@pytest.mark.parametrize("tab", [*TABS, "funn/", "tiltak/", "plan/versjoner/"])
def test_T97_for_others_the_case_is_not_there(client, case, tab):
    assert Client().get(address(case, tab)).status_code == 302
    for stranger in (
        world.an_employee(case.school, "Siv Moen"),
        world.a_principal(world.a_school("Nabo skole"), "Nabo Rektor"),
        world.an_officer(case.school_owner),
    ):
        answer = world.signed_in(client, stranger).get(address(case, tab))
        assert answer.status_code == 404 and "Noah" not in text_of(answer)
        assert answer.content == client.get(f"/saker/2026-0000000-0/{tab}").content


@pytest.mark.source("opplf § 20-2")
def test_T96_without_training_there_is_no_case(client):
    school = world.a_school()
    world.a_principal(school)
    untrained = world.a_principal(school, "Ny Rektor", trained=False)
    case = world.received(world.a_case(school))
    assert world.signed_in(client, untrained).get(address(case)).status_code == 404


@pytest.mark.source("fvl67 § 6(1) b")
def test_somebody_inhabil_meets_nothing_of_the_case(client, case):
    member = world.in_team(case)
    page = world.signed_in(client, member)
    assert page.get(address(case)).status_code == 200
    emma = world.a_pupil(case.school, "Emma Dahl")
    name_party(case.uuid, by=by(case), at=world.AT, parties=[emma.uuid])
    world.declared(case, member, ties={emma: Relation.PARENT})
    assert {page.get(address(case, tab)).status_code for tab in TABS} == {404}


def test_every_page_leaves_a_look_before_the_answer_and_one_an_hour(rektor, case):
    before = Look.objects.count()
    for tab in (*TABS, "funn/", "funn/"):
        rektor.get(address(case, tab))
    assert Look.objects.count() == before + 1
    look = Look.objects.latest("pk")
    assert (look.stream, look.act) == (case.subject.stream, Act.READ_CASE)
