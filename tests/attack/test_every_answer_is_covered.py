"""Every address × everything that it can be made to answer: all headers, nothing kept, and no cookie that is loose."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from csp.constants import HEADER
from django.test import Client, override_settings

from innsats.web import codes
from innsats.web.middleware import HEADERS
from tests.architecture.access_pages import PAGES
from tests.architecture.access_world import Watched
from tests.architecture.asking import browser_of
from tests.attack.answered import FORMS, by_persona, undone
from tests.attack.broken import failing

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
GATE = "innsats.people.signin.gate:Gate.process_view"
CSP = (
    "default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
)  # fmt: skip
FILE_CSP = ("default-src 'none'", "frame-ancestors 'none'")  # of what was sent with a report: nothing in it runs
URLENCODED = "application/x-www-form-urlencoded"
PROVOKED = {200, 302, 400, 403, 404, 405, 410, 413, 422, 429, 500, 503}
TOLD_OF_US = ("Server", "X-Powered-By", "Via", "Access-Control-Allow-Origin")


def bare_in(answer: Any) -> list[str]:
    """What one answer lacks, or has and should not."""
    policy, kept = answer.get(HEADER, ""), answer.get("Strict-Transport-Security")
    lacks = [name for name, value in HEADERS.items() if answer.get(name) != value]
    lacks += [part for part in (FILE_CSP if "sandbox" in policy else CSP) if part not in policy]
    lacks += ["no unsafe-…"] * ("unsafe" in policy)
    lacks += ["HSTS"] * (kept != "max-age=31536000; includeSubDomains")
    lacks += ["no-store"] * (answer.get("Cache-Control") != "no-store")
    lacks += [f"no {name}" for name in TOLD_OF_US if name in answer]
    for name, cookie in answer.cookies.items():
        if cookie["max-age"] == 0:  # taken away again
            continue
        is_held = cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict") and cookie["path"] == "/"
        lacks += [f"a cookie {name} that is held"] * (not is_held or bool(cookie["domain"]))
    return lacks


@pytest.fixture
def as_in_production(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True


def answers_of(client: Client, address: str, typed: dict[str, str] | None) -> list[Any]:
    """What one address answers to everything that goes wrong, and to what goes right."""
    joint = "&" if "?" in address else "?"
    asked: list[Any] = [
        lambda: client.get(address, secure=True), lambda: client.get(f"{address}{joint}x=%00", secure=True),
        lambda: client.put(address, secure=True), lambda: client.get(f"{address}%FF/x", secure=True),
        lambda: client.post(address, {"x": "y"}, secure=True), lambda: client.get(address, headers={"host": "x"}),
    ]  # fmt: skip
    if typed is not None:
        asked.append(lambda: client.post(address, {**typed, "form_key": str(uuid4())}, secure=True))
    found = []
    for ask in asked:
        with undone(client):
            found.append(ask())
    for error in ("a mistake", "the database"):
        with undone(client), failing(GATE, error):
            found.append(client.get(address, secure=True))
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10), undone(client):
        found.append(client.generic("POST", address, b"a=" + b"1" * 100, URLENCODED, secure=True))
    return found


def test_whatever_an_address_answers_it_carries_every_header_and_is_kept_by_nobody(
    the_world: Watched, as_in_production: None
) -> None:
    bare, seen = [], set()
    for who, names in by_persona(list(PAGES), "post").items():
        with browser_of(who, the_world) as (client, _):
            for name in names:
                typed = PAGES[name].typed
                given = dict(typed(the_world)) if typed else None
                for answer in answers_of(client, PAGES[name].address(the_world), given):
                    seen.add(answer.status_code)
                    bare += [f"{name} {answer.status_code}: {lack}" for lack in bare_in(answer)]
    assert not bare, "\n".join(bare[:50])
    assert seen >= PROVOKED - {429}


def test_who_has_to_wait_is_covered_too(
    the_world: Watched, as_in_production: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "is_spent", lambda *given, **named: True)
    waits = []
    for name in FORMS:
        address = PAGES[name].address(the_world)
        with browser_of("anonymous", the_world) as (client, _):
            answer = client.post(address, {"code": "0000 0000 0000 0000"}, secure=True)
        if answer.status_code == 429:
            waits.append(name)
            assert bare_in(answer) == []
    assert "type_code" in waits
