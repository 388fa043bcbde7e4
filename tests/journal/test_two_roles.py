"""Two roles on PostgreSQL: the one that serves can add to the journal, and do nothing else to it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import dj_database_url
import psycopg
import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege

from innsats.cli.database import grant_to_serving_role

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
KEPT = ("journal_event", "journal_look", "journal_anchor", "journal_refusal", "vault_destruction")


@pytest.fixture(scope="module")
def granted(django_db_setup: None, django_db_blocker) -> None:
    """Grants are part of `innsats migrate`; the tests' own database is made without it."""
    with django_db_blocker.unblock():
        grant_to_serving_role()
        connection.close()


@pytest.fixture
def serving(granted: None) -> Iterator[psycopg.Connection]:
    """A connection to the tests' database as the role that serves; what it does is rolled back."""
    role = dj_database_url.parse(os.environ["DATABASE_URL"])
    with psycopg.connect(
        host=role["HOST"], port=role["PORT"], user=role["USER"], password=role["PASSWORD"],
        dbname=connection.settings_dict["NAME"],
    ) as serving:  # fmt: skip
        yield serving
        serving.rollback()


def test_the_serving_role_may_add_to_the_journal(serving: psycopg.Connection) -> None:
    serving.execute(
        "INSERT INTO journal_event (stream, seq, act, actor_kind, actor_id, at, facts, because, made, prev, hash)"
        " VALUES ('case:1', 1, 'open_case', 'person', '1', now(), '{}', '', '', '', 'x')"
    )
    assert serving.execute("SELECT count(*) FROM journal_event").fetchone() == (1,)


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE", "DROP TABLE {}"])
def test_the_serving_role_cannot_change_what_has_happened(serving: psycopg.Connection, table: str, change: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        serving.execute(change.format(table))


@pytest.mark.parametrize("table", KEPT)
def test_the_serving_role_cannot_switch_the_triggers_off(serving: psycopg.Connection, table: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        serving.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")


def test_the_serving_role_makes_no_tables_and_no_migrations(serving: psycopg.Connection) -> None:
    with pytest.raises(InsufficientPrivilege):
        serving.execute("CREATE TABLE x (id int)")
    serving.rollback()
    with pytest.raises(InsufficientPrivilege):
        serving.execute("DELETE FROM django_migrations")


def test_the_serving_role_reads_and_writes_everything_else(serving: psycopg.Connection) -> None:
    rows = serving.execute(
        "SELECT tablename, has_table_privilege(current_user, 'public.' || quote_ident(tablename), privilege)"
        " FROM pg_tables, (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS asked (privilege)"
        " WHERE schemaname = 'public'"
    )
    lacking = {table for table, has in rows if not has}
    assert lacking == {*KEPT, "django_migrations"}
