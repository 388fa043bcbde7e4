"""A database that is laid at once is the one that all the migrations make, step by step."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest
from django.db import connection

Rows = Callable[[str], list[tuple[Any, ...]]]
STEP_BY_STEP = """
import gc

import django
from django.core.management import call_command

gc.set_threshold(100_000, 20, 20)  # all the models of all the steps are looked through at each
django.setup()
call_command("migrate", verbosity=0)

from innsats.database.owners import keep_owners

keep_owners()
"""
NOT_OURS = "name NOT LIKE 'sqlite_%' AND tbl_name <> 'django_migrations'"
ON_SQLITE = (
    "SELECT t.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk FROM (SELECT name FROM sqlite_master WHERE type ="
    f" 'table' AND {NOT_OURS}) t, pragma_table_info(t.name) c",
    f"SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND {NOT_OURS}",
    "SELECT t.name, f.\"from\", f.\"table\", f.\"to\", f.on_delete FROM (SELECT name FROM sqlite_master WHERE type ="
    f" 'table' AND {NOT_OURS}) t, pragma_foreign_key_list(t.name) f",
)
TABLES = f"SELECT name, sql FROM sqlite_master WHERE type = 'table' AND {NOT_OURS}"
ON_POSTGRESQL = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default FROM"
    " information_schema.columns WHERE table_schema = 'public' AND table_name <> 'django_migrations'",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'django_migrations'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace ="
    " 'public'::regnamespace AND conrelid <> 'django_migrations'::regclass",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)
WIDER_BY_STEPS = "('auth_group_permissions', 'id'"  # a number of Django's own, in a table that we do not use


@pytest.mark.django_db
def test_a_database_laid_at_once_is_the_one_that_the_migrations_make(tmp_path: Path) -> None:
    with _made_step_by_step(tmp_path) as made:
        steps = _drawn(made)
    with connection.cursor() as cursor:
        at_once = _drawn(lambda sql: (cursor.execute(sql), cursor.fetchall())[1])
    assert len(at_once) > 1_500
    assert sorted(steps - at_once) == [] and sorted(at_once - steps) == []


def _drawn(rows: Rows) -> set[str]:
    """All columns, indexes, constraints, triggers and functions, a line each, in whatever order they were made."""
    if connection.vendor == "postgresql":
        lines = {str(row) for sql in ON_POSTGRESQL for row in rows(sql)}
        return {one for one in lines if not one.startswith(WIDER_BY_STEPS)}
    lines = {re.sub(r"\s+", " ", str(row)) for sql in ON_SQLITE for row in rows(sql)}
    return lines | {f"{table} {one}" for table, sql in rows(TABLES) for one in _constraints(sql)}


def _constraints(sql: str) -> Iterator[str]:
    """The checks and the unique columns of a table, with all that stands in their brackets."""
    for found in re.finditer(r'(CONSTRAINT "\w+" )?(CHECK|UNIQUE) \(', sql):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield sql[found.start() : end]


class _made_step_by_step:
    """A database to which every migration was applied."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url = folder, f"sqlite:///{folder / 'steps.sqlite3'}"
        if connection.vendor == "postgresql":
            self.url = f"{os.environ['MIGRATE_DATABASE_URL'].rpartition('/')[0]}/innsats_steps"

    def __enter__(self) -> Rows:
        if connection.vendor == "postgresql":
            self._administer("CREATE DATABASE innsats_steps")
        environment = os.environ | {
            "DATABASE_URL": self.url, "MIGRATE_DATABASE_URL": self.url, "INNSATS_DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "innsats.settings",
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", STEP_BY_STEP], env=environment, check=True, capture_output=True)
        if connection.vendor == "postgresql":
            self.opened: Any = psycopg.connect(self.url)
        else:
            self.opened = sqlite3.connect(self.folder / "steps.sqlite3")
        return lambda sql: self.opened.execute(sql).fetchall()

    def __exit__(self, *raised: object) -> None:
        self.opened.close()
        if connection.vendor == "postgresql":
            self._administer("DROP DATABASE innsats_steps")

    def _administer(self, statement: str) -> None:
        given = dj_database_url.parse(self.url)
        with psycopg.connect(
            host=given["HOST"], port=given["PORT"], user=given["USER"], dbname="postgres", autocommit=True
        ) as server:
            server.execute(statement)
