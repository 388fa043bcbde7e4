"""What was decided is done, or asked about until it is: on Bistand, and on rektor's I dag."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.assistance.actions import carry_out_advice, decide_advice, escalate_advice
from innsats.desk.queries.today import today_of
from innsats.journal.actors import CLOCK
from innsats.people.viewers import viewer_of
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import advised, ruled
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=1)
TEXT = "Møtet ble holdt, og alle kom."


@pytest.fixture
def advice(case, begun):
    return advised(case)


@pytest.fixture
def instructed(case, advice):
    return ruled(case, advice).advice


def does(case, advice, by=None, **more):
    return carry_out_advice(case.pk, advice=advice.pk, **{"text": TEXT, **(by or by_rektor(case, LATER))} | more)


def asked_of_rektor(case) -> list[str]:
    viewer = viewer_of(world.actor(world.principal_of(case.school)), LATER)
    return [one.address for one in today_of(viewer).decided]


@pytest.mark.source("practice")
def test_the_school_says_what_it_did_and_when(case, instructed):
    done = does(case, instructed, done_on=world.AT.date())
    assert (open_one(done.words, done.pk), done.done_on) == (TEXT, world.AT.date())


def test_it_is_asked_about_until_it_is_done(case, advice, client, monkeypatch):
    assert asked_of_rektor(case) == []
    instructed = ruled(case, advice).advice
    assert asked_of_rektor(case) == [f"/saker/{case.number}/bistand/rad/{instructed.pk}/gjort/"]
    world.it_is(monkeypatch, LATER)
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert "Dette er bestemt. Hva er gjort?" in rektor.get("/").content.decode()
    assert "Skriv hva dere har gjort" in rektor.get(f"/saker/{case.number}/bistand/").content.decode()
    answer = rektor.post(asked_of_rektor(case)[0], {"text": TEXT, "done_on": "2026-03-24", "form_key": "en"})
    assert answer.url == f"/saker/{case.number}/bistand/" and asked_of_rektor(case) == []
    shown = rektor.get(answer.url).content.decode()
    assert TEXT in shown and "Skriv hva dere har gjort" not in shown


def test_it_is_said_once_with_a_day_and_in_words(case, instructed):
    with refused("before_it_was_decided", "text_missing"):
        does(case, instructed, text=" ", done_on=world.AT.date() - timedelta(days=1))
    with refused("in_the_future"):
        does(case, instructed, done_on=LATER.date() + timedelta(days=1))
    does(case, instructed)
    with refused("carried_out"):
        does(case, instructed)


def test_what_was_not_decided_is_answered_instead(case, advice):
    with refused("not_decided_to_do"):
        does(case, advice)
    escalate_advice(case.pk, by=CLOCK, at=world.AT, advice=advice.pk)
    by = {"by": world.actor(world.officer_of(case.school_owner)), "at": world.AT}
    decide_advice(case.pk, advice=advice.pk, ruling="upheld", text="Skolen har rett.", **by)
    with refused("not_decided_to_do"):
        does(case, advice)


def test_the_owner_who_decided_reads_what_was_done(case, instructed, client, monkeypatch):
    does(case, instructed)
    world.it_is(monkeypatch, LATER)
    officer = world.signed_in(client, world.officer_of(case.school_owner))
    assert TEXT in officer.get(f"/saker/{case.number}/bistand/").content.decode()


def test_those_who_helped_do_not_say_it_for_the_school(case, instructed):
    with refused("wrong_part"):
        does(case, instructed, by={"by": world.actor(instructed.by), "at": LATER})


def test_whoever_has_no_part_does_not_meet_it(case, instructed):
    stranger = world.actor(world.an_employee(case.school, "Siv Moen"))
    with not_visible():
        does(case, instructed, by={"by": stranger, "at": LATER})
