"""Who fills the disk with files from outside meets an end of it; and nobody else loses a word of what was written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from innsats.cases.models import Report
from innsats.notices.ticking import tick
from innsats.people.models import School
from innsats.vault.sealing import open_one
from innsats.web import drafts
from innsats.web.models import Upload
from innsats.web.uploads import holding
from tests import world
from tests.family.walking import SKIPPED, Form, code_on, on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    world.it_is(monkeypatch)
    school = world.a_school()
    world.a_principal(school)
    return school


def with_a_file(client: Client, school: School, size_bytes: int = 1500, **typed: str) -> HttpResponse:
    """The page after words and a file."""
    page = on(client, on(client, client.get("/skole/"), pick=str(school.uuid)), go="next")
    file = SimpleUploadedFile("logg.txt", b"a" * size_bytes, content_type="text/plain")
    return on(client, page, **{"go": "next", "text": "De skrev til meg.", "attached": file, **typed})


def sent_without(client: Client, page: HttpResponse) -> str:
    """The words of the report that is sent when one goes on from here."""
    page = on(client, page, go="next", text="De skrev til meg.")
    for step in SKIPPED[2:]:
        assert Form(page.content.decode()).hidden["step"] == step
        page = on(client, page, go="next")
    assert on(client, page, go="send").status_code == 200
    report = Report.objects.get()
    assert not report.attachment_set.exists()
    return open_one(report.words, report.pk)


@pytest.mark.parametrize(("limit", "most"), [("MOST_KILOBYTES", 3), ("MOST_WAITING_BYTES", 2000)])
def test_beyond_the_room_there_is_the_words_are_sent_without_the_file(
    client: Client, school: School, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(holding, limit, most)
    assert with_a_file(Client(), school).status_code == 200
    page = with_a_file(client, school)
    said = page.content.decode()
    assert page.status_code == 422 and "fikk ikke plass nå" in said and "De skrev til meg." in said
    assert Upload.objects.count() == 1
    assert sent_without(client, page) == "De skrev til meg."


def test_another_network_is_not_kept_out_by_the_first(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "MOST_KILOBYTES", 3)
    for n, status in ((1, 200), (2, 422)):
        assert with_a_file(Client(REMOTE_ADDR=f"2001:db8::{n}"), school).status_code == status
    assert with_a_file(Client(REMOTE_ADDR="2001:db8:0:1::1"), school).status_code == 200


def test_the_operator_is_told_when_there_is_no_room_in_all(
    client: Client, school: School, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(holding, "MOST_WAITING_BYTES", 1000)
    with_a_file(client, school)
    assert [record.levelname for record in caplog.records if record.name == "innsats.files"] == ["WARNING"]
    assert "127.0.0.1" not in caplog.text and "logg.txt" not in caplog.text


def test_what_is_neither_sent_nor_saved_is_gone_after_a_day(client: Client, school: School) -> None:
    with_a_file(client, school)
    tick(world.AT + DAY - timedelta(hours=1))
    assert Upload.objects.count() == 1
    tick(world.AT + DAY + timedelta(seconds=1))
    assert not Upload.objects.exists()


def test_what_is_saved_under_a_code_waits_as_long_as_the_words(
    client: Client, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_on(with_a_file(client, school, go="save"))
    tick(world.AT + drafts.KEPT_FOR - timedelta(hours=1))
    world.it_is(monkeypatch, world.AT + drafts.KEPT_FOR - timedelta(hours=1))
    assert "logg.txt" in Client().post("/skole/kode/", {"code": code}).content.decode()
    tick(world.AT + drafts.KEPT_FOR + timedelta(seconds=1))
    assert not Upload.objects.exists()
