"""The user's guide: every link leads somewhere, and every picture is drawn by a journey and shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "brukerveiledning"
PAGES = sorted(GUIDE.glob("*.md"))
JOURNEYS = "".join(path.read_text() for path in sorted((ROOT / "tests" / "journeys").glob("test_*.py")))
DRAWN = set(re.findall(r'drawn\(\w+, "([\w-]+)"', JOURNEYS))


def links_in(page: Path) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)]+)\)", page.read_text()) if not link.startswith("http")]


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links_in(page) if not (page.parent / link.split("#")[0]).exists()] == []


def test_every_picture_is_drawn_by_a_journey_and_shown_in_the_guide() -> None:
    shown = {Path(link).stem for page in PAGES for link in links_in(page) if link.endswith(".png")}
    kept = {path.stem for path in (GUIDE / "bilder").glob("*.png")}
    assert shown == kept == DRAWN


def test_every_page_can_be_reached_from_the_first() -> None:
    assert {page.name for page in PAGES} - {"README.md"} == {
        link for link in links_in(GUIDE / "README.md") if link.endswith(".md")
    }
