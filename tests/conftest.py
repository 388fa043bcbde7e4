"""What holds for every test: no network, no accidental order, and no skipping of what was asked for."""

from __future__ import annotations

import gc
import importlib
import os
import random
import socket
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from pytest_django import DjangoDbBlocker

from innsats.database import walls
from innsats.database.laying import guard, note_as_seen, raise_guards
from innsats.people.sessions import SIGNED_IN
from innsats.people.signin.begun import SignedIn
from innsats.vault import keys
from innsats.web import clock
from tests.openid.running import feide, idporten, running_provider  # noqa: F401  # fixtures of several folders

# No test fails for being slow on a busy machine: time is measured in bench/. And none for what was drawn this time: the
# same examples in each run, so that what fails is the change at hand. New ones are drawn by `make attack`.
IS_SEARCHING = "INNSATS_EXAMPLES" in os.environ
hypothesis.settings.register_profile(
    "even", deadline=None, derandomize=not IS_SEARCHING, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("even")

# The markers that this run must not skip: INNSATS_REQUIRE=postgres,journey
REQUIRED = tuple(filter(None, os.environ.get("INNSATS_REQUIRE", "").split(",")))


class NetworkInTest(Exception):
    """A test tried to reach something outside this machine."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tables are laid at once (settings: TEST, MIGRATE), and their guards here, as `database.laying` does it."""
    with django_db_blocker.unblock():
        note_as_seen()
        with connection.schema_editor() as editor:
            guard(editor)
        raise_guards()
        walls.lift_for_process()  # a test works as a command does; what it asks by a client stands behind the walls
        stand_before_walls(behind=True)


def stand_before_walls(*, behind: bool = False) -> None:
    """On PostgreSQL: whether the role that owns the tables, as which the tests run, is held back as who serves is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in walls.walled():
                cursor.execute(f"ALTER TABLE {model._meta.db_table} {'' if behind else 'NO '}FORCE ROW LEVEL SECURITY")


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """As `transactional_db`: a database that truly commits, for tests in which several do something at one moment.

    Afterwards the journal is emptied as only its owner can, with its triggers away.
    """
    guards = importlib.import_module("innsats.journal.migrations.0002_never_changed")
    list_guards = importlib.import_module("innsats.journal.migrations.0006_anchors_cover_destructions")
    keys.forget()
    yield
    with connection.schema_editor() as editor:
        guards.remove(None, editor)
        list_guards.let_list_go(None, editor)
        for table in ("journal_untold", *guards.KEPT, list_guards.LIST):
            editor.execute(f"DELETE FROM {table}")
        guards.add(None, editor)
        list_guards.keep_list(None, editor)
    keys.forget()


@pytest.fixture(autouse=True, scope="session")
def no_sockets_outside_loopback() -> Iterator[None]:
    """Refuse every connection that leaves the machine; Unix sockets and loopback are let through."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(family: int, address: Any) -> None:
        if family not in (socket.AF_INET, socket.AF_INET6):
            return
        host = address[0]
        if host != "localhost" and not ip_address(host.partition("%")[0]).is_loopback:
            raise NetworkInTest(f"a test tried to connect to {address}")

    def checked_connect(self: socket.socket, address: Any) -> None:
        check(self.family, address)
        return connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        check(self.family, address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", checked_connect)
        patch.setattr(socket.socket, "connect_ex", checked_connect_ex)
        yield


@pytest.fixture(autouse=True)
def no_accidental_order(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shuffle what an unordered queryset returns, the same way each time the same test runs."""
    dice = random.Random(request.node.nodeid)
    fetch_all = QuerySet._fetch_all

    def fetch_and_shuffle(self: QuerySet) -> None:
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and not self.ordered:
            dice.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_and_shuffle)


@pytest.fixture(autouse=True)
def signed_in_with_two_factors(monkeypatch: pytest.MonkeyPatch) -> None:
    """`client.force_login` signs in as somebody who has just shown two factors, and whom no clock locks out."""
    force_login, is_within = Client.force_login, clock.is_within
    never = datetime(2100, 1, 1, tzinfo=UTC).timestamp()

    def sign_in(self: Client, user: Any, backend: str | None = None) -> None:
        force_login(self, user, backend)
        session: Any = self.session
        session[SIGNED_IN] = asdict(SignedIn(by="test", since=never, shown_at=never, device="|", name="0123456789"))
        session.seen_at = datetime.fromtimestamp(never, UTC)
        session.save()

    def is_within_or_never(length: timedelta, *, since: datetime, at: datetime) -> bool:
        return since.timestamp() == never or is_within(length, since=since, at=at)

    monkeypatch.setattr(Client, "force_login", sign_in)
    monkeypatch.setattr(clock, "is_within", is_within_or_never)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what needs PostgreSQL elsewhere; leave out there what meets no database, or is asked of SQLite alone.

    `make attack` asks both of everything: they are brought down by different things.
    """
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        alone = () if IS_SEARCHING else ("sqlite",)
        apart = [one for one in items if not _meets_a_database(one) or any(map(one.get_closest_marker, alone))]
        config.hook.pytest_deselected(items=apart)
        items[:] = [item for item in items if item not in set(apart)]
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgres"))


def _meets_a_database(item: pytest.Item) -> bool:
    asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asks) or any(map(item.get_closest_marker, ("django_db", "postgres", "journey")))


def pytest_collection_finish(session: pytest.Session) -> None:
    """A marker that is required must have tests. What is loaded by now stays, and is not looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    for marker in REQUIRED:
        if not any(item.get_closest_marker(marker) for item in session.items):
            raise pytest.UsageError(f"INNSATS_REQUIRE names {marker}, and no test with that marker was found")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """What is required and skipped has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and any(map(item.get_closest_marker, REQUIRED)):
        report.outcome = "failed"
        report.longrepr = f"required by INNSATS_REQUIRE, and skipped: {report.longrepr}"
    return report
