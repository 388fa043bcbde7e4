"""A calendar of whole days as other programs read it (RFC 5545): what a line may hold, and how it is folded.

Own code: the product writes all-day entries and nothing more. See docs/decisions/0026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75  # octets, the line break not counted
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Whole days, the last included. `uid` is the same each time; `is_busy`: the days are taken up."""

    uid: str
    starts_on: date
    ends_on: date
    summary: str
    is_busy: bool


def calendar(name: str, entries: Iterable[Entry], *, at: datetime) -> bytes:
    """The file, made at `at`."""
    lines = [
        ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Innsats//Innsats//NO"), ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", _text(name)), *(line for entry in entries for line in _event(entry, at)), ("END", "VCALENDAR"),
    ]  # fmt: skip
    return b"".join(folded(f"{name}:{value}") for name, value in lines)


def folded(line: str) -> bytes:
    """The line with its break. What is too long goes on after a break and a space; no sign is cut in two."""
    parts, room = [b""], LONGEST_LINE
    for sign in line:
        octets = sign.encode()
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = LONGEST_LINE - 1  # the space counts
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"


def _event(entry: Entry, at: datetime) -> Iterator[tuple[str, str]]:
    """The day after the last is where whole days end."""
    yield "BEGIN", "VEVENT"
    yield "UID", entry.uid
    yield "DTSTAMP", f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "DTSTART;VALUE=DATE", f"{entry.starts_on:%Y%m%d}"
    yield "DTEND;VALUE=DATE", f"{entry.ends_on + timedelta(days=1):%Y%m%d}"
    yield "SUMMARY", _text(entry.summary)
    yield "TRANSP", "OPAQUE" if entry.is_busy else "TRANSPARENT"
    yield "END", "VEVENT"


def _text(said: str) -> str:
    return CONTROLS.sub("", said.replace("\r\n", "\n")).translate(ESCAPED)
