"""Whether the process lives and can answer; and what people meet while the database is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from innsats.cases.models import Report
from tests import world

pytestmark = pytest.mark.django_db
WRITTEN = "Noen stenger ham ute hver dag."


@contextmanager
def away(error: type[Exception]) -> Iterator[None]:
    """The database answers nothing, as when its server is gone."""

    def refuse(execute: Any, *asked: Any) -> None:
        raise error("the server closed the connection: SELECT * FROM people_pupil")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def answering(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def test_alive_asks_nothing_of_the_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0), away(OperationalError):
        assert client.get("/helse/").content == b"ok\n"


def test_ready_while_the_database_answers_and_is_of_this_version(client: Client) -> None:
    assert client.get("/helse/klar/").status_code == 200
    MigrationRecorder(connection).record_unapplied("journal", "0005_log_of_an_owner")
    answer = client.get("/helse/klar/")
    assert (answer.status_code, answer.content) == (503, b"migrate first\n")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_not_ready_without_a_database(answering: Client, error: type[Exception]) -> None:
    with away(error):
        answer = answering.get("/helse/klar/")
    assert (answer.status_code, answer.content) == (503, b"no database\n")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("address", ["/", "/saker/", "/meld/", "/innsynslogg/"])
def test_a_page_without_a_database_says_that_we_are_soon_back(answering: Client, error, address: str) -> None:
    world.signed_in(answering, world.a_principal(world.a_school()))
    with away(error):
        answer = answering.get(address)
    assert answer.status_code == 503 and answer["Retry-After"] == "10"
    said = answer.content.decode()
    assert "Vi er snart tilbake" in said and "people_pupil" not in said
    assert answering.get("/").status_code == 200


def test_what_was_written_is_given_back_and_nothing_is_half_done(answering: Client) -> None:
    school = world.a_school()
    world.signed_in(answering, world.an_employee(school))
    typed = {"form_key": str(uuid4()), "school": str(school.uuid), "text": WRITTEN}
    with away(OperationalError):
        answer = answering.post("/meld/", typed)
    assert answer.status_code == 503 and WRITTEN in answer.content.decode()
    assert not Report.objects.exists()
