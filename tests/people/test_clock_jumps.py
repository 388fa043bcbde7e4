"""A clock that jumps an hour or a day, and comes right: nobody is shut out for as long, and nothing that is over begins
anew.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from innsats.cases.models import Receipt
from innsats.family import doors
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.oidc.dance import LASTS, Dance, _is_answer_to
from innsats.people.oidc.trouble import Reason, Trouble
from innsats.people.signin import factors, passkeys, passwords
from innsats.web import coded_drafts, drafts
from innsats.web.codes import derived
from innsats.web.pace import WAIT, a_turn, has_come, turn_held
from tests import world
from tests.people.signing import PASSWORD, PROVE, SEED, all_in, code_at, half_in, where, with_a_password, with_an_app
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
START = AT + timedelta(hours=1)
MINUTE, HOUR, DAY, QUARTER = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), passwords.WINDOW
PRINTED = "/apne-saker/utskrift/"  # asks anew for the second factor
JUMPS = pytest.mark.parametrize("jump", [HOUR, -HOUR, DAY, -DAY], ids=["hour on", "hour back", "day on", "day back"])


class Set:
    """The clock, set to some time after START, or before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, after: timedelta) -> datetime:
        world.it_is(self._monkeypatch, START + after)
        return START + after


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> Set:
    found = Set(monkeypatch)
    found(timedelta())
    return found


@pytest.fixture
def person(set_to: Set) -> Person:
    return with_an_app(with_a_password(world.a_principal(world.a_school())), at=AT - 2 * DAY)


def door(client: Client, address: str = "/folk/") -> str:
    """Where one is led to; "" when the page opens."""
    return where(client.get(address))


def unlocked(client: Client) -> Client:
    assert client.post(PROVE, {"password": PASSWORD, "next": "/folk/"}).status_code == 302
    return client


# Sessions


@JUMPS
def test_whoever_works_while_it_jumps_shows_who_it_is_at_most_once_each_time(client, person, set_to, jump):
    """The lock asks for the password, or the sign-in for both; then one works on, at either time."""
    all_in(client, person, at=START)
    for after in (jump, timedelta()):
        at = set_to(after + 2 * MINUTE)
        if door(client) == PROVE:
            unlocked(client)
        elif door(client):
            all_in(client, person, at=at)
        assert door(client) == ""
        set_to(after + 4 * MINUTE)
        assert door(client) == ""


@pytest.mark.parametrize("minutes_alone", [16, 70, 130])
def test_a_locked_screen_that_somebody_saw_is_not_opened_by_a_clock_set_back(client, person, set_to, minutes_alone):
    all_in(client, person, at=START)
    set_to(minutes_alone * MINUTE)
    assert door(client) == PROVE
    for back in range(0, minutes_alone + 60, 13):
        set_to((minutes_alone - back) * MINUTE)
        assert door(client) == PROVE
    set_to(timedelta())
    assert door(unlocked(client)) == ""


def test_a_screen_that_was_used_while_the_clock_was_ahead_is_not_open_for_as_much_longer(client, person, set_to):
    all_in(client, person, at=START)
    set_to(HOUR)
    assert door(unlocked(client)) == ""
    set_to(MINUTE)
    assert door(client) == PROVE


def test_who_is_there_is_seen_also_just_after_a_small_step_back(client, person, set_to):
    all_in(client, person, at=START)
    set_to(-MINUTE)
    assert door(client) == ""
    set_to(13.5 * MINUTE)
    assert door(client) == ""


def test_what_is_asked_anew_is_asked_anew_however_the_clock_was_set(client, person, set_to):
    all_in(client, person, at=START)
    assert door(client, PRINTED) == ""
    set_to(HOUR)
    unlocked(client).post(PROVE, {"code": code_at(START + HOUR)})
    assert door(client, PRINTED) == ""
    set_to(MINUTE)
    assert door(unlocked(client)) == "" and door(client, PRINTED) == PROVE
    for minute in (5, 14, 28, 42, 56, 61, 66):  # nor when time has come to where the clock was
        set_to(minute * MINUTE)
        assert door(client) == "" and door(client, PRINTED) == PROVE


def test_a_session_that_began_while_the_clock_was_a_day_ahead_lasts_no_longer_than_another(client, person, set_to):
    """It would last for a day and ten hours."""
    all_in(client, person, at=set_to(DAY))
    set_to(timedelta())
    assert door(client) == PROVE and door(unlocked(client)) == ""
    for hour in range(1, 10):
        set_to(hour * HOUR)
        assert door(unlocked(client)) == ""
    set_to(10 * HOUR)
    assert door(client) == "/logg-inn/"


@pytest.mark.parametrize("back", [HOUR, DAY])
def test_a_session_that_was_over_does_not_begin_anew(client, person, set_to, back):
    all_in(client, person, at=START)
    tick(set_to(10 * HOUR))
    set_to(10 * HOUR - back)
    assert door(client) == "/logg-inn/"


# Tries


