"""The open pages as somebody without an account walks through them, and how hard their words are to read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

SKIPPED = ("sender", "words", "about", "where", "adult", "self", "talk")
CODE = re.compile(r'<p class="code" dir="ltr">([\d ]+)</p>')
LONG_LETTERS = 6
BLOCKS = {"p", "li", "h1", "h2", "h3", "label", "legend", "button", "summary", "a", "dt", "dd", "span", "strong", "td"}


class Form(HTMLParser):
    """The hidden fields of the page's own form: what a browser sends along."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden" and given.get("name"):
            self.hidden[str(given["name"])] = given.get("value") or ""


def on(client: Client, page: HttpResponse, **typed: Any) -> HttpResponse:
    """The next page, with what the last one carried and what is typed now."""
    return client.post("/skole/", {**Form(page.content.decode()).hidden, **typed})


def to_the_last_look(client: Client, school: object, **answers: str) -> HttpResponse:
    """Every question in its order, each with what is answered to it; the page that says who reads it."""
    page = on(client, client.get("/skole/"), school_called="solbaken", go="find")
    page = on(client, page, pick=str(school.uuid))  # type: ignore[attr-defined]
    for step in SKIPPED:
        assert Form(page.content.decode()).hidden["step"] == step
        given = {name: value for name, value in answers.items() if name in FIELDS_OF[step]}
        page = on(client, page, go="next", **given)
    return page


FIELDS_OF = {
    "sender": ("sender",), "words": ("text",), "about": ("about", "pupil_named"), "where": ("arena",),
    "adult": ("concern",), "self": ("told_by", "reach", "language_need"),
    "talk": ("wants_talk", "talk_with", "talk_when"),
}  # fmt: skip


def code_on(page: HttpResponse) -> str:
    """The code that a page shows; "" when it shows none."""
    found = CODE.search(page.content.decode())
    return found[1] if found else ""


class Sentences(HTMLParser):
    """The text of a page's main part, a full stop after each block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside = self.quiet = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag in ("main", "footer")
        self.quiet += tag in ("svg", "script")

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag in ("main", "footer")
        self.quiet -= tag in ("svg", "script")
        if tag in BLOCKS:
            self.said.append(". ")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.quiet:
            self.said.append(data)


def lix_of(page: HttpResponse) -> float:
    """Words a sentence, and the share of words of more than six letters: under 35 is easy to read."""
    text = "".join(Sentences(page.content.decode()).said)
    sentences = [one for one in re.split(r"[.!?:]\s", text) if re.search(r"\w", one)]
    words = [word for one in sentences for word in re.findall(r"[^\W\d_]+", one)]
    long_ones = [word for word in words if len(word) > LONG_LETTERS]
    return len(words) / len(sentences) + 100 * len(long_ones) / len(words)
