"""Whoever looks for what a crash has taken finds it: a check that finds nothing anywhere would prove nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest

from bench.driver import Ask
from crash.checking import Checker
from crash.ledger import Kind, Ledger, Sent
from innsats.cases.actions import report_concern
from innsats.cases.models import Due, Note, Receipt
from innsats.journal.actors import ANONYMOUS
from innsats.journal.models import Event
from innsats.rules.reports import Arena
from innsats.web import codes
from tests import world
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def checker(school):
    return Checker.of(Ledger())


def sent(checker, school, text="Noen stenger ham ute.", *, is_done=True):
    """A report that was acknowledged, and done unless the product lied."""
    one = Sent(kind=Kind.REPORT, by=ANONYMOUS, key=str(uuid4()), text=text, ask=Ask(path="/skole/"))
    code = codes.code_for(one.key)
    if is_done:
        lookup = codes.derived(code).lookup.hex()
        report_concern(
            school.uuid, by=ANONYMOUS, at=AT, text=text, arena=Arena.SCHOOL, form_key=one.key, receipt=lookup
        )
    checker.ledger.sent.append(one)
    checker.ledger.acknowledge(one, codes.grouped(code))
    return one


def test_nothing_is_found_where_nothing_is_wrong(checker, school):
    sent(checker, school)
    assert checker.faults() == []
    sent(checker, school, "En til.")
    assert checker.faults() == []


def test_an_acknowledged_report_that_is_not_there_is_lost(checker, school):
    sent(checker, school)
    sent(checker, school, "Den ble borte.", is_done=False)
    assert checker.faults() == ["LOST: a report that was acknowledged is not there: Den ble borte."]


def test_a_report_that_is_there_twice_is_found(checker, school):
    one = sent(checker, school)
    report_concern(school.uuid, by=ANONYMOUS, at=AT, text=one.text, arena=Arena.SCHOOL, form_key="another")
    assert any(fault.startswith("TWICE") for fault in checker.faults())


def test_a_report_without_its_clocks_or_its_receipt_is_half_done(checker, school):
    one = sent(checker, school)
    Due.objects.all().delete()
    Receipt.objects.all().delete()
    found = checker.faults()
    assert "HALF DONE: 1 reports without a clock, 0 the other way" in found
    assert f"WRONG: the code that was given does not open {one.text}" in found


def test_stored_clocks_that_nothing_computes_are_found(checker, school):
    sent(checker, school)
    Due.objects.update(lapsed="cause")
    assert checker.faults() == ["HALF DONE: stored clocks are not those that are computed"]


def test_another_text_than_was_sent_is_found(checker, school):
    one = sent(checker, school)
    one.text = "Noe annet."
    assert checker.faults() == ["WRONG: a report does not say what was sent: Noe annet."]


def test_a_code_that_opens_another_report_is_found(checker, school):
    one, other = sent(checker, school), sent(checker, school, "En til.")
    one.code, other.code = other.code, one.code
    assert len([fault for fault in checker.faults() if fault.startswith("WRONG: the code")]) == 2


def test_a_note_without_its_event_is_half_done(school):
    case = world.received()
    checker = Checker.of(Ledger())
    note = Note(case=case, school_owner_id=case.school_owner_id, by=world.principal_of(case.school), at=AT,
                happened_at=AT, method="other", perspective="staff", question="facts", words=b"", own_words=b"",
                meaning=b"", present=b"", place=b"", held_by=b"", paper_by=b"")  # fmt: skip
    note.save(force_insert=True)
    assert "HALF DONE: 1 notes without an event, 0 the other way" in checker.faults()


def test_an_event_that_rests_on_nothing_is_found(checker, school):
    sent(checker, school)
    first = Event.objects.get(act="report_concern")
    Event.objects.create(
        stream=first.stream, seq=2, act="secure_safety", actor_kind="anonymous", at=AT, prev="", hash="0" * 64
    )
    assert [fault for fault in checker.faults() if fault.startswith(f"JOURNAL: {first.stream}#2")]
