"""Pictures and files on the way in: chosen, kept between the steps, sent once; and what cannot come, told kindly."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from innsats.cases.models import Attachment, IntimatePicture, Report
from innsats.notices.ticking import tick
from innsats.rules.attachments import LARGEST_BYTES
from innsats.vault.keys import owner_key
from innsats.vault.sealing import open_file, open_one
from innsats.web import drafts
from innsats.web.models import Upload
from innsats.web.uploads import holding
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.pages.test_report_pages import WORDS, hidden_fields, typed
from tests.web import evil

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    return school


@pytest.fixture
def reporter(school):
    return world.an_employee(school)


@pytest.fixture
def page(client, reporter):
    return world.signed_in(client, reporter)


@pytest.fixture
def key():
    return str(uuid4())


def chosen(name="skjerm.png", content=None):
    return SimpleUploadedFile(name, evil.picture("PNG") if content is None else content, "image/jpeg")


def names(reporter, key):
    return [line.name for line in holding.lines(holding.holder_of(key, reporter.pk))]


def test_a_chosen_file_lasts_through_every_step_and_is_sent_once_with_the_report(page, school, reporter, key):
    given = typed(school, files_key=key)
    added = page.post("/meld/", given | {"step": "files", "attached": [chosen(), chosen("brev.pdf", evil.PDF)]})
    assert added.status_code == 200 and "Valgt: skjerm.png" in text_of(added) and WORDS.split("\n")[0] in text_of(added)
    preview = page.post("/meld/", given | {"step": "preview", "attached": [chosen("til.txt", b"Hei")]})
    assert "Bilder og filer skjerm.png, brev.pdf, til.txt" in text_of(preview)
    sent = hidden_fields(preview) | {"send_as": "pupils"}
    assert sent["files_key"] == key and "attached" not in sent
    assert page.post("/meld/", sent).status_code == page.post("/meld/", sent).status_code == 302
    report = Report.objects.get()
    assert [one.kind for one in report.attachment_set.order_by("place")] == ["png", "pdf", "text"]
    assert not Upload.objects.exists()
    said = text_of(page.get(f"/mine-meldinger/{report.number}/"))
    assert "skjerm.png" in said and "brev.pdf" in said


def test_a_file_can_be_taken_out_again_and_a_full_report_takes_no_more(page, school, reporter, key):
    given = typed(school, files_key=key)
    many = [chosen(f"{n}.txt", b"Hei") for n in range(6)]
    full = page.post("/meld/", given | {"step": "files", "attached": many})
    assert "«5.txt» fikk ikke plass. Du kan legge ved fem filer." in text_of(full)
    first = Upload.objects.order_by("kept_at").first()
    page.post("/meld/", given | {"remove_file": str(first.pk)})
    assert names(reporter, key) == ["1.txt", "2.txt", "3.txt", "4.txt"]
    page.post("/meld/", given | {"remove_file": "none such"})
    assert len(names(reporter, key)) == 4


def test_one_too_many_is_one_too_many_also_when_another_of_them_is_refused(page, school, reporter, key):
    many = [chosen("program.exe", b"MZ"), *[chosen(f"{n}.txt", b"Hei") for n in range(5)]]
    said = text_of(page.post("/meld/", typed(school, files_key=key, step="files") | {"attached": many}))
    assert "«program.exe» er ikke noe vi kan ta imot" in said and "«4.txt» fikk ikke plass" in said
    assert len(names(reporter, key)) == 4


def test_a_picture_of_40_mb_is_refused_in_words_and_nothing_else_is_lost(page, school, reporter, key):
    big = b"\xff\xd8\xff" + bytes(4 * LARGEST_BYTES)
    answer = page.post(
        "/meld/", typed(school, files_key=key, step="preview") | {"attached": [chosen(), chosen("ferie.jpg", big)]}
    )
    said = text_of(answer)
    assert answer.status_code == 422 and "«ferie.jpg» er for stor. En fil kan være på 10 MB." in said
    assert "Noah står alene i skolegården." in said and "Valgt: skjerm.png" in said
    assert names(reporter, key) == ["skjerm.png"] and not Report.objects.exists()


@pytest.mark.parametrize("what", evil.REFUSED)
def test_what_cannot_come_is_told_by_its_name_and_what_was_typed_stands(page, school, key, what):
    name, content = evil.REFUSED[what]
    given = typed(school, files_key=key, step="preview")
    answer = page.post("/meld/", given | {"attached": chosen(name, content)})
    assert answer.status_code == 422 and f"«{name}»" in text_of(answer)
    assert WORDS.split("\n")[0] in text_of(answer)
    assert not Upload.objects.exists()


def test_a_name_with_markup_is_only_a_name(page, school, key):
    given = typed(school, files_key=key, step="files")
    files = [chosen("<img src=x onerror=alert(1)>.png"), chosen("<b>.exe", b"MZ  ")]
    answer = page.post("/meld/", given | {"attached": files})
    body = answer.content.decode()
    assert "<img src=x" not in body and "«<b>" not in body and "&lt;b&gt;.exe" in body


def test_more_than_anybody_reads_through_is_answered_at_once(page, school, monkeypatch):
    monkeypatch.setattr("innsats.web.uploads.receiving.LARGEST_REQUEST_BYTES", 10_000)
    answer = page.post("/meld/", typed(school) | {"attached": chosen("stor.txt", b"x" * 20_000)})
    assert answer.status_code == 413
    said = text_of(answer)
    assert "Det ble for mye på én gang" in said and "xxx" not in said and "form-data" not in said


def test_another_finds_nothing_with_the_key_and_nobody_without_it(page, client, school, reporter, key):
    page.post("/meld/", typed(school, files_key=key, step="files") | {"attached": chosen()})
    other = world.signed_in(client, world.an_employee(school, "Per Sand"))
    assert "Valgt" not in text_of(other.post("/meld/", typed(school, files_key=key, step="edit")))
    sent = other.post("/meld/", typed(school, files_key=key, send_as="pupils", form_key=str(uuid4())))
    assert sent.status_code == 302 and not Attachment.objects.exists()
    assert names(reporter, key) == ["skjerm.png"]


def test_somebody_unknown_has_the_key_and_nothing_else(school, key):
    owner = {"school_owner_id": school.school_owner_id, "at": world.AT}
    assert holding.add([chosen("a.txt", b"Hei")], holding.holder_of(key, None), **owner) == ()
    assert [one.content for one in holding.files(holding.holder_of(key, None))] == [b"Hei"]
    assert holding.lines(holding.holder_of(str(uuid4()), None)) == ()
    assert [one.why for one in holding.add([chosen()], holding.holder_of("kort", None), **owner)] == ["no_school"]


def test_a_file_waits_until_it_is_known_whose_key_seals_it(client, key):
    nobody = world.signed_in(client, world.a_person("Uten Rolle"))
    answer = nobody.post("/meld/", {"text": WORDS, "files_key": key, "step": "files", "attached": chosen()})
    assert "Velg skolen først" in text_of(answer) and not Upload.objects.exists()


def test_what_is_held_is_sealed_name_and_all_and_gone_with_the_draft(page, school, reporter, key):
    file = chosen("Ola i dusjen.txt", b"Hemmelig")
    page.post("/meld/", typed(school, files_key=key, step="files") | {"attached": file})
    held = Upload.objects.get()
    assert b"Hemmelig" not in bytes(held.content) and open_file(held.content, held.pk) == b"Hemmelig"
    assert open_one(held.name, held.pk) == "Ola i dusjen.txt" and key not in held.holder
    page.post("/utkast/?for=/meld/", {"text": WORDS, "files_key": key})
    assert "Valgt: Ola i dusjen.txt" in text_of(page.get("/meld/"))
    page.post("/utkast/?for=/meld/", {"forget": "1"})
    assert not Upload.objects.exists()


def test_it_is_kept_as_long_as_a_draft_and_no_longer(page, school, key):
    page.post("/meld/", typed(school, files_key=key, step="files") | {"attached": chosen()})
    tick(world.AT + drafts.KEPT_FOR - timedelta(hours=1))
    assert Upload.objects.exists()
    tick(world.AT + drafts.KEPT_FOR + timedelta(seconds=1))
    assert not Upload.objects.exists()


def test_a_draft_keeps_the_key_of_its_files_and_never_the_files(reporter, school, key):
    given = QueryDict(mutable=True)
    given.update({"files_key": key, "text": WORDS})
    with_key = {"school_owner_id": school.school_owner_id, "at": world.AT}
    owner_key(school.school_owner_id)
    drafts.save(reporter.pk, "/meld/", given, **with_key)
    assert drafts.read(reporter.pk, "/meld/", at=world.AT).typed["files_key"] == key


def test_the_form_says_before_the_files_that_one_kind_of_picture_never_comes_here(page):
    said = text_of(page.get("/meld/"))
    assert said.index("Send aldri bilder av noen uten klær") < said.index("Skjermbilder, bilder, PDF eller tekst")
    for told in ("slettmeg.no", "02800", "112", "116 111", "Du gjør ikke noe galt når du sier fra"):
        assert told in said


def test_that_such_a_picture_exists_is_all_that_is_kept_of_it(page, school):
    told = {"picture_held_by": "Jonas i 10B", "picture_shows": "Ada i dusjen"}  # not ticked, and meant all the same
    preview = page.post("/meld/", typed(school, step="preview", **told))
    assert "Bilde som ikke skal sendes Det finnes Hvem har bildet Jonas i 10B" in text_of(preview)
    page.post("/meld/", hidden_fields(preview) | {"send_as": "pupils"})
    kept = IntimatePicture.objects.get()
    assert (open_one(kept.held_by, kept.pk), open_one(kept.shows, kept.pk)) == ("Jonas i 10B", "Ada i dusjen")
    assert kept.attachment is None and not Attachment.objects.exists()
    assert "Hva bildet viser Ada i dusjen" in text_of(page.get(f"/mine-meldinger/{kept.report.number}/"))


def test_a_tick_alone_is_enough(page, school):
    preview = page.post("/meld/", typed(school, step="preview", has_picture="on"))
    page.post("/meld/", hidden_fields(preview) | {"send_as": "pupils"})
    assert IntimatePicture.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_a_fixed_number_of_queries(page, school, key, count, django_assert_num_queries):
    files = [chosen(f"{n}.txt", b"Hei") for n in range(count)]
    page.post("/meld/", typed(school, files_key=key, step="files") | {"attached": files})
    with django_assert_num_queries(7):
        page.post("/meld/", typed(school, files_key=key, step="edit"))


def test_the_form_is_sent_as_one_that_can_hold_files(page):
    body = page.get("/meld/").content.decode()
    assert re.search(r'<form[^>]+enctype="multipart/form-data"', body)
    assert 'type="file" name="attached"' in body and " multiple" in body
