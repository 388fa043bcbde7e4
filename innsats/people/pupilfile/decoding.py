"""From bytes to lines of cells: UTF-8 or Windows-1252, and semicolon, comma or tab."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from .rows import Broken, Wrong

MOST_BYTES, MOST_LINES = 20_000_000, 30_000
SEPARATORS = ";\t,"
TWO_BYTES = re.compile(rb"[\xc3\xc4\xc5][\x80-\xbf]")  # how UTF-8 writes æ, ø, å and the letters of their neighbours
SAVED_TWICE = re.compile("Ã[\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]|\ufffd")  # æ, ø and å, read wrongly


def lines_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every line that is not empty, the header first. Raises Broken."""
    text = text_of(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Broken(Wrong(line, "the quotation marks do not come in pairs, or a cell is far too long")) from None
        if any(cell.strip() for cell in cells):
            yield line, [" ".join(cell.split()) for cell in cells]
        line = reader.line_num + 1
        if line > MOST_LINES:
            raise Broken(Wrong(line, f"more than {MOST_LINES} lines; give one school at a time"))


def text_of(content: bytes) -> str:
    """The text, with its encoding found. Raises Broken, naming the lines, when there is more than one in it."""
    if len(content) > MOST_BYTES:
        raise Broken(Wrong(0, f"more than {MOST_BYTES // 1_000_000} MB; give one school at a time"))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in content:
        raise Broken(Wrong(0, "this is no CSV file in UTF-8 or Windows-1252; save it as “CSV UTF-8”"))
    has_mark = content.startswith(codecs.BOM_UTF8)
    lines = content.removeprefix(codecs.BOM_UTF8).splitlines()
    odd = {number for number, line in enumerate(lines, start=1) if not _is_utf8(line)}
    if not odd:
        return _whole("\n".join(line.decode() for line in lines))
    even = {number for number, line in enumerate(lines, start=1) if number not in odd and not line.isascii()}
    torn = {number for number in odd if TWO_BYTES.search(lines[number - 1])}
    if has_mark or even or torn:
        other = f", and line {min(even)} UTF-8" if even else " and UTF-8" if torn else ", in a file marked as UTF-8"
        at = min(torn or odd)
        raise Broken(
            Wrong(at, f"two encodings in one file: this line is Windows-1252{other}. Export the file anew in one go")
        )
    try:
        return _whole("\n".join(line.decode("cp1252") for line in lines))
    except UnicodeDecodeError:
        at = min(number for number in odd if not _is_cp1252(lines[number - 1]))
        raise Broken(Wrong(at, "signs that are neither UTF-8 nor Windows-1252; save it as “CSV UTF-8”")) from None


def _whole(text: str) -> str:
    wrong = [n for n, line in enumerate(text.split("\n"), start=1) if SAVED_TWICE.search(line)]
    if wrong:
        reason = "letters were lost before the file came here (“Ã¸” for “ø”, or “\ufffd”): export it anew"
        raise Broken(*(Wrong(line, reason) for line in wrong))
    return text


def _separator(text: str) -> str:
    """The one that stands most often in the header."""
    header = next((line for line in text.split("\n") if line.strip()), "")
    return max(SEPARATORS, key=header.count)


def _is_utf8(line: bytes) -> bool:
    return _reads_as(line, "utf-8")


def _is_cp1252(line: bytes) -> bool:
    return _reads_as(line, "cp1252")


def _reads_as(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
