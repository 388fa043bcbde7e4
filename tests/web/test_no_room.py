"""A full disk, a file system that only reads, and others who write for too long: said in words, and nothing lost."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client

from innsats.cases.models import Report
from innsats.database import turns
from tests import world

pytestmark = pytest.mark.usefixtures("committed")
sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="of SQLite's own file")
WRITTEN = "Noen stenger ham ute hver dag. " * 40


@pytest.fixture
def answering(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@contextmanager
def full() -> Iterator[None]:
    """The file may not grow by a page more, and has none that earlier tests left empty."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count=4294967294")


@contextmanager
def only_read() -> Iterator[None]:
    """As when the system has made the file system read-only, or the server is a standby."""
    on_sqlite = connection.vendor == "sqlite"
    switch = "PRAGMA query_only={}" if on_sqlite else "SET default_transaction_read_only={}"
    with connection.cursor() as cursor:
        cursor.execute(switch.format("on"))
        try:
            yield
        finally:
            cursor.execute(switch.format("off"))


def sent(client: Client, school, key: str):
    typed = {"go": "send", "step": "send", "form_key": key, "school": str(school.uuid), "text": WRITTEN}
    return client.post("/skole/", typed)


def filled(client: Client, school) -> tuple[int, object]:
    """Send new reports until one is not taken: how many were, and the answer to the last."""
    for number in range(200):
        answer = sent(client, school, str(uuid4()))
        if answer.status_code != 200:
            return number, answer
    raise AssertionError("it was never full")


@sqlite
def test_when_the_disk_is_full_nobody_is_told_that_it_was_received(answering, school, caplog):
    with full(), caplog.at_level(logging.ERROR, "innsats.errors"):
        taken_count, answer = filled(answering, school)
    said = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"] == "10"
    assert "Vi er snart tilbake" in said and WRITTEN.strip() in said and 'class="code"' not in said
    assert Report.objects.count() == taken_count
    assert "SQLITE_FULL" in caplog.text and WRITTEN.strip() not in caplog.text


@sqlite
def test_when_there_is_room_again_the_same_form_is_taken_by_itself(answering, school):
    key = str(uuid4())
    with full():
        taken_count, _ = filled(answering, school)
        assert sent(answering, school, key).status_code == 503
    assert sent(answering, school, key).status_code == 200
    assert sent(answering, school, key).status_code == 200
    assert Report.objects.count() == taken_count + 1


def test_where_nothing_may_be_written_pages_say_so_and_give_back_what_was_written(answering, school):
    with only_read():
        assert answering.get("/skole/").status_code == 200
        answer = sent(answering, school, str(uuid4()))
    assert answer.status_code == 503 and WRITTEN.strip() in answer.content.decode()
    assert not Report.objects.exists()
    assert sent(answering, school, str(uuid4())).status_code == 200


@sqlite
def test_where_no_place_in_line_can_be_had_nothing_is_written(answering, school, monkeypatch):
    def refuses(*_given: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(turns, "open", refuses, raising=False)
    answer = sent(answering, school, str(uuid4()))
    assert answer.status_code == 503 and WRITTEN.strip() in answer.content.decode()
    assert not Report.objects.exists()


@sqlite
def test_who_waits_for_one_that_does_not_end_is_told_instead_of_hanging(answering, school, monkeypatch):
    held, may_end = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            held.set()
            may_end.wait(60)
        connection.close()

    holding = Thread(target=hold)
    holding.start()
    held.wait(60)
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.2)
    answer = sent(answering, school, str(uuid4()))
    may_end.set()
    holding.join()
    assert answer.status_code == 503 and WRITTEN.strip() in answer.content.decode()
    monkeypatch.undo()
    assert sent(answering, school, str(uuid4())).status_code == 200
    assert Report.objects.count() == 1


@sqlite
def test_behind_one_that_got_no_turn_nobody_waits_as_long_again(answering, school, monkeypatch):
    waited, waits = [], turns._waits_at_most
    monkeypatch.setattr(turns, "_waits_at_most", lambda seconds: (waited.append(seconds), waits(seconds)))
    with only_read():
        assert [sent(answering, school, str(uuid4())).status_code for _ in range(2)] == [503, 503]
    assert [sent(answering, school, str(uuid4())).status_code for _ in range(2)] == [200, 200]
    in_line = [seconds for seconds in waited if seconds in (turns.PATIENCE_SECONDS, turns.NONE_SECONDS)]
    first, rest = in_line[0], in_line[1:]
    assert first == turns.PATIENCE_SECONDS and rest[0] == turns.NONE_SECONDS
    assert rest[-1] == turns.PATIENCE_SECONDS  # when one has got a turn, the next waits as ever
