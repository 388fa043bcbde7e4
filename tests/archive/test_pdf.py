"""Whatever people write can be printed: nothing is markup, every sign shows, and nothing runs off the sheet."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innsats.archive.document import Document, Entry, Section, Table, plain
from innsats.archive.pdf import FONTS, CannotTypeset, made, printable
from tests.archive.files import check_archive_file
from tests.archive.reading import text_of

HOSTILE = (
    '#panic("ut") #import "@preview/x:1.0.0" #read("/etc/passwd") $ x^2 $ = Overskrift\n1. mars\n- punkt `kode` '
    '*fet* _kursiv_ <merke> @ref \\ // kommentar /* */ "sitat" </script> {{ 7 }} %s ${x}'
)


def document(text: str) -> Document:
    table = Table(head=("A", "B"), widths=(1, 1), rows=((text, text),))
    entry = Entry(title=text, said=text, blocks=plain(text))
    section = Section(title="Del", blocks=(entry, table))
    return Document(title="Prøve", language="nb", on=date(2026, 3, 23), foot=text, sections=(section,), lead=(text,))


def test_hostile_text_stands_as_it_was_written():
    pdf = made(document(HOSTILE))
    check_archive_file(pdf, language="nb-NO", title="Prøve")
    said = re.sub(r"\s", "", text_of(pdf))
    assert said.count(re.sub(r"\s", "", HOSTILE)) >= 4


@pytest.mark.parametrize("text", [
    "Čáhppes sámi: đ ŋ š ŧ ž á", "Володимир каже: ні", "مرحبا، أنا خائف", "Ząb, Łódź, ő, ğ, ş, İ", "e\u0301 = é",
    "½ € ™ → ✓",
])  # fmt: skip
def test_letters_of_many_languages_are_shown_as_they_are(text):
    assert "[U+" not in printable(text)
    check_archive_file(made(document(text)), language="nb-NO", title="Prøve")


@pytest.mark.parametrize(("text", "shown"), [
    ("🫠", "[U+1FAE0 MELTING FACE]"), ("❤️", "❤\ufe0f"), ("\x07", "[U+0007]"), ("\ue000", "[U+E000]"),
    ("\ufeffa\u00adb", "ab"),
    ("學校", "[U+5B78 CJK UNIFIED IDEOGRAPH-5B78][U+6821 CJK UNIFIED IDEOGRAPH-6821]"), ("a\r\nb\u2028c", "a\nb\nc"),
])  # fmt: skip
def test_what_no_font_has_is_said_by_name_and_never_lost(text, shown):
    assert printable(text) == shown
    check_archive_file(made(document(text)), language="nb-NO", title="Prøve")


@settings(max_examples=10)
@given(st.lists(st.text(max_size=60), min_size=20, max_size=60))
def test_any_texts_at_all_can_be_printed(texts):
    entries = tuple(Entry(title=one, said=one, blocks=plain(one)) for one in texts)
    whole = replace(document("Prøve"), sections=(Section(title="Del", blocks=entries),))
    assert made(whole).startswith(b"%PDF-")


def test_what_the_typesetter_says_of_a_document_is_not_repeated(monkeypatch):
    command = [sys.executable, "-c", "import sys; sys.exit('sa: ' + sys.stdin.read())"]
    monkeypatch.setattr("innsats.archive.pdf.COMMAND", command)
    with pytest.raises(CannotTypeset, match="^exit code 1$"):
        made(document("Noah"))


def test_a_word_without_end_is_broken_and_whole():
    said = text_of(made(document("x" * 5000))).replace(" ", "")
    assert "x" * 5000 in said


def test_the_same_document_gives_the_same_bytes_and_another_gives_others():
    assert made(document("En")) == made(document("En")) != made(document("To"))


def test_every_font_is_the_file_that_its_readme_says():
    told = dict(re.findall(r"^\| (\S+\.ttf) \| ([0-9a-f]{64}) \|$", (FONTS / "README.md").read_text(), re.MULTILINE))
    assert told == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")}
    assert len(list(FONTS.glob("LICENSE-*"))) == 2
