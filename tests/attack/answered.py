"""How an answer is looked at, and how what it did is undone before the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client

from innsats.family.views.open import ELSEWHERE
from tests.architecture.access_pages import PAGES
from tests.architecture.access_table import expected
from tests.architecture.asking import said_in

OURS = re.compile(r"Traceback|File (?:&quot;|\")/|innsats[./]\w+[./]\w+\.py|sqlite3?\.|psycopg|DoesNotExist|django\.")
NAMES = re.compile(r'<(?:input|select|textarea)\b[^>]*?\bname="([^"]+)"')
ELSEWHERE_ON_PURPOSE = (ELSEWHERE,)  # the page that a child leaves to in a hurry
WITHIN = re.compile(r"/(?![/\\])[\x21-\x7e]*|\?[\x21-\x7e]*|")
EXPECTED = expected()


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Afterwards nothing was done, and the browser holds the cookies that it held."""
    held = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(held)


def faults_of(answer: Any) -> list[str]:
    """What no answer may be: an error of ours, a word of how we are made, a way to elsewhere, a second head."""
    faults = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    if answer.headers.get("Content-Type", "").startswith(("text/", "application/json")):
        faults += OURS.findall(said_in(answer))
    to = answer.headers.get("Location", "")
    if not WITHIN.fullmatch(to) and to not in ELSEWHERE_ON_PURPOSE:
        faults.append(f"leads to {to[:200]}")
    heads = [*map(": ".join, answer.items()), *(one.OutputString() for one in answer.cookies.values())]
    return faults + [f"two lines in {head[:200]!r}" for head in heads if re.search(r"[\r\n\0]", head)]


def whose(name: str, method: str) -> str:
    """Whose page it is: rektor's, if it answers rektor as well as anybody, else somebody's to whom it answers best."""
    place, order = ("get", "post").index(method), "4SMGHCAKO=pP+"
    signs = {persona: cell[place] or "M" for (page, persona), cell in EXPECTED.items() if page == name}
    best = max(signs.values(), key=order.index)
    return "rektor" if signs["rektor"] == best else next(who for who, sign in signs.items() if sign == best)


def by_persona(names: list[str], method: str) -> dict[str, list[str]]:
    """Each of these pages, under the persona whose it is."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(whose(name, method), []).append(name)
    return found


def fields_on(client: Client, address: str) -> set[str]:
    """The names of what can be filled in on the page of this address; none where it has no page."""
    return set(NAMES.findall(client.get(address).content.decode(errors="replace"))) - {"csrfmiddlewaretoken"}


FORMS = [name for name, page in PAGES.items() if page.typed]
