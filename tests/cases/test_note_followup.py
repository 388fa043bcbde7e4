"""Those involved, the class, the families and the school are followed up too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import note_followup
from innsats.rules.aftercare import Signal, Track
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=9)


@pytest.fixture
def case():
    return world.followed()


def note(case, by=None, **fields):
    given = {"track": Track.CLASS, "text": "Klassen har laget nye regler."} | fields
    return note_followup(case.uuid, by=world.actor(by or world.principal_of(case.school)), at=LATER, **given)


@pytest.mark.parametrize("track", Track)
def test_each_track_has_its_notes(case, track):
    written = note(case, track=track, signals=[Signal.UNEASE_IN_CLASS])
    assert (written.track, written.seen) == (track, (Signal.UNEASE_IN_CLASS,))
    assert open_one(written.words, written.pk) == "Klassen har laget nye regler."


def test_a_note_says_something_of_the_time_of_the_follow_up(case):
    with refused("text_missing", "before_the_case"):
        note(case, text=" ", happened_at=world.AT - timedelta(days=1))


def test_the_tab_shows_it_with_its_sign(case, client, monkeypatch):
    note(case, signals=[Signal.UNEASE_IN_CLASS])
    world.it_is(monkeypatch, LATER)
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/oppfolging/")
    said = page.content.decode()
    assert "Klassen har laget nye regler." in said and "Uro eller lukkede grupper" in said


def test_before_the_follow_up_it_is_refused():
    case = world.measures_started()
    with refused("wrong_stage"):
        note(case)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        note(case, by=stranger)
