"""The own notes of those who assist: short, for those who assist now, and no part of the school's record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.archive.queries import case_file
from innsats.assistance.actions import assign_assistants, write_work_note
from innsats.cases.models import WorkNote
from innsats.cases.queries.timeline import log_page
from innsats.journal.models import Event
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.teams.models import Membership
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import jotted
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TEXT = "Spør om skoleveien neste gang."


@pytest.fixture
def pia(begun):
    return Person.objects.get(name="Pia Tangen")


def test_it_is_kept_sealed_and_the_journal_holds_its_sum_and_no_word_of_it(case, pia):
    note = write_work_note(case.pk, text=TEXT, by=world.actor(pia), at=world.AT)
    assert open_one(note.words, note.pk) == TEXT
    event = Event.objects.get(act="write_work_note")
    assert event.facts["note"] == str(note.pk)
    assert TEXT not in str(event.facts)
    assert len(event.facts["seals"]) == 1


def test_the_school_and_the_leader_of_the_team_write_none(case, pia, leader):
    rektor = world.actor(world.principal_of(case.school))
    for by in (rektor, leader["by"]):
        with refused("wrong_part"):
            write_work_note(case.pk, text=TEXT, by=by, at=world.AT)


def test_an_empty_or_endless_note_is_none(case, pia):
    by = {"by": world.actor(pia), "at": world.AT}
    with refused("text_missing"):
        write_work_note(case.pk, text=" ", **by)
    with refused("text_too_long"):
        write_work_note(case.pk, text="x" * 100_000, **by)


def test_it_stands_nowhere_in_the_record_of_the_school(case, pia):
    jotted(case, by=pia, text=TEXT)
    kari = viewer_of(world.actor(world.principal_of(case.school)), world.AT)
    assert TEXT not in str(case_file(kari, case.number).document)
    assert "arbeidsnotat" not in str(log_page(kari, case.number).days)
    answer = world.signed_in(Client(), world.principal_of(case.school)).get("/saker/?finn=skoleveien")
    assert TEXT not in answer.content.decode()


def test_the_page_says_who_reads_it_and_shows_it_to_the_others_who_assist(case, pia, monkeypatch):
    world.it_is(monkeypatch)
    address = f"/saker/{case.number}/bistand/arbeidsnotater/"
    client = world.signed_in(Client(), pia)
    assert "Leses bare av dem som hjelper i saken nå" in client.get(address).content.decode()
    answer = client.post(address, {"text": TEXT})
    assert (answer.status_code, answer.url) == (302, address)
    assert TEXT in world.signed_in(Client(), Person.objects.get(name="Dan Vold")).get(address).content.decode()


def test_who_has_left_writes_none(case, team, begun, leader, pia):
    others = Membership.objects.filter(team=team, place="core").exclude(person=pia)
    assign_assistants(
        case.pk, members=[one.uuid for one in others], until=world.AT.date() + timedelta(days=9),
        by=leader["by"], at=world.AT + timedelta(minutes=1),
    )  # fmt: skip
    with not_visible():
        write_work_note(case.pk, text=TEXT, by=world.actor(pia), at=world.AT + timedelta(minutes=2))
    assert not WorkNote.objects.exists()
