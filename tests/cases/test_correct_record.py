"""A correction is added. The original is kept, and nothing is ever erased."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from innsats.cases.actions import correct_pupil, correct_record, note_inquiry, secure_safety
from innsats.cases.models import Case, Correction, Hearing, Note
from innsats.cases.queries.corrections import CORRECTABLE, target_of
from innsats.journal.models import Event
from innsats.rules.stages import Stage
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def note(case):
    return note_inquiry(
        case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, text="Emma var der.", method="talk",
        perspective="staff", question="facts",
    )  # fmt: skip


def correct(case, target, by=None, **fields):
    given = {"text": "Ada var der.", "reason": "Feil navn."} | fields
    by = by or world.principal_of(case.school)
    return correct_record(case.uuid, by=world.actor(by), at=world.AT, target=target, **given)


@pytest.mark.source("arkf § 11")
def test_T27_the_original_is_kept_and_the_correction_says_what_when_and_who(case, note):
    correction = correct(case, target_of(note, "words"))
    kept = Note.objects.get(pk=note.pk)
    assert open_one(kept.words, kept.pk) == "Emma var der."
    assert (open_one(correction.words, correction.pk), open_one(correction.reason, correction.pk)) == (
        "Ada var der.", "Feil navn.",
    )  # fmt: skip
    assert (correction.by, correction.at) == (world.principal_of(case.school), world.AT)


@pytest.mark.source("arkf § 11")
def test_a_closed_case_can_still_be_corrected(case, note):
    Case.objects.filter(pk=case.pk).update(stage=Stage.CLOSED)
    assert correct(case, target_of(note, "words")).target == f"note:{note.pk}:words"


@pytest.mark.parametrize(
    "target", ["", "note", "note:x:words", "report:{uuid}:words", "note:{uuid}:method", "note:{other}:words"]
)
def test_only_a_text_of_this_case_can_be_corrected(case, note, target):
    with refused("nothing_to_correct"):
        correct(case, target.format(uuid=note.pk, other=uuid4()))


def test_a_text_of_another_case_is_not_there_to_correct(case, note):
    other = world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Emma Dahl")))
    with refused("nothing_to_correct"):
        correct(other, target_of(note, "words"))


def test_both_what_and_why_are_said(case, note):
    with refused("text_missing", "text_missing"):
        correct(case, target_of(note, "words"), text="", reason=" ")


def test_every_text_that_may_be_corrected_is_there():
    for model, names in CORRECTABLE.items():
        fields = {field.name for field in Case._meta.apps.get_model("cases", model)._meta.get_fields()}
        assert set(names) <= fields


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case, note):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        correct(case, target_of(note, "words"), by=stranger)


def test_the_same_form_twice_corrects_once(case, note):
    for _ in range(2):
        correct(case, target_of(note, "words"), form_key="k")
    assert Correction.objects.filter(case=case).count() == 1
    assert Event.objects.filter(act="correct_record").count() == 1


def test_what_was_done_for_safety_on_a_report_is_corrected_on_its_case(case):
    report, rektor = case.casereport_set.get().report, world.actor(world.principal_of(case.school))
    step = secure_safety(report.subject, by=rektor, at=world.AT, text="Lise går ut.")
    held = correct_record(
        case.uuid, by=rektor, at=world.AT, target=target_of(step, "words"), text="Jon går ut.", reason="Feil navn."
    )
    assert open_one(held.words, held.pk) == "Jon går ut."


def test_what_the_wrong_child_said_is_not_there_to_correct(case, client, monkeypatch):
    rektor = world.principal_of(case.school)
    target = target_of(Hearing.objects.get(case=world.heard(case)), "own_words")
    world.it_is(monkeypatch)
    page, address = world.signed_in(client, rektor), f"/saker/{case.number}/rettelser/"
    assert page.get(address, {"tekst": target}).status_code == 200
    right, later = world.a_pupil(case.school, "Emil Lien", born=date(2014, 9, 9)), world.AT + timedelta(minutes=5)
    correct_pupil(case.pk, by=world.actor(rektor), at=later, pupil=right.pk, reason="Feil barn")
    assert page.get(address, {"tekst": target}).status_code == 404
    with refused("nothing_to_correct"):
        correct(Case.objects.get(pk=case.pk), target)
