"""The archive has the case (`record_archived`): the whole of it, as it was printed after its last word."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.archive.actions import place_hold, print_case, record_archived
from innsats.cases import actions as cases
from innsats.cases.models import ArchiveReceipt
from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.rules.retention import HoldReason
from innsats.vault.sealing import open_one
from tests import world
from tests.archive.leaving import ARCHIVED_AT, MINUTES, REFERENCE, archived, by, rektor
from tests.cases.attached import a_text
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = ARCHIVED_AT + timedelta(days=1)


def test_rektor_says_what_the_archive_calls_it_and_which_print_it_has():
    case = world.closed()
    receipt = archived(case)
    printed = Event.objects.get(act=Act.PRINT_CASE)
    assert (receipt.sha256, receipt.printed_at) == (printed.facts["sha256"], printed.at)
    assert receipt.counts_from == world.AT.date() and open_one(receipt.reference, receipt.pk) == REFERENCE
    assert REFERENCE not in str(Event.objects.get(act=Act.RECORD_ARCHIVED).facts)


def test_what_is_open_is_not_handed_over():
    case = world.received()
    print_case(case.pk, **by(rektor(case)))
    with refused("wrong_stage"):
        record_archived(case.pk, reference=REFERENCE, **by(rektor(case)))


def test_the_whole_of_it_is_printed_first_and_after_the_last_word():
    case = world.closed()
    with refused("not_printed"):
        record_archived(case.pk, reference=REFERENCE, **by(rektor(case)))
    print_case(case.pk, **by(rektor(case), world.AT + timedelta(seconds=59)))
    with refused("printed_before_last", "text_missing"):
        record_archived(case.pk, reference=" ", **by(rektor(case)))
    archived(case)


def test_what_somebody_printed_without_a_report_is_not_the_whole_of_it():
    """Destroyed later as archived, the words of the child would be nowhere."""
    case = world.received()
    lead = case.caseaccess_set.get().person
    world.declared(case, lead)
    world.declared(case.casereport_set.get().report, parties=[world.a_pupil(case.school, "Ida Ness")])  # not the lead
    world.closed(case)
    print_case(case.pk, **by(lead, ARCHIVED_AT - MINUTES))
    with refused("printed_without_reports"):
        record_archived(case.pk, reference=REFERENCE, **by(rektor(case)))
    whole = print_case(case.pk, **by(rektor(case), ARCHIVED_AT))
    print_case(case.pk, **by(lead, ARCHIVED_AT + MINUTES))
    receipt = record_archived(case.pk, reference=REFERENCE, **by(rektor(case), ARCHIVED_AT + 2 * MINUTES))
    assert (receipt.sha256, receipt.printed_at) == (whole.sha256, ARCHIVED_AT)


def test_the_files_are_not_on_paper_and_somebody_says_that_the_archive_has_them(client, monkeypatch):
    world.it_is(monkeypatch, ARCHIVED_AT)
    case = world.received()
    report = world.a_report(case.school, files=[a_text("Se her", "bilde fra Noah.txt")])
    world.declared(world.read(report), parties=[case.pupil])
    cases.link_report(case.pk, report=report.pk, **by(rektor(case), world.AT))
    world.closed(case)
    print_case(case.pk, **by(rektor(case), ARCHIVED_AT - MINUTES))
    with refused("files_not_archived"):
        record_archived(case.pk, reference=REFERENCE, **by(rektor(case)))
    world.signed_in(client, rektor(case))
    address, typed = f"/saker/{case.number}/arkiv/", {"form_key": str(uuid4()), "reference": REFERENCE}
    page = client.get(address).content.decode()
    assert "1 fil" in page and f"/meldinger/{report.number}/" in page and "bilde fra Noah" not in page
    refusal = client.post(address, typed)
    assert refusal.status_code == 422 and "Legg filene i arkivet også" in refusal.content.decode()
    assert client.post(address, typed | {"has_files": "on"}).status_code == 302 and ArchiveReceipt.objects.exists()


def test_once_more_only_when_something_has_been_written_since():
    case = world.closed()
    archived(case)
    place_hold(case.pk, reason=HoldReason.COURT, text="Krav om erstatning.", **by(rektor(case), LATER))
    print_case(case.pk, **by(rektor(case), LATER + MINUTES))
    with refused("archived_already"):
        record_archived(case.pk, reference=REFERENCE, **by(rektor(case), LATER + MINUTES))
    report = case.casereport_set.get().report
    cases.answer_reporter(report.pk, text="Takk igjen.", **by(rektor(case), LATER + 2 * MINUTES))
    second = archived(case, LATER + 4 * MINUTES)
    assert second.counts_from == LATER.date() and ArchiveReceipt.objects.filter(case=case).count() == 2


def test_only_those_who_lead_the_case_hand_it_over():
    case = world.closed()
    print_case(case.pk, **by(rektor(case), ARCHIVED_AT - MINUTES))
    for stranger in (world.an_employee(case.school), world.officer_of(case.school.school_owner)):
        with not_visible():
            record_archived(case.pk, reference=REFERENCE, **by(stranger))
    with not_visible():
        record_archived(uuid4(), reference=REFERENCE, **by(rektor(case)))


def test_the_page_says_when_it_was_printed_and_where_to_print_it(client, monkeypatch):
    world.it_is(monkeypatch, ARCHIVED_AT)
    case = world.closed()
    world.signed_in(client, rektor(case))
    address = f"/saker/{case.number}/arkiv/"
    assert "ikke skrevet ut" in client.get(address).content.decode()
    print_case(case.pk, **by(rektor(case), ARCHIVED_AT - MINUTES))
    assert "sist skrevet ut mandag 23. mars kl. 09.05" in client.get(address).content.decode()
    answer = client.post(address, {"form_key": str(uuid4()), "reference": REFERENCE})
    assert answer.status_code == 302 and ArchiveReceipt.objects.get().case == case
    assert REFERENCE in client.get(address).content.decode()
    assert address in client.get(f"/saker/{case.number}/").content.decode()


def test_until_it_is_in_the_archive_that_is_the_next_step(client, monkeypatch):
    case, step = world.closed(), "Saken er avsluttet. Skriv den ut, og legg den i arkivet."
    world.it_is(monkeypatch, ARCHIVED_AT)
    page = world.signed_in(client, rektor(case))
    assert step in text_of(page.get(f"/saker/{case.number}/"))
    archived(case)
    assert step not in text_of(page.get(f"/saker/{case.number}/"))
