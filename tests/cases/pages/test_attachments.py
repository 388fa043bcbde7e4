"""Pictures and files as whoever reads the report meets them: inside our page, and with nothing in them that can run."""

from __future__ import annotations

import pytest
from csp.constants import HEADER

from innsats.cases.models import Attachment
from innsats.journal.models import Event, Look
from innsats.rules.acts import Act
from innsats.rules.attachments import CheckedFile, FileKind, Scan
from innsats.vault.sealing import open_file, open_one, sha256
from tests import world
from tests.cases.attached import PICTURE, a_file, a_report_with, a_text, file_of
from tests.cases.pages.reading import text_of
from tests.cases.refusals import refused
from tests.web import evil

pytestmark = pytest.mark.django_db
A_PDF = CheckedFile(name="Brev til Ådne.pdf", kind=FileKind.PDF, content=evil.PDF, scan=Scan.CLEAN)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def rektor(client, school):
    return world.signed_in(client, world.principal_of(school))


def test_a_file_is_sealed_with_its_name_and_its_sum_stands_in_the_journal(school):
    report = a_report_with(a_file("Ola i garderoben.png"), school=school)
    row = file_of(report)
    assert open_file(row.content, row.pk) == PICTURE and open_one(row.name, row.pk) == "Ola i garderoben.png"
    assert PICTURE[8:] not in bytes(row.content) and row.sha256 == sha256(row.content)
    event = Event.objects.get(act=Act.REPORT_CONCERN)
    assert event.facts["files"] == [str(row.pk)] and row.sha256 in event.facts["seals"]


def test_more_than_five_do_not_come_whatever_the_form_let_through(school):
    reporter = world.actor(world.an_employee(school))
    with refused("files_too_many"):
        a_report_with(*[a_text(f"{n}") for n in range(6)], school=school, by=reporter)
    assert not Attachment.objects.exists()


def test_a_picture_is_shown_inside_our_page_and_looking_leaves_a_trace(rektor, school):
    report = a_report_with(a_file(), school=school)
    page = rektor.get(f"/vedlegg/{file_of(report).pk}/")
    assert f'<img class="attachment" src="/vedlegg/{file_of(report).pk}/fil/"' in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    looks = Look.objects.filter(stream=report.subject.stream, act=Act.READ_REPORT)
    assert [one.actor_id for one in looks] == [str(world.principal_of(school).uuid)]


@pytest.mark.parametrize(
    ("file", "kind", "disposition"),
    [
        (a_file(), "image/png", 'inline; filename="skjermbilde.png"'),
        (A_PDF, "application/pdf", "attachment; filename*=utf-8''Brev%20til%20%C3%85dne.pdf"),
        (a_text(evil.HTML.decode()), "text/plain; charset=utf-8", 'attachment; filename="notat.txt"'),
    ],
)
def test_the_bytes_are_handed_out_so_that_nothing_in_them_runs(rektor, school, file, kind, disposition):
    row = file_of(a_report_with(file, school=school))
    answer = rektor.get(f"/vedlegg/{row.pk}/fil/")
    assert answer.content == file.content
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (kind, disposition)
    assert answer[HEADER] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_text_is_shown_as_the_letters_it_is_and_a_pdf_is_not_shown(rektor, school):
    report = a_report_with(a_text("Se her <script>alert(1)</script>"), A_PDF, school=school)
    shown = {one.kind: rektor.get(f"/vedlegg/{one.pk}/").content.decode() for one in report.attachment_set.all()}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown["text"]
    assert "<img" not in shown["pdf"] and "<embed" not in shown["pdf"] and "Last ned" in shown["pdf"]


def test_whoever_reads_is_told_what_nothing_has_looked_at_for_viruses(rektor, school):
    report = a_report_with(a_file(), A_PDF, school=school)
    said = text_of(rektor.get(f"/meldinger/{report.number}/?les=1"))
    assert said.count("Filen er ikke sjekket for virus: Her er det ikke satt opp noe som sjekker.") == 1
    assert "skjermbilde.png" in said and "Brev til Ådne.pdf" in said
    assert "Ikke sjekket for virus" in text_of(rektor.get(f"/vedlegg/{file_of(report).pk}/"))
    assert "Ikke sjekket" not in text_of(rektor.get(f"/vedlegg/{report.attachment_set.get(kind='pdf').pk}/"))


def test_what_is_told_of_a_picture_that_must_not_be_shared_comes_with_what_to_do(rektor, school):
    from innsats.rules.attachments import IntimatePicture

    report = a_report_with(school=school, picture=IntimatePicture(held_by="Jonas i 10B", shows="Ada i dusjen"))
    said = text_of(rektor.get(f"/meldinger/{report.number}/?les=1"))
    assert "Det finnes et bilde som ikke skal deles Hvem har bildet Jonas i 10B Hva bildet viser Ada i dusjen" in said
    assert "Ikke be noen om å vise, sende eller ta vare på bildet." in said and "02800" in said
    assert "Per Sand" not in said.partition("Det finnes et bilde")[2].partition("Ikke be noen")[0]


@pytest.mark.parametrize("address", ["/vedlegg/{}/", "/vedlegg/{}/fil/", "/vedlegg/{}/fjern/"])
def test_for_whoever_may_not_read_the_report_there_is_no_such_file(client, school, address):
    row = file_of(a_report_with(a_file(), school=school))
    for somebody in (world.an_employee(school, "Uten Del"), row.report.reporter):
        page = world.signed_in(client, somebody)
        assert page.get(address.format(row.pk)).status_code == 404
    assert not Look.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries_and_never_reads_the_bytes(
    rektor, school, count, django_assert_num_queries
):
    report = a_report_with(*[a_text(f"{n}") for n in range(count)], school=school)
    rektor.get(f"/meldinger/{report.number}/?les=1")
    with django_assert_num_queries(22) as asked:
        rektor.get(f"/meldinger/{report.number}/")
    assert not any('"cases_attachment"."content"' in query["sql"] for query in asked.captured_queries)


def test_ten_million_bytes_go_in_and_come_out(rektor, school):
    content = bytes(range(250)) * 40_000
    row = file_of(a_report_with(a_file("a.pdf", content, FileKind.PDF), school=school))
    assert rektor.get(f"/vedlegg/{row.pk}/fil/").content == content
