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


def test_a_talk_keeps_what_the_child_said_apart_from_what_the_adult_saw(case):
    said = {
        "method": "talk", "text": "Han så ned.", "own_words": "De løper fra meg.", "present": "Lise",
        "paper_by": "Vikar Ås",
    }  # fmt: skip
    written = note(case, **said)
    fields = {"text": written.words, "own_words": written.own_words, "present": written.present,
              "paper_by": written.paper_by}  # fmt: skip
    assert {name: open_one(sealed, written.pk) for name, sealed in fields.items()} | {"method": "talk"} == said


def test_of_a_talk_the_childs_words_are_enough(case):
    assert note(case, method="talk", text="", own_words="De løper fra meg.").pk
    with refused("text_missing"):
        note(case, method="observation", text="", own_words="De løper fra meg.")


def test_an_observation_keeps_what_was_seen_apart_from_what_it_may_mean(case):
    written = note(case, place="Gangen ved 6A", meaning="Kanskje avtalt.")
    opened = [open_one(sealed, written.pk) for sealed in (written.place, written.words, written.meaning)]
    assert opened == ["Gangen ved 6A", WORDS, "Kanskje avtalt."]


def test_of_a_digital_trace_only_words_can_be_kept(case):
    written = note(case, method="digital_trace", text="Et bilde med en kommentar.", held_by="Noah, på egen telefon")
    assert open_one(written.held_by, written.pk) == "Noah, på egen telefon"
    assert not {field.get_internal_type() for field in Note._meta.fields} & {"FileField", "ImageField"}


@pytest.mark.parametrize("field", ["present", "place", "held_by", "paper_by"])
def test_a_line_is_a_line(case, field):
    with refused("text_too_long"):
        note(case, **{field: "x" * 201})


def test_what_was_on_paper_is_entered_with_the_true_time(case):
    yesterday = world.AT - timedelta(days=1)
    written = note(case, happened_at=yesterday, paper_by="Lise Berg")
    assert (written.happened_at, written.at) == (yesterday, world.AT)


@pytest.mark.parametrize(
    ("way", "asks", "asks_not"),
    [
        ("", "method", "held_by"),
        ("samtale/", "own_words", "method"),
        ("observasjon/", "meaning", "own_words"),
        ("nettspor/", "held_by", "method"),
    ],
)
def test_each_kind_of_record_has_a_short_form(client, case, way, asks, asks_not):
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/funn/{way}")
    assert f'name="{asks}"' in page.content.decode() and f'name="{asks_not}"' not in page.content.decode()


def test_there_is_no_other_kind_of_record(client, case):
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/funn/bilder/")
    assert page.status_code == 404


def test_a_talk_is_written_on_its_own_page_and_stands_on_the_tab(client, case):
    rektor = world.signed_in(client, world.principal_of(case.school))
    typed = {"own_words": "De løper fra meg.", "question": "experience", "perspective": "pupil", "present": "Lise"}
    assert rektor.post(f"/saker/{case.number}/funn/samtale/", typed).status_code == 302
    tab = rektor.get(f"/saker/{case.number}/undersokelse/").content.decode()
    assert "De løper fra meg." in tab and "Til stede" in tab
    assert Note.objects.get().method == "talk"


def test_the_tab_says_which_questions_nobody_has_written_about_and_stops_nobody(client, case):
    note(case)
    tab = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/undersokelse/")
    assert "Undersøkelsen svarer ikke på alle spørsmålene ennå" in tab.content.decode()
    assert world.with_draft(case)
