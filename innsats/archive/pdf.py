"""A document becomes PDF/A-2a and PDF/UA-1 in one file.

Texts reach the typesetter as JSON and are never read as markup. What no font of ours can show is said in words instead,
because an archive must show every sign: `[U+1FAE0 MELTING FACE]`.
"""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from .document import Document

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
COMMAND = [sys.executable, "-I", str(HERE / "typesetter.py")]  # -I: nothing from the environment or the folder
LONGEST_SECONDS = 60
LONGEST_WORD = 40  # signs without a space; a longer one may be broken, so that nothing runs off the sheet
UNBROKEN = re.compile(rf"\S{{{LONGEST_WORD}}}")
BREAK_HERE = "\u200b"
LINES = str.maketrans(dict.fromkeys("\r\u2028\u2029\x0b\x0c\x85", "\n") | {"\t": " "})


class CannotTypeset(Exception):
    """The typesetter did not answer with a PDF. What it said may quote the document, and is not kept."""


def made(document: Document) -> bytes:
    """The PDF, in a fifth of a second. The same document gives the same bytes. Raises CannotTypeset."""
    given = json.dumps(_printable(document.as_json()), ensure_ascii=False).encode()
    try:
        done = subprocess.run(COMMAND, input=given, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise CannotTypeset("no answer in time") from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise CannotTypeset(f"exit code {done.returncode}")
    return done.stdout


def printable(text: str) -> str:
    """`text` with every sign that can be printed, and the others by name."""
    kept = text.replace("\r\n", "\n").translate(LINES)
    shown = "".join(sign if ord(sign) in signs() or sign == "\n" else _named(sign) for sign in kept)
    return UNBROKEN.sub(lambda found: found[0] + BREAK_HERE, shown.replace("§ ", "§\u00a0"))


@cache
def signs() -> frozenset[int]:
    """Every sign that the fonts can show and an archive may hold."""
    found = {sign for path in FONTS.glob("*.ttf") if "Bold" not in path.name for sign in _signs_of(path.read_bytes())}
    return frozenset(sign for sign in found if unicodedata.category(chr(sign)) not in ("Cc", "Cf", "Cn", "Co", "Cs"))


def _printable(said: Any) -> Any:
    if isinstance(said, str):
        return printable(said)
    if isinstance(said, dict):
        return {name: _printable(value) for name, value in said.items()}
    return [_printable(one) for one in said] if isinstance(said, list | tuple) else said


def _named(sign: str) -> str:
    """[U+1F622 CRYING FACE]; a sign that only steers other signs leaves no trace."""
    if unicodedata.category(sign) == "Cf" or unicodedata.name(sign, "").startswith("VARIATION SELECTOR"):
        return ""
    return f"[{' '.join(filter(None, (f'U+{ord(sign):04X}', unicodedata.name(sign, ''))))}]"


def _signs_of(font: bytes) -> set[int]:
    """What a TrueType font covers, as its `cmap` table says in format 12, or in format 4."""
    tables = struct.unpack_from(">H", font, 4)[0]
    places = {font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", font, 20 + 16 * n)[0] for n in range(tables)}
    start = places[b"cmap"]
    count = struct.unpack_from(">H", font, start + 2)[0]
    subtables = [start + struct.unpack_from(">I", font, start + 8 + 8 * n)[0] for n in range(count)]
    by_format = {struct.unpack_from(">H", font, at)[0]: at for at in subtables}
    return _format_12(font, by_format[12]) if 12 in by_format else _format_4(font, by_format[4])


def _format_12(font: bytes, at: int) -> set[int]:
    groups = struct.unpack_from(">I", font, at + 12)[0]
    ranges = (struct.unpack_from(">II", font, at + 16 + 12 * n) for n in range(groups))
    return {sign for first, last in ranges for sign in range(first, last + 1)}


def _format_4(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    return {sign for first, last in zip(starts, ends, strict=True) for sign in range(first, last + 1) if sign != 0xFFFF}
