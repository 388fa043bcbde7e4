"""What stands in a PDF, and what it says of itself: read with pikepdf, by the tables that the file itself carries."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pikepdf

BREAK_HERE = "\u200b"


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@lru_cache(maxsize=32)  # a form with nothing filled in is the same for everybody who is given it
def text_of(pdf: bytes) -> str:
    """All the words, page by page, with single spaces: what somebody who copies or hears the document gets."""
    with opened(pdf) as file:
        said = " ".join(" ".join(_lines(page)) for page in file.pages)
    return re.sub(r"\s+", " ", said.replace(BREAK_HERE, "").replace("\u00a0", " "))


def fonts_of(file: pikepdf.Pdf) -> list[Any]:
    """Every font of every page, each once."""
    found = {font.objgen: font for page in file.pages for font in page.get("/Resources", {}).get("/Font", {}).values()}
    return list(found.values())


def roles_in(file: pikepdf.Pdf) -> set[str]:
    """The kinds of elements in the structure tree: /H1, /Table, /TH …"""
    found: set[str] = set()
    waiting = [file.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                found.add(str(one.S))
            waiting += [one.K] if "/K" in one else []
    return found


def _lines(page: Any) -> Iterator[str]:
    """The texts that the page draws, in the order they are drawn; one for each operator."""
    tables = {str(name): _table_of(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    table: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                table = tables[str(operands[0])]
            case "TJ":
                yield "".join(_said(bytes(one), table) for one in operands[0] if isinstance(one, pikepdf.String))
            case "Tj":
                yield _said(bytes(operands[0]), table)


def _said(codes: bytes, table: dict[int, str]) -> str:
    return "".join(table.get(int.from_bytes(codes[n : n + 2], "big"), "") for n in range(0, len(codes), 2))


def _table_of(font: Any) -> dict[int, str]:
    """The font's own table from codes to signs."""
    said = font.ToUnicode.read_bytes().decode("ascii")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", said, re.S):
        for code, signs in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = _signs(signs)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", said, re.S):
        for first, last, signs in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for n in range(int(first, 16), int(last, 16) + 1):
                found[n] = chr(ord(_signs(signs)) + n - int(first, 16))
    return found


def _signs(hexed: str) -> str:
    return bytes.fromhex(hexed).decode("utf-16-be")