@JUMPS
def test_tries_that_are_spent_while_it_jumps_are_one_windows_more_and_no_lockout_outlasts_a_window(jump):
    """Ten at the right time, ten at the wrong one; then none before the quarter is over, and ten again."""

    def tried(at: datetime) -> int:
        tick(at)
        return sum(passwords.may_try("sign in as kari", at) for _ in range(30))

    start = START + 5 * MINUTE  # within its quarter
    assert [tried(at) for at in (start, start + jump, start, START + 14 * MINUTE)] == [10, 10, 0, 0]
    assert tried(START + QUARTER) == 10, "nobody is shut out for longer"
    assert tried(START + jump + QUARTER) == 10, "nor at the time that it was for a while"


def test_whose_turn_was_given_by_a_clock_that_ran_ahead_gets_another(set_to):
    turn = a_turn("form", START + HOUR)
    assert turn_held(turn, "form", START) == "" and not has_come(turn, "form", START)
    another = a_turn("form", START)
    assert turn_held(another, "form", START) and has_come(another, "form", START + WAIT)


# Codes of an app


@pytest.mark.parametrize("back", [HOUR, DAY])
def test_a_code_that_was_used_counts_no_more_when_the_clock_is_set_back_to_it(person, back):
    account, earlier = person.account, code_at(START - back)
    assert factors.is_right_code(account, earlier, at=START - back)
    assert factors.is_right_code(account, code_at(START), at=START)
    for step in (-MINUTE / 2, timedelta(), MINUTE / 2):
        assert not factors.is_right_code(account, earlier, at=START - back + step)


@JUMPS
def test_who_has_an_app_comes_in_as_soon_as_the_clock_is_right_again(client, person, set_to, jump):
    """The phone goes right meanwhile: what it shows is refused, and uses nothing up."""
    set_to(jump)
    half_in(client, person)
    assert client.post(PROVE, {"code": code_at(START, SEED)}).status_code == 422 and door(client) == PROVE
    assert door(all_in(Client(), person, at=set_to(MINUTE))) == ""


# What is kept, and what works once


@JUMPS
def test_a_draft_outlives_every_jump_and_its_fortnight_moves_by_no_more_than_the_jump(jump):
    school = world.a_school()
    person, by_code = world.a_principal(school), derived("0000000000000000")
    typed: Any = RequestFactory().post("/", {"text": "Noe jeg så"}).POST
    drafts.save(person.pk, "/meld/", typed, school_owner_id=school.school_owner_id, at=START)
    coded_drafts.save("form", {"text": "Noe jeg så"}, by_code, at=START)

    def are_kept(at: datetime) -> set[bool]:
        tick(at)
        return {drafts.read(person.pk, "/meld/", at=at) is not None, coded_drafts.read(by_code, at=at) is not None}

    moments = (START, START + jump, START + 13 * DAY - MINUTE, START + 13 * DAY - MINUTE + jump)
    assert [are_kept(at) for at in moments] == [{True}] * 4
    assert are_kept(START + 14 * DAY) == {False} and are_kept(START + 14 * DAY + jump) == {False}


@JUMPS
def test_a_link_works_once_however_it_jumps_and_lasts_no_longer_than_its_three_days_and_the_jump(
    client, monkeypatch, jump
):
    tokens, now = passwords.tokens(), datetime(2026, 3, 23, 9)

    def answers(link: str, after: timedelta) -> int:
        monkeypatch.setattr(tokens, "_now", lambda: now + after)
        return client.get(link).status_code

    monkeypatch.setattr(tokens, "_now", lambda: now)
    link = passwords.link_for(world.a_person())
    assert [answers(link, after) for after in (timedelta(), jump, timedelta())] == [200] * 3
    assert answers(link, 3 * DAY + DAY + MINUTE) == 410
    assert answers(link, timedelta()) == 200
    typed = {"password": "fire hunder i en båt", "again": "fire hunder i en båt"}
    assert client.post(link, typed).status_code == 302
    assert [answers(link, after) for after in (timedelta(), jump, -jump)] == [410] * 3


def test_a_question_to_a_passkey_or_a_provider_from_later_than_now_takes_no_answer(rf):
    request = rf.get("/")
    request.session = {passkeys.CHALLENGE: {"asked": "AAAA", "at": (START + HOUR).timestamp()}}
    with pytest.raises(passkeys.NotTaken):
        passkeys._expected(request, START)
    begun = {"provider": "feide", "state": "s", "nonce": "n", "verifier": "v", "back": "b"}
    for begun_at in (START + HOUR, START - LASTS):
        with pytest.raises(Trouble) as trouble:
            dance, answered = Dance(**begun, begun_at=begun_at.isoformat()), {"state": "s", "code": "c"}
            _is_answer_to(None, dance, answered, START, must_be_named=False)
        assert trouble.value.reason is Reason.STALE


def test_a_device_that_a_clock_ran_ahead_on_remembers_no_code_for_longer(rf, monkeypatch):
    receipt, real = Receipt(pk=uuid4()), time.time
    held = doors.let_in(HttpResponse(), receipt).cookies[doors.COOKIE].value

    def shown(after: float) -> str:
        seconds = real() + after
        monkeypatch.setattr("django.core.signing.time.time", lambda: seconds)
        request = rf.get("/")
        request.COOKIES[doors.COOKIE] = held
        return doors._shown(request, Receipt)

    assert shown(0) == shown(29 * 60) == shown(-30) == str(receipt.pk)
    assert shown(31 * 60) == shown(-3600) == shown(-86400) == ""
