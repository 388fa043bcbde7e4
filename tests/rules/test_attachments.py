"""What can come with a report, told by its first bytes; and under which name it is kept."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from innsats.rules.attachments import (
    ENDINGS,
    LARGEST_BYTES,
    MOST_COUNT,
    CheckedFile,
    FileKind,
    IntimatePicture,
    Scan,
    Unfit,
    kind_of,
    name_kept,
    obstacles_to_files,
    obstacles_to_picture,
    obstacles_to_removal,
    unfit,
)
from innsats.rules.law import HOUSE_PRACTICE

BEGINNINGS = {
    FileKind.JPEG: b"\xff\xd8\xff\xe0", FileKind.PNG: b"\x89PNG\r\n\x1a\n", FileKind.WEBP: b"RIFF1234WEBP",
    FileKind.PDF: b"%PDF-1.7",
}  # fmt: skip


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_a_file_is_what_it_begins_as_whatever_it_is_called(kind):
    assert kind_of("program.exe", BEGINNINGS[kind]) is kind
    assert kind_of(f"fil{ENDINGS[kind]}", BEGINNINGS[kind][1:]) is None


@pytest.mark.parametrize("text", ["Hei", "Æ sa:\r\n\t«nei»", "مرحبا", "1 < 2", "a < b", ""])
def test_plain_text_is_text_all_through_and_says_so_by_its_name(text):
    assert kind_of("a.TXT", text.encode()) is FileKind.TEXT
    assert kind_of("a.txt", b"\xef\xbb\xbf" + text.encode()) is FileKind.TEXT
    assert kind_of("a.html", text.encode()) is None


@pytest.mark.parametrize(
    "content", [b"<svg>", b"\n <!DOCTYPE html>", b"<?xml?>", b"a\x00b", b"\xff\xfeH\x00", b"a\x1b[0m"]
)
def test_what_a_browser_or_a_terminal_could_take_for_something_else_is_no_plain_text(content):
    assert kind_of("a.txt", content) is None


@given(st.binary(max_size=200))
def test_only_what_begins_as_one_of_the_kinds_is_one(content):
    found = kind_of("bilde.jpg", content)
    assert found is None or content.startswith(BEGINNINGS[found][:3])


@given(st.text())
@example("..\\..\\etc\\passwd")
@example("/etc/passwd.jpg")
@example("bilde\u202egpj.exe")
@example("a\r\nSet-Cookie: x.jpg")
@example("." * 500)
@example("😀" * 300)
def test_a_name_has_no_folder_no_hidden_sign_and_the_ending_of_what_it_is(name):
    found = name_kept(name, FileKind.JPEG)
    assert found.endswith(".jpg") and len(found) <= 104 and found != ".jpg"
    assert not set("/\\\r\n\x00\u202e") & set(found)
    found.encode()


def test_the_first_reason_is_the_one_that_is_told():
    assert unfit("a.jpg", b"", size_bytes=LARGEST_BYTES + 1) is Unfit.TOO_LARGE
    assert unfit("a.jpg", b"", size_bytes=0) is Unfit.EMPTY
    assert unfit("a.heic", b"\x00\x00\x00\x18ftypheic", size_bytes=12) is Unfit.HEIC
    assert unfit("a.mp4", b"\x00\x00\x00\x18ftypisom", size_bytes=12) is Unfit.OTHER_KIND
    assert unfit("a.pdf", b"%PDF-", size_bytes=LARGEST_BYTES) is None


def test_five_come_with_a_report_and_six_do_not():
    one = CheckedFile(name="a.txt", kind=FileKind.TEXT, content=b"a", scan=Scan.CLEAN)
    assert obstacles_to_files([one] * MOST_COUNT) == ()
    (too_many,) = obstacles_to_files([one] * (MOST_COUNT + 1))
    assert (too_many.code, too_many.source) == ("files_too_many", HOUSE_PRACTICE)


def test_of_a_picture_that_is_told_of_anything_short_may_be_said_and_nothing_must():
    assert obstacles_to_picture(None) == obstacles_to_picture(IntimatePicture()) == ()
    long = obstacles_to_picture(IntimatePicture(held_by="x" * 201, shows="x" * 201))
    assert [one.about[0] for one in long] == ["held_by", "shows"]


def test_what_is_removed_is_removed_once():
    assert obstacles_to_removal(is_removed=False) == ()
    assert [one.code for one in obstacles_to_removal(is_removed=True)] == ["removed_already"]
