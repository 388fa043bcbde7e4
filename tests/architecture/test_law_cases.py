"""Every rule that is given as a test case for the school's part has a test that is named for its number.

The numbers are those of the team's own list of the law (groups A: duties and routing, B: plan, hearing and records,
C: the county governor, D: the team, E: habilitet, F: secrecy and reports to others, G: access, H: the calendar). T15 is
about kindergartens, which this release does not serve.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
CASES = {
    "A": (1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13, 14),
    "B": (17, 18, 20, 21, 23, 24, 25, 26, 27, 28, 30, 32, 34, 35, 37, 39, 40),
    "C": (42, 43, 44, 45, 47, 48, 52),
    "D": (53, 54, 55, 56, 57, 58, 59, 61, 62, 63, 64, 65, 66),
    "E": (67, 68, 70, 72, 73, 74, 76, 78, 79, 80, 82, 83, 85, 86),
    "F": (87, 88, 89, 91, 92, 94, 95),
    "G": (98, 100, 102, 106, 108),
    "H": (115,),
}
NAMED = {
    int(number)
    for path in TESTS.rglob("test_*.py")
    for name in re.findall(r"def (test_\w+)", path.read_text())
    for number in re.findall(r"_t(\d{2,3})(?=_)", name, re.IGNORECASE)
}


@pytest.mark.parametrize("group", CASES)
def test_every_case_of_the_group_has_a_test_named_for_it(group: str) -> None:
    assert [number for number in CASES[group] if number not in NAMED] == []
