"""The head of a case: number, stage and clocks, for those who may know of it and not read it."""

from __future__ import annotations

import pytest

from innsats.cases.actions import admit_to_team, note_inquiry, tell_owner
from innsats.journal.models import Look
from innsats.rules.acts import Act
from tests import world
from tests.cases.pages.reading import main_of, text_of

pytestmark = pytest.mark.django_db
TABS = ("", "personer/", "undersokelse/", "plan/", "logg/")


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def case():
    return world.received()


def by(case):
    return world.actor(world.principal_of(case.school))


def address(case, tab=""):
    return f"/saker/{case.number}/{tab}"


def note(case, text="Han sto ved gjerdet.", **more):
    given = {"method": "talk", "perspective": "staff", "question": "facts"} | more
    return note_inquiry(case.uuid, by=by(case), at=given.pop("at", world.AT), text=text, **given)


@pytest.mark.source("fvl67 § 8")
@pytest.mark.parametrize("tab", [*TABS, "funn/", "tiltak/", "mottak/", "parter/"])
def test_T86_somebody_undeclared_sees_the_head_and_the_way_to_declare_and_nothing_more(client, case, tab):
    world.with_draft(case)
    note(case)
    member = world.an_employee(case.school, "Siv Moen")
    admit_to_team(case.uuid, by=by(case), at=world.AT, member=member.uuid)
    shown = world.signed_in(client, member).get(address(case, tab))
    said = text_of(shown)
    assert shown.status_code == 403
    assert case.number in said and "Undersøkes" in said and "7 dager igjen" in said
    assert "Svar først på om du er habil" in said and f"/saker/{case.number}/habilitet/" in shown.content.decode()
    assert not any(secret in said for secret in ("Noah", "6A", "gjerdet", "Alvorlig", "skolegården"))


def test_the_owner_told_of_a_serious_case_sees_the_head_and_is_not_asked_to_declare(client):
    officer = world.an_officer((school := world.a_school()).school_owner)
    case = world.received(world.a_case(school), serious=True)
    tell_owner(case.subject, by=by(case), at=world.AT, to=officer.uuid)
    shown = world.signed_in(client, officer).get(address(case))
    assert shown.status_code == 403 and "Noah" not in text_of(shown)
    assert "Skolen eier saken" in main_of(shown) and "/habilitet/" not in main_of(shown)
    assert "ennå" not in (said := text_of(shown)) and "Denne oppgaven ligger hos noen andre" not in said


def test_somebody_undeclared_leaves_a_look_at_the_head(client, case):
    member = world.an_employee(case.school, "Siv Moen")
    admit_to_team(case.uuid, by=by(case), at=world.AT, member=member.uuid)
    world.signed_in(client, member).get(address(case))
    assert Look.objects.get(actor_id=str(member.uuid)).act == Act.SEE_CASE
