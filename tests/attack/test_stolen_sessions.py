"""Somebody has copied the cookie of a session: once its owner has ended it, it opens nothing, from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from innsats.journal.actors import OPERATOR
from innsats.people.actions.signin import reset_sign_in
from innsats.people.models import Account, Session
from innsats.people.sessions import SIGNED_IN
from innsats.people.signin.begun import SignedIn
from innsats.people.signin.passwords import set_password
from tests import world
from tests.architecture.access_pages import PAGES
from tests.architecture.access_world import Watched
from tests.architecture.asking import Asking, browser_of
from tests.architecture.canaries import NOW
from tests.architecture.test_closed_lists import OPEN_PAGES
from tests.people.signing import PROVE, all_in, code_at, half_in, where, with_a_password, with_an_app
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
LOCKED_IN = [name for name, page in PAGES.items() if page.name not in OPEN_PAGES]
KEY = "sessionid"


def signs_out(owner: Client, world: Watched) -> None:
    assert owner.post("/logg-ut/").status_code == 302


def changes_the_password(owner: Client, world: Watched) -> None:
    set_password(Account.objects.get(person=world.people["rektor"]), "fire hunder i en båt")


def is_given_a_new_way_in(owner: Client, world: Watched) -> None:
    reset_sign_in(world.people["rektor"].uuid, by=OPERATOR, at=NOW)


def ends_all_others(owner: Client, world: Watched) -> None:
    """From another machine."""
    elsewhere = Client()
    elsewhere.force_login(world.people["rektor"].account)
    assert elsewhere.post(PAGES["end_other_sessions"].address(world)).status_code == 302


def worked_a_whole_day(owner: Client, world: Watched) -> None:
    Session.objects.update(expire_date=NOW - timedelta(seconds=1))


def signs_in_again(owner: Client, world: Watched) -> None:
    """In the same browser: the session that was open there is thrown away."""
    session: Any = owner.session
    session.flush()


ENDED: dict[str, Callable[[Client, Watched], None]] = {
    "signing out": signs_out, "another password": changes_the_password, "a new way in": is_given_a_new_way_in,
    "ended from elsewhere": ends_all_others, "ten hours": worked_a_whole_day, "signing in again": signs_in_again,
}  # fmt: skip


def typed_on(name: str, world: Watched) -> dict[str, Any] | None:
    typed = PAGES[name].typed
    return dict(typed(world)) if typed else None


@pytest.mark.parametrize("how", ENDED)
def test_a_copied_cookie_opens_no_page_once_the_session_is_ended(the_world: Watched, how: str) -> None:
    with browser_of("rektor", the_world) as (owner, holder):
        thief = Client(REMOTE_ADDR="203.0.113.9", headers={"user-agent": "another"}, raise_request_exception=False)
        thief.cookies[KEY] = owner.cookies[KEY].value
        assert thief.get(PAGES["read_case"].address(the_world)).status_code == 200  # there was something to steal
        kept = [(PAGES[name].address(the_world), typed_on(name, the_world)) for name in LOCKED_IN]
        ENDED[how](owner, the_world)
        asking, opened = Asking(thief, holder), []
        for address, typed in kept:
            answers = [asking.get(address), *([asking.post(address, typed)] if typed is not None else [])]
            opened += [address for one in answers if one.outcome != "S" or one.leaked or one.changed]
    assert opened == []
    assert len(LOCKED_IN) > 200


@pytest.mark.parametrize("planted", ["halfway", "all the way"])
def test_a_session_that_somebody_else_planted_is_not_the_one_that_is_signed_in(
    db: None, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    """Fixation: whoever knows the key that a browser had before has nothing, at the password or at the code."""
    world.it_is(monkeypatch, at := AT + timedelta(hours=1))
    school = world.a_school()
    victim, other = (with_an_app(with_a_password(one)) for one in (world.a_principal(school), world.a_deputy(school)))
    thief, browser = Client(), Client()
    half_in(thief, other) if planted == "halfway" else all_in(thief, other, at=at)
    keys = [thief.cookies[KEY].value]
    browser.cookies[KEY] = keys[0]
    half_in(browser, victim)
    keys.append(browser.cookies[KEY].value)
    browser.post(PROVE, {"code": code_at(at)})
    assert browser.get("/folk/").status_code == 200
    assert len({*keys, browser.cookies[KEY].value}) == 3
    for key in keys:
        thief.cookies[KEY] = key
        assert where(thief.get("/folk/")) == "/logg-inn/"


@pytest.mark.parametrize("made_up", ["", "0" * 32, "../../x", "a" * 10_000, "null", "' OR 1=1 --"])
def test_a_made_up_key_opens_nothing_and_becomes_no_session(the_world: Watched, made_up: str) -> None:
    """A planted key is never taken over: signing in makes a new one."""
    before = Session.objects.count()
    client = Client(raise_request_exception=False)
    client.cookies[KEY] = made_up
    assert where(client.get("/")) == "/logg-inn/"
    assert Session.objects.count() == before


def test_a_session_left_alone_opens_nothing_for_whoever_copied_it(the_world: Watched) -> None:
    with browser_of("rektor", the_world) as (owner, holder):
        session: Any = owner.session
        began = SignedIn(**session[SIGNED_IN])
        session[SIGNED_IN] = asdict(replace(began, since=NOW.timestamp(), shown_at=NOW.timestamp()))
        session.seen_at = NOW - timedelta(minutes=16)
        session.save()
        asking, opened = Asking(owner, holder), []
        for name in LOCKED_IN:
            answer = asking.get(PAGES[name].address(the_world))
            opened += [name] * bool(answer.leaked or answer.changed)
    assert opened == []
