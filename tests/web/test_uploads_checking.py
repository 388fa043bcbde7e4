"""A file that somebody sends is what it is, not what it is called; and a picture is drawn anew before it is kept."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from PIL import Image

from innsats.rules.attachments import (
    LARGEST_BYTES,
    LONGEST_SIDE,
    PICTURES,
    CheckedFile,
    FileKind,
    Scan,
    Unfit,
)
from innsats.settings import _scanner
from innsats.web.uploads.checking import checked
from tests.web import evil

ALL = {"JPEG": FileKind.JPEG, "PNG": FileKind.PNG, "WEBP": FileKind.WEBP}


def check(name: str, content: bytes) -> CheckedFile | Unfit:
    return checked(name, content, size_bytes=len(content))


def kept(name: str, content: bytes) -> CheckedFile:
    found = check(name, content)
    assert isinstance(found, CheckedFile), found
    return found


@pytest.mark.parametrize("what", evil.REFUSED)
def test_what_is_no_picture_pdf_or_plain_text_is_not_taken(what: str) -> None:
    assert isinstance(check(*evil.REFUSED[what]), Unfit)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("nothing", Unfit.EMPTY),
        ("a program called a picture", Unfit.OTHER_KIND),
        ("a picture of a phone that nobody can open", Unfit.HEIC),
        ("half a picture", Unfit.UNREADABLE),
        ("a PNG of 30,000 × 30,000", Unfit.TOO_MANY_PIXELS),
        ("a PNG of two thousand million pixels", Unfit.TOO_MANY_PIXELS),
    ],
)
def test_why_it_is_not_taken_is_told(what: str, why: Unfit) -> None:
    assert check(*evil.REFUSED[what]) is why


def test_a_pixel_flood_that_says_so_truly_ends_within_its_limits() -> None:
    """49 million pixels of nothing in 150 kB: refused by its head, before a pixel is read."""
    assert check("stor.png", evil.png(7000, 7000, pixels=bytes(7000 * 21_001))) is Unfit.TOO_MANY_PIXELS


def test_the_limit_is_the_limit_and_one_byte_more_is_too_large() -> None:
    text = b"x" * LARGEST_BYTES
    assert kept("langt.txt", text).content == text
    assert check("langt.txt", text + b"x") is Unfit.TOO_LARGE


@pytest.mark.parametrize("kind", ALL)
def test_nothing_of_where_when_and_by_what_a_picture_was_taken_is_kept(kind: str) -> None:
    came = evil.told_on(kind)
    assert evil.CANARY in came
    drawn = kept("bilde.jpg", came)
    assert drawn.kind is ALL[kind] and evil.CANARY not in drawn.content
    with Image.open(BytesIO(drawn.content)) as opened:
        assert dict(opened.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment", "Comment", "XML:com.adobe.xmp"} & set(opened.info)


@pytest.mark.parametrize("what", evil.POLYGLOTS)
def test_a_picture_that_is_something_else_as_well_is_only_a_picture_afterwards(what: str) -> None:
    drawn = kept("bilde.jpg", evil.POLYGLOTS[what])
    assert evil.CANARY not in drawn.content and b"PK\x03\x04" not in drawn.content
    assert drawn.kind in PICTURES


def test_a_picture_stands_the_way_up_it_was_taken_and_is_no_larger_than_needed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held sideways
    with Image.open(BytesIO(kept("a.jpg", evil.picture(size=(3600, 1200), exif=exif)).content)) as drawn:
        assert drawn.size == (LONGEST_SIDE // 3, LONGEST_SIDE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_ordinary_kind_of_png_can_be_kept(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (30, 20)).save(out, "PNG")
    assert kept("a.png", out.getvalue()).kind is FileKind.PNG


def test_a_photograph_as_png_is_kept_as_a_jpeg_under_a_name_that_says_so() -> None:
    out = BytesIO()
    Image.frombytes("RGB", (1500, 1000), os.urandom(4_500_000)).save(out, "PNG", compress_level=1)
    drawn = kept("bilde.png", out.getvalue())
    assert (drawn.kind, drawn.name) == (FileKind.JPEG, "bilde.jpg") and len(drawn.content) < 4_000_000


def test_a_pdf_and_a_plain_text_are_kept_as_they_are() -> None:
    assert kept("brev.exe", evil.PDF) == CheckedFile(
        name="brev.pdf", kind=FileKind.PDF, content=evil.PDF, scan=Scan.NOT_SET_UP
    )
    assert kept("Notat.TXT", "Æ sa nei.\r\n".encode()).name == "Notat.txt"


@contextmanager
def a_scanner(answer: bytes | None) -> Iterator[tuple[str, list[bytes]]]:
    """Somebody who speaks as clamd does: says FOUND of EICAR, else `answer`; nothing at all when there is none."""
    server, got = socket.create_server(("127.0.0.1", 0)), []

    def serve() -> None:
        line, _ = server.accept()
        with line, line.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            content = b""
            while size := int.from_bytes(said.read(4)):
                content += said.read(size)
            got.append(content)
            if answer is not None:
                line.sendall(b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if evil.EICAR in content else answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}", got
    finally:
        thread.join()
        server.close()


def test_a_file_with_a_virus_is_not_taken(settings) -> None:
    with a_scanner(b"stream: OK\0") as (settings.CLAMD, got):
        assert check("brev.txt", b"Hei " + evil.EICAR) is Unfit.VIRUS
    assert got == [b"Hei " + evil.EICAR]


def test_what_is_looked_at_is_what_came_also_of_a_picture(settings) -> None:
    came = evil.picture(comment=evil.EICAR)
    with a_scanner(b"stream: OK\0") as (settings.CLAMD, got):
        assert check("bilde.jpg", came) is Unfit.VIRUS
    assert got == [came]


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        (b"stream: OK\0", Scan.CLEAN),
        (b"INSTREAM size limit exceeded. ERROR\0", Scan.NO_ANSWER),
        (b"", Scan.NO_ANSWER),
        (None, Scan.NO_ANSWER),
    ],
)
def test_a_file_is_kept_with_what_is_known_of_viruses_in_it(settings, answer: bytes | None, known: Scan) -> None:
    with a_scanner(answer) as (settings.CLAMD, _):
        assert kept("brev.pdf", evil.PDF).scan is known


def test_a_scanner_that_is_not_there_keeps_no_file_from_coming(settings, tmp_path) -> None:
    for settings.CLAMD in ("127.0.0.1:1", str(tmp_path / "clamd.ctl")):
        assert kept("brev.pdf", evil.PDF).scan is Scan.NO_ANSWER


def test_the_scanner_also_listens_on_a_socket_in_the_file_system(settings, tmp_path) -> None:
    settings.CLAMD = str(tmp_path / "clamd.ctl")
    server = socket.socket(socket.AF_UNIX)
    server.bind(settings.CLAMD)
    server.listen()

    def serve() -> None:
        line, _ = server.accept()
        with line:
            got = b""
            while not got.endswith(bytes(4)):
                got += line.recv(65_536)
            line.sendall(b"stream: OK\0")

    thread = threading.Thread(target=serve)
    thread.start()
    assert kept("brev.txt", b"Hei").scan is Scan.CLEAN
    thread.join()
    server.close()


def test_a_scanner_that_cannot_be_an_address_stops_the_start() -> None:
    assert [_scanner(said) for said in ("", "/run/clamd.ctl", "clamav:3310")] == ["", "/run/clamd.ctl", "clamav:3310"]
    from django.core.exceptions import ImproperlyConfigured

    for said in ("clamav", "clamav:", ":3310", "clamav:port"):
        with pytest.raises(ImproperlyConfigured, match="INNSATS_CLAMD"):
            _scanner(said)
