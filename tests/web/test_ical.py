"""A calendar of whole days, as RFC 5545 wants it: folded at 75 octets, escaped, and ended by CR LF."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.web.ical import CONTROLS, LONGEST_LINE, Entry, calendar, folded

AT = datetime(2026, 3, 23, 8, 0, 5, tzinfo=UTC)
AWAY = Entry(
    uid="a1@innsats", starts_on=date(2026, 12, 31), ends_on=date(2026, 12, 31), summary="Borte fra teamet", is_busy=True
)


def unfolded(file: bytes) -> list[str]:
    assert file.endswith(b"\r\n")
    return file.decode().replace("\r\n ", "").split("\r\n")[:-1]


def read_back(text: str) -> str:
    """What a program makes of an escaped text."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def test_an_entry_is_written_as_other_programs_read_it():
    assert unfolded(calendar("Innsats", [AWAY], at=AT)) == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Innsats//Innsats//NO", "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Innsats", "BEGIN:VEVENT", "UID:a1@innsats", "DTSTAMP:20260323T080005Z",
        "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:Borte fra teamet", "TRANSP:OPAQUE",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip


def test_a_calendar_without_entries_is_whole():
    assert unfolded(calendar("Innsats", [], at=AT))[-2:] == ["X-WR-CALNAME:Innsats", "END:VCALENDAR"]


@pytest.mark.parametrize(("count", "lines"), [(75, 1), (76, 2), (149, 2), (150, 3)])
def test_a_line_of_so_many_octets_takes_so_many_lines(count, lines):
    assert folded("a" * count).count(b"\r\n") == lines


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=("Cs",)), max_size=300))
def test_no_line_is_longer_than_75_octets_and_no_sign_is_cut(line):
    parts = folded(line).split(b"\r\n")
    assert parts.pop() == b"" and all(len(part) <= LONGEST_LINE for part in parts)
    assert [part.decode()[:1] for part in parts[1:]] == [" "] * (len(parts) - 1)
    assert "".join([parts[0].decode(), *(part.decode()[1:] for part in parts[1:])]) == line


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_a_text_comes_back_as_it_was_and_can_never_begin_a_line_of_its_own(summary):
    lines = unfolded(calendar("Innsats", [replace(AWAY, summary=summary)], at=AT))
    assert len(lines) == 14
    (said,) = [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]
    assert read_back(said) == CONTROLS.sub("", summary.replace("\r\n", "\n"))
