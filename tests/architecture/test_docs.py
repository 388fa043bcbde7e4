"""What is written in docs is printed from code, or tested against it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from innsats.cli.printing import FOLDER, PAGES, pages
from innsats.rules.access import Part
from innsats.rules.deadlines import Code
from innsats.rules.impartiality import Outcome
from innsats.rules.roles import Role
from innsats.rules.stages import Stage
from innsats.web import words

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(("name", "text"), list(pages()), ids=list(PAGES))
def test_the_printed_page_is_what_the_code_says(name, text):
    assert (FOLDER / name).read_text(encoding="utf-8") == text, "run `make docs`"


@pytest.mark.parametrize("enum", [Role, Stage, Part, Outcome, Code])
def test_the_glossary_ties_every_word_of_the_code_to_a_norwegian_one(enum):
    named = set(re.findall(r"^\| `([\w]+)` ", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {member.value for member in enum} <= named


@pytest.mark.parametrize(("language", "column"), [("nb", 1), ("nn", 2)])
def test_the_glossary_calls_a_stage_what_the_pages_call_it(language, column):
    rows = [line.strip("| ").split(" | ") for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()]
    glossary = {row[0].strip("`"): row[column] for row in rows if len(row) > column}
    with translation.override(language):
        said = {stage.value: words.of("stage", stage).lower() for stage in Stage}
    assert {stage: glossary[stage] for stage in said} == said


def test_decisions_are_numbered_without_gaps_and_have_the_three_parts():
    records = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert all(part in text for part in ("**Context.**", "**Decision.**", "**Consequences.**")), path.name
