"""A work note is brought into the school's record: moved, marked as from the external team, and by whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.archive.queries import case_file
from innsats.assistance.actions import hand_note_to_school
from innsats.cases.actions import close_case
from innsats.cases.models import Note, WorkNote
from innsats.cases.queries.inquirypage import inquiry_page
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import jotted
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
KIND = {"method": "observation", "perspective": "peers", "question": "context"}
LATER = world.AT + timedelta(days=1)


@pytest.fixture
def pia(begun):
    return Person.objects.get(name="Pia Tangen")


@pytest.fixture
def dan(begun):
    return Person.objects.get(name="Dan Vold")


def handed(case, note, by, at=LATER):
    return hand_note_to_school(case.pk, note=note.pk, by=world.actor(by), at=at, **KIND)


def test_t106_it_is_moved_into_the_record_of_the_school(case, pia):
    note = jotted(case, by=pia, text="Hun står ved gjerdet.")
    made = handed(case, note, pia)
    assert open_one(made.words, made.pk) == "Hun står ved gjerdet."
    assert (made.by, made.happened_at, made.at, made.handed_by) == (pia, world.AT, LATER, pia)
    assert not WorkNote.objects.exists()


def test_it_says_that_it_comes_from_the_team_who_wrote_it_and_who_brought_it(case, pia, dan):
    handed(case, jotted(case, by=pia, text="Hun står ved gjerdet."), dan)
    kari = viewer_of(world.actor(world.principal_of(case.school)), LATER)
    (line,) = inquiry_page(kari, case.number).notes
    assert "Pia Tangen, fra arbeidsnotatene til det eksterne teamet. Ført over av Dan Vold" in line.said
    assert line.later == ""
    printed = str(case_file(kari, case.number).document)
    assert "Hun står ved gjerdet." in printed and "fra arbeidsnotatene" in printed


def test_it_is_brought_once_and_only_by_those_who_assist(case, pia, leader):
    note = jotted(case, by=pia)
    for by in (world.principal_of(case.school), Person.objects.get(name="Lea Strand")):
        with refused("wrong_part"):
            handed(case, note, by)
    handed(case, note, pia)
    with not_visible():
        handed(case, note, pia)
    assert Note.objects.count() == 1


def test_what_is_known_is_brought_also_when_the_case_is_closed(case, pia):
    note = jotted(case, by=pia)
    close_case(
        case.pk, ending="left", left_on=world.AT.date(), reason="Flyttet",
        by=world.actor(world.principal_of(case.school)), at=world.AT,
    )  # fmt: skip
    handed(case, note, pia)


def test_one_is_asked_only_what_kind_it_is(case, pia, monkeypatch):
    world.it_is(monkeypatch)
    note = jotted(case, by=pia, text="Hun står ved gjerdet.")
    client = world.signed_in(Client(), pia)
    address = f"/saker/{case.number}/bistand/arbeidsnotater/{note.pk}/"
    shown = client.get(address).content.decode()
    assert "Hun står ved gjerdet." in shown and "Leses fra nå av dem som arbeider med saken" in shown
    key = {"form_key": "once"}
    here = f"/saker/{case.number}/bistand/arbeidsnotater/"
    assert client.post(address, KIND | key).url == here
    assert client.post(address, KIND | key).url == here  # the second of two clicks
