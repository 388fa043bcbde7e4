"""How an answer is looked at, and how what it did is undone before the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.architecture.asking import said_in

OURS = re.compile(r"Traceback|File (?:&quot;|\")/|innsats[./]\w+[./]\w+\.py|sqlite3?\.|psycopg|DoesNotExist|django\.")


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Afterwards nothing was done, and the browser holds the cookies that it held."""
    held = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(held)


def how_we_are_made(answer: HttpResponse) -> list[str]:
    """What the answer tells of the code behind it: a stack, a path, a table."""
    is_text = answer.headers.get("Content-Type", "").startswith(("text/", "application/json"))
    return OURS.findall(said_in(answer)) if is_text else []
