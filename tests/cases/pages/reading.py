"""A page as a person reads it."""

from __future__ import annotations

import re


def text_of(response) -> str:
    """No tags, no icons, single spaces."""
    body = re.sub(r"<(svg|script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def main_of(response) -> str:
    """What stands between the top and the foot of the page, in markup."""
    return response.content.decode().split('<main id="main"', 1)[1].split("</main>", 1)[0]


def hidden(response, name: str) -> str:
    """What a hidden field of the page carries."""
    return re.search(rf'<input type="hidden" name="{name}"(?: value="([^"]*)")?', main_of(response))[1]
