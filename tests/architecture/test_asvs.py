"""docs/security/asvs.md: every requirement once, nothing met without its proof, and the proof is there."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.proofs import ROOT, proofs_in

PAGE = (ROOT / "docs" / "security" / "asvs.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| V([\d.]+) \| ([123]) \| (.+?) \| \**(met|not applicable|not met)\** \| (.+?) \|$", re.MULTILINE)
MET, NOT_APPLICABLE, NOT_MET = STATUSES = ("met", "not applicable", "not met")
STARRED = ("5", "7", "8", "14", "16", "15.4")  # of these chapters, and this section, level 3 as well
LEVEL_2_COUNT, LEVEL_1_COUNT = 253, 70


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement: its number, level, what it asks in our words, how it stands, and what shows it, or why not."""

    number: str
    level: int
    asks: str
    status: str
    shown: str

    @property
    def chapter(self) -> str:
        return self.number.partition(".")[0]


ROWS = [Row(number, int(level), asks, status, shown) for number, level, asks, status, shown in ROW.findall(PAGE)]


def is_ours(number: str, level: int) -> bool:
    """Whether a requirement belongs on the page."""
    return level <= 2 or number.split(".")[0] in STARRED or ".".join(number.split(".")[:2]) in STARRED


def kept_list() -> Path:
    """The list of OWASP, which is not ours to hand on: INNSATS_SHARED/data, or in a folder beside the product."""
    return Path(os.environ.get("INNSATS_SHARED", ROOT.parent / "shared")) / "data" / "asvs-5.0.csv"


def counted(rows: list[Row]) -> list[str]:
    """How many of each status."""
    statuses = Counter(row.status for row in rows)
    return [str(statuses[status]) for status in STATUSES]


def test_every_line_of_the_tables_is_a_row_in_order_and_each_stands_there_once() -> None:
    assert len(re.findall(r"^\| V\d+\.\d", PAGE, re.MULTILINE)) == len(ROWS)
    numbers = [tuple(map(int, row.number.split("."))) for row in ROWS]
    assert numbers == sorted(set(numbers))


def test_all_of_levels_one_and_two_are_there() -> None:
    assert sum(row.level == 1 for row in ROWS) == LEVEL_1_COUNT
    assert sum(row.level <= 2 for row in ROWS) == LEVEL_2_COUNT


def test_they_are_those_of_the_list_with_their_levels_and_in_words_of_our_own() -> None:
    if not kept_list().exists():
        pytest.skip(f"the list of OWASP is not in {kept_list()}: name its folder in INNSATS_SHARED")
    with kept_list().open(encoding="utf-8-sig", newline="") as file:
        listed = {row["req_id"].removeprefix("V"): row for row in csv.DictReader(file)}
    ours = {number: int(row["L"]) for number, row in listed.items() if is_ours(number, int(row["L"]))}
    assert {row.number: row.level for row in ROWS} == ours
    copied = [row for row in ROWS if row.asks.lower() in listed[row.number]["req_description"].lower()]
    assert [row.number for row in copied if " " in row.asks] == []  # one word alone is a name, as LDAP


def test_nothing_is_met_without_a_proof_and_nothing_else_without_a_reason() -> None:
    assert [row.number for row in ROWS if row.status == MET and not proofs_in(row.shown)] == []
    assert [row.number for row in ROWS if row.status == NOT_MET and len(row.shown.split()) < 8] == []


def test_every_proof_is_there() -> None:
    missing = [f"{row.number} {proof}" for row in ROWS for proof in proofs_in(row.shown) if not proof.is_there()]
    assert missing == []
    loose = [row.number for row in ROWS if re.search(r"(?:tests|innsats|docs)/", re.sub(r"`[^`]+`", "", row.shown))]
    assert loose == []


def test_the_counts_on_top_are_those_of_the_rows() -> None:
    chapters = dict.fromkeys(row.chapter for row in ROWS)
    said = dict(re.findall(r"^\| \[V(\d+)\]\(#[\w-]+\) [^|]*\| (\d+ \| \d+ \| \d+) \|$", PAGE, re.MULTILINE))
    assert said == {one: " | ".join(counted([row for row in ROWS if row.chapter == one])) for one in chapters}
    levels = re.findall(r"^\| level ([123]) [^|]*\| (\d+ \| \d+ \| \d+) \|$", PAGE, re.MULTILINE)
    assert levels == [(str(n), " | ".join(counted([row for row in ROWS if row.level == n]))) for n in (1, 2, 3)]
    shown_by_tests = sum(row.status == MET and any(one.is_test() for one in proofs_in(row.shown)) for row in ROWS)
    share = shown_by_tests * 100 // sum(row.status == MET for row in ROWS)
    assert f"**{shown_by_tests}** by a test: **{share}** of a hundred" in PAGE
    assert f"**{sum('*Installation*' in row.shown for row in ROWS)}** rest on the installation" in PAGE
