"""Every page that somebody can come to by following links is accessible, light and dark, once for each kind of page.

At 320 px: a phone, and the same as a page of 1280 px enlarged four times (WCAG 1.4.10).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from .conftest import accessible, accessible_in_the_dark, narrow
from .test_rektors_week import sign_in

IDS = re.compile(r"\d{4}-\d{7}-\d|[0-9a-f]{8}-[0-9a-f-]{27}")
MOST_COUNT = 400  # pages opened by one person: more would be a trap without an end


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """The kinds of pages that somebody before has looked at: with other rows, the page is the same."""
    return set()


@pytest.mark.parametrize("name", ["Kari Solvang", "Ola Dahl", "Lise Berg", "Peder Vang", "Lea Strand"])
def test_whatever_one_comes_to_by_links_is_accessible_at_320_px(visit, looked_at, name):
    page = visit(width=320)
    sign_in(page, name)
    opened: set[str] = set()
    waiting = {"/": "/"}
    while waiting and len(opened) < MOST_COUNT:
        kind, address = waiting.popitem()
        opened.add(kind)
        page.goto(address)
        if kind in looked_at:
            narrow(page)
        else:
            accessible(page)
            accessible_in_the_dark(page)
        looked_at.add(kind)
        for link in _links_on(page):
            if (other := _kind_of(link)) not in opened:
                waiting.setdefault(other, link)
    assert not waiting and len(opened) > 5


def _links_on(page: Any) -> list[str]:
    """The addresses that the page leads to inside the product: no file, and no place on the same page."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    inside = (link for link in found if link.startswith(("/", "?")))
    paths = [link if link.startswith("/") else urlsplit(page.url).path + link for link in inside]
    return [path for path in paths if not path.startswith("/skjema/") and "#" not in path]


def _kind_of(address: str) -> str:
    """The address without what tells two pages of a kind apart; what is asked after `?` by its names alone."""
    parts = urlsplit(address)
    asked = "&".join(sorted(one.partition("=")[0] for one in parts.query.split("&") if one))
    return IDS.sub("*", parts.path) + (f"?{asked}" if asked else "")
