"""No way round the second factor: every address, as somebody with the password alone, and behind the lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from innsats.people.sessions import SIGNED_IN
from innsats.people.signin.begun import LOCKED, SignedIn
from tests.architecture.access_pages import PAGES
from tests.architecture.access_table import expected
from tests.architecture.access_world import Watched
from tests.architecture.asking import leaked_by, said_in, written
from tests.architecture.canaries import NOW
from tests.architecture.test_closed_lists import OPEN_PAGES
from tests.people.signing import PROVE, where

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EXPECTED = expected()
SIGNED = SignedIn(by="password", since=NOW.timestamp(), shown_at=NOW.timestamp(), device="|", name="0123456789")
SHOWS_WHO = {"prove_oneself"}
SETS_UP = {"set_up", "add_code_app", "add_passkey"}
NOTHING: frozenset[str] = frozenset()
WRITTEN = frozenset({"Draft", "DataKey"})  # what was being written when it locked is kept, sealed
HELD_ELSEWHERE = {  # what was typed is not in a field of a form of ours
    "keep_draft": "keeps a draft, at the address of its form",
}


@contextmanager
def session_of(world: Watched, who: str, *, half: bool = False, idle_minutes: float = 0) -> Iterator[Client]:
    """A browser whose session is only half, or was left alone for so long."""
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        client.force_login(world.people[who].account)
        session: Any = client.session
        session[SIGNED_IN] = asdict(replace(SIGNED, shown_at=0) if half else SIGNED)
        session.seen_at = NOW - timedelta(minutes=idle_minutes)
        session.save()
        yield client
        transaction.set_rollback(True)


def unlock(client: Client) -> None:
    session: Any = client.session
    session[SIGNED_IN] = asdict(SIGNED)
    session.pop(LOCKED, None)
    session.seen_at = NOW
    session.save()


def let_through(client: Client, world: Watched, to: str, apart: set[str], kept: frozenset[str] = NOTHING) -> list[str]:
    """The pages that answer with anything but the way to `to`, or show or change something but the session and `kept`.
    """
    found = []
    for name, page in PAGES.items():
        if page.name in OPEN_PAGES | apart:
            continue
        address, typed = page.address(world), dict(page.typed(world)) if page.typed else {}
        for method, given in (("get", None), ("post", {"form_key": str(uuid4()), **typed})):
            with transaction.atomic(), written() as writes:
                answer = getattr(client, method)(address, given)
                changed = {model.__name__ for model in writes} - {"Session"} - kept
                if where(answer) != to or changed or leaked_by(answer, typed, address):
                    found.append(f"{method} {name}: {answer.status_code} {where(answer)} {changed}")
                transaction.set_rollback(True)
    return found


def test_with_the_password_alone_every_page_leads_to_showing_the_second_factor(the_world: Watched) -> None:
    with session_of(the_world, "rektor", half=True) as client:
        assert let_through(client, the_world, PROVE, SHOWS_WHO) == []


def test_without_a_second_factor_every_page_leads_to_setting_it_up(the_world: Watched) -> None:
    with session_of(the_world, "lead", half=True) as client:
        assert let_through(client, the_world, PROVE, SHOWS_WHO | SETS_UP) == []
        assert where(client.get(PROVE)) == "/logg-inn/to-trinn/"
        assert all(client.get(PAGES[name].address(the_world)).status_code == 200 for name in SETS_UP)


def test_behind_the_lock_every_page_leads_to_showing_who_one_is(the_world: Watched) -> None:
    with session_of(the_world, "rektor", idle_minutes=15) as client:
        assert let_through(client, the_world, PROVE, SHOWS_WHO, kept=WRITTEN) == []


def test_every_form_that_arrives_behind_the_lock_is_filled_in_again_and_not_sent(the_world: Watched) -> None:
    lost, done = [], []
    for name, page in PAGES.items():
        if page.typed is None or page.name in OPEN_PAGES | set(HELD_ELSEWHERE) or EXPECTED[name, "rektor"][1] != "+":
            continue
        typed = dict(page.typed(the_world))
        with session_of(the_world, "rektor", idle_minutes=15) as client:
            here = page.address(the_world)
            came_from = {"referer": f"http://testserver{here}"}
            way = client.post(here, {"form_key": str(uuid4()), **typed}, headers=came_from)["Location"]
            unlock(client)
            with written() as writes:
                answer = client.get(parse_qs(urlsplit(way).query)["next"][0])
            done += [name] * ("Event" in {model.__name__ for model in writes})
            texts = [escape(text) for text in typed.values() if isinstance(text, str) and " " in text]
            lost += [f"{name}: {answer.status_code}"] * (not all(text in said_in(answer) for text in texts))
    assert (done, lost) == ([], [])
