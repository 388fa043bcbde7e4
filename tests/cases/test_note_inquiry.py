"""What was found out: how, by whose eyes, to which question, when it happened and when it was written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import note_inquiry
from innsats.cases.models import Note
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
WORDS = "Tre elever gikk unna da han kom. 😔 Čálli. \u05d4\u05d5\u05d0 לבד"


@pytest.fixture
def case():
    return world.received()


def note(case, by=None, **fields):
    given = {"text": WORDS, "method": "observation", "perspective": "staff", "question": "facts"} | fields
    by = by or world.principal_of(case.school)
    return note_inquiry(case.uuid, by=world.actor(by), at=world.AT, **given)


@pytest.mark.source("oppl § 12-4(4)")
def test_a_note_keeps_every_sign_and_both_times(case):
    before = world.AT - timedelta(hours=2)
    written = note(case, happened_at=before)
    assert open_one(written.words, written.pk) == WORDS
    assert (written.happened_at, written.at) == (before, world.AT)


def test_without_a_time_it_happened_now(case):
    assert note(case).happened_at == world.AT


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": " \n "}, "text_missing"),
        ({"text": "x" * 100_000}, "text_too_long"),
        ({"text": "a\x00b"}, "text_unreadable"),
        ({"text": "\ud800"}, "text_unreadable"),
        ({"happened_at": world.AT + timedelta(minutes=1)}, "in_the_future"),
    ],
)
def test_what_cannot_be_kept_is_refused(case, fields, code):
    with refused(code):
        note(case, **fields)


def test_the_journal_holds_that_a_note_was_written_and_not_a_word_of_it(case):
    note(case)
    assert "gikk unna" not in str(Event.objects.get(act="note_inquiry").facts)


def test_one_method_is_enough_to_write_and_to_go_on(case):
    note(case)
    note(case)
    assert Note.objects.filter(case=case).count() == 2


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        note(case, by=stranger)


def test_the_same_form_twice_writes_once(case):
    first, second = (note(case, form_key="k") for _ in range(2))
    assert first == second and Note.objects.filter(case=case).count() == 1
