"""A file that turns out to be an intimate picture is erased at once, by whoever finds it; that it exists is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from innsats.cases.actions import remove_attachment
from innsats.cases.models import Attachment, IntimatePicture
from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.attached import a_file, a_report_with, a_text, file_of
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
WHY = "Bildet viser en elev uten klær."


@pytest.fixture
@replayed
def report():
    school = world.a_school()
    world.a_principal(school)
    return a_report_with(a_file(), a_text("Et annet."), school=school)


def remove(report, by=None, **more):
    given = {"reason": WHY, "held_by": "Jonas", "shows": "En elev i dusjen"} | more
    by = world.actor(by or world.principal_of(report.school))
    return remove_attachment(file_of(report).pk, by=by, at=world.AT, **given)


def test_the_bytes_are_gone_and_what_is_known_of_them_stays(report):
    before = file_of(report)
    kept = remove(report)
    after = Attachment.objects.get(pk=before.pk)
    assert bytes(after.content) == b"" and after.sha256 == before.sha256 and after.size_bytes == before.size_bytes
    assert [open_one(getattr(kept, name), kept.pk) for name in ("held_by", "shows", "reason")] == [
        "Jonas", "En elev i dusjen", WHY,
    ]  # fmt: skip
    assert bool(Attachment.objects.exclude(pk=before.pk).get(report=report).content)
    event = Event.objects.get(act=Act.REMOVE_ATTACHMENT)
    assert (event.facts["attachment"], event.facts["sha256"]) == (str(before.pk), before.sha256)


@pytest.mark.usefixtures("committed")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="looks into SQLite's file")
def test_not_even_what_was_sealed_is_left_in_the_database_file(report):
    piece = bytes(Attachment.objects.get(pk=file_of(report).pk).content)[100:164]
    path = Path(connection.settings_dict["NAME"])

    def is_there():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return piece in path.read_bytes()

    assert is_there()
    remove(report)
    assert not is_there()


def test_whoever_reads_the_report_may_and_nothing_stands_before_it(report):
    assert remove(report).by == world.principal_of(report.school)  # has declared nothing, and opened nothing
    other = a_report_with(a_file(), school=report.school, by=world.actor(world.an_employee(report.school, "Ivar Lo")))
    lead = world.with_lead(world.declared(world.read(other), parties=[world.a_pupil(report.school)])).lead
    world.declared(other, lead)
    assert remove(other, lead).by == lead


def test_nobody_else_may_and_a_file_that_is_not_there_is_hidden_the_same_way(report):
    with not_visible():
        remove(report, report.reporter)
    other = world.an_employee(report.school, "Uten Del")
    with not_visible():
        remove(report, other)
    with not_visible():
        remove_attachment(report.pk, by=world.actor(world.principal_of(report.school)), at=world.AT, reason=WHY)
    assert bool(Attachment.objects.get(pk=file_of(report).pk).content)


def test_it_needs_a_reason_and_happens_once(report):
    with refused("text_missing"):
        remove(report, reason=" ")
    with refused("text_too_long"):
        remove(report, shows="x" * 201)
    assert bool(Attachment.objects.get(pk=file_of(report).pk).content)
    remove(report)
    with refused("removed_already"):
        remove(report)
    assert IntimatePicture.objects.count() == 1


def test_on_the_page_it_takes_one_reason_and_the_file_is_found_nowhere_after(client, monkeypatch, report):
    world.it_is(monkeypatch)
    rektor, file = world.signed_in(client, world.principal_of(report.school)), file_of(report)
    page = rektor.get(f"/vedlegg/{file.pk}/fjern/")
    assert "kan ikke hentes tilbake" in text_of(page) and "politiet" in text_of(page)
    assert rektor.post(f"/vedlegg/{file.pk}/fjern/", {"form_key": "k"}).status_code == 422
    done = rektor.post(f"/vedlegg/{file.pk}/fjern/", {"reason": WHY, "form_key": "k"})
    assert done.status_code == 302 and done["Location"] == f"/meldinger/{report.number}/"
    assert rektor.get(f"/vedlegg/{file.pk}/fil/").status_code == 404
    shown = text_of(rektor.get(f"/vedlegg/{file.pk}/"))
    assert "Filen er fjernet for godt" in shown and WHY in shown and "Kari Vik" in shown
    said = text_of(rektor.get(f"/meldinger/{report.number}/?les=1"))
    assert "Fjernet for godt" in said and "Det finnes et bilde som ikke skal deles" in said and "slettmeg.no" in said
