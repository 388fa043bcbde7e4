"""The police were told or asked: it is kept, no clock waits, and the page says when everybody must."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import note_police
from innsats.cases.models import Due
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.proposing import a_received_case
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_received_case()


def noted(case, **more):
    given = {"why": "reported", "text": "Anmeldt for vold.", "reported_by": "Kari Vik"}
    return note_police(case.pk, **given | by_rektor(case) | more)


def test_it_keeps_who_reported_when_and_whom_to_reach(case):
    one = noted(case, contact="Politikontakt Ness, 02800", happened_at=world.AT - timedelta(hours=2))
    assert [open_one(text, one.pk) for text in (one.words, one.reported_by, one.contact)] == [
        "Anmeldt for vold.", "Kari Vik", "Politikontakt Ness, 02800",
    ]  # fmt: skip
    assert (one.why, one.must_avert, one.happened_at) == ("reported", False, world.AT - timedelta(hours=2))
    assert "Ness" not in str(Event.objects.get(act="note_police").facts)


def test_no_clock_pauses(case):
    before = list(Due.objects.order_by("pk").values())
    noted(case)
    assert list(Due.objects.order_by("pk").values()) == before


def test_t94_a_threat_of_a_knife_attack_is_kept_with_the_duty_to_avert_it(client, monkeypatch, case):
    one = noted(case, why="averted", fear="serious_harm", is_likely=True)
    assert one.must_avert and Event.objects.get(act="note_police").facts["must_avert"] is True
    world.it_is(monkeypatch)
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    assert "Taushetsplikten er ikke til hinder" in rektor.get(tab).content.decode()
    page = rektor.get(f"{tab}politi/").content.decode()
    assert "112" in page and "§ 196" in page and "Klokkene i saken stopper ikke" in page


def test_blows_are_no_such_duty(case):
    assert not noted(case, fear="assault", is_likely=True).must_avert


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "text_missing"),
        ({"reported_by": " "}, "text_missing"),
        ({"contact": "x" * 201}, "text_too_long"),
        ({"happened_at": world.AT + timedelta(minutes=1)}, "in_the_future"),
    ],
)
def test_what_cannot_be_kept_is_refused(case, fields, code):
    with refused(code):
        noted(case, **fields)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        noted(case, by=world.actor(stranger))


def test_it_is_written_on_its_page(client, monkeypatch, case):
    world.it_is(monkeypatch)
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    typed = {"why": "asked", "text": "Spurte om råd.", "reported_by": "Kari Vik", "fear": ""}
    assert rektor.post(f"{tab}politi/", typed).headers["Location"] == tab
    assert "Spurte om råd." in rektor.get(tab).content.decode()
