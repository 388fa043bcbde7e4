"""The open pages as somebody without an account walks through them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

SKIPPED = ("sender", "words", "about", "where", "adult", "self", "talk")
CODE = re.compile(r'<p class="code" dir="ltr">([\d ]+)</p>')


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
