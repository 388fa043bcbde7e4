"""Pictures and files that come with a report: what can be taken, how big, and under which name it is kept.

The kind is told by the first bytes alone: what the file is called, and what the browser says it is, count for nothing.
A short list of what is taken needs no library that knows a thousand kinds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import law
from .inputs import LONGEST_NAME, text_obstacles
from .verdicts import Obstacle

LARGEST_BYTES = 10_000_000
MOST_COUNT = 5
MOST_PHOTO_PIXELS = 50_000_000  # what phones take: a JPEG is read no larger than it is needed
MOST_PIXELS = 16_000_000  # of other pictures, which are read whole; more is a picture made to fill a memory
LONGEST_SIDE = 2400  # pixels that are kept of a picture: enough to read what stands on a photographed screen
LONGEST_FILE_NAME = 100
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
MARKUP = re.compile(rb"\s*<[!?a-z]", re.IGNORECASE)  # a page or a drawing that can hold a program
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class FileKind(StrEnum):
    """What is taken. A picture is drawn anew before it is kept; the two others are only ever handed out."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    TEXT = "text"


class Unfit(StrEnum):
    """Why one file is not taken. Whoever chose it is told in words, and nothing else that was sent is lost."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    EMPTY = "empty"
    HEIC = "heic"
    OTHER_KIND = "other_kind"
    UNREADABLE = "unreadable"
    TOO_MANY_PIXELS = "too_many_pixels"
    VIRUS = "virus"
    NO_SCHOOL = "no_school"  # with whose key it would be sealed is not known yet
    NO_ROOM = "no_room"  # so many wait to be sent, from there or in all, that whoever is unknown adds no more


class Scan(StrEnum):
    """What is known of viruses in a file that is kept."""

    CLEAN = "clean"
    NOT_SET_UP = "not_set_up"  # this installation has nothing that looks for viruses
    NO_ANSWER = "no_answer"  # it has, and got no answer


PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
ENDINGS = {
    FileKind.JPEG: ".jpg", FileKind.PNG: ".png", FileKind.WEBP: ".webp", FileKind.PDF: ".pdf", FileKind.TEXT: ".txt",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file that has been through every check. A picture is as it was drawn anew, without anything hidden in it."""

    name: str
    kind: FileKind
    content: bytes
    scan: Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class IntimatePicture:
    """That a picture exists which is never kept here: who has it, and in a few words what it shows."""

    held_by: str = ""
    shows: str = ""


def kind_of(name: str, content: bytes) -> FileKind | None:
    """What these bytes are, of what is taken; None for everything else.

    Plain text has no first bytes of its own: it must say that it is text by its name, and be text all through.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    return FileKind.TEXT if name.lower().endswith(".txt") and _is_text(content) else None


def unfit(name: str, content: bytes, *, size_bytes: int) -> Unfit | None:
    """Why a file is not taken, before anything is read out of it. `size_bytes` is what was sent, kept or not."""
    if size_bytes > LARGEST_BYTES:
        return Unfit.TOO_LARGE
    if not content:
        return Unfit.EMPTY
    if kind_of(name, content) is None:
        is_heic = content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS
        return Unfit.HEIC if is_heic else Unfit.OTHER_KIND
    return None


def obstacles_to_files(files: Sequence[CheckedFile]) -> tuple[Obstacle, ...]:
    """Why these cannot come with one report: each has been checked, and only their number is left."""
    return (_because("files_too_many"),) if len(files) > MOST_COUNT else ()


def obstacles_to_picture(told: IntimatePicture | None) -> tuple[Obstacle, ...]:
    """Why what is told of an intimate picture cannot be kept: only how long it is."""
    if told is None:
        return ()
    return tuple(
        obstacle
        for field, text in (("held_by", told.held_by), ("shows", told.shows))
        for obstacle in text_obstacles(field, text, is_required=False, longest=LONGEST_NAME)
    )


def obstacles_to_removal(*, is_removed: bool) -> tuple[Obstacle, ...]:
    """Why a file cannot be removed for good: it is gone already."""
    return (_because("removed_already"),) if is_removed else ()


def name_kept(name: str, kind: FileKind) -> str:
    """The name with the ending of what the file is, without folders and without signs that hide how it ends."""
    last = UNSEEN.sub("", re.split(r"[/\\]", name)[-1]).strip()
    stem = last.rpartition(".")[0] or last
    return f"{stem[:LONGEST_FILE_NAME].strip(' .') or 'fil'}{ENDINGS[kind]}"


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")) and all(
        sign in "\t\r\n\f" or sign >= " " for sign in text
    )


def _because(code: str) -> Obstacle:
    return Obstacle(code, law.HOUSE_PRACTICE)
