"""A database on a PostgreSQL server: dumped by pg_dump, loaded by pg_restore, and put in place by its name."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode

import psycopg
from django.core.management import CommandError
from django.db import connection, transaction
from psycopg import sql
from psycopg.conninfo import make_conninfo

MAINTENANCE = "postgres"  # the database to stand in while another is made, renamed or dropped
LOCK = 0x1AA5A75
# One that restores or verifies at a time, of each database: two installations on one server do not wait for each other.
ALONE = "SELECT pg_try_advisory_lock(hashtextextended(%s, %s))"
LEAVING_SECONDS = 2
TAKEN = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresDatabase:
    """One database and the role that owns it. A scratch one stands beside it, and is dropped whatever happens."""

    host: str
    port: str
    user: str
    password: str = field(repr=False)
    name: str
    more: dict[str, str]  # such as sslmode
    serving_role: str = ""
    vendor = "postgresql"

    def __str__(self) -> str:
        return f"{self.name} on {self.host or 'this machine'}"

    @property
    def url(self) -> str:
        who = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}" if self.password else self.user
        more = f"?{urlencode(self.more)}" if self.more else ""
        return f"postgres://{who}@{quote(self.host, safe='')}:{self.port}/{self.name}{more}"

    @property
    def conninfo(self) -> str:
        """Without the password, which would be seen in the list of processes."""
        given = {"host": self.host, "port": self.port, "user": self.user, "dbname": self.name, **self.more}
        return make_conninfo(**{name: value for name, value in given.items() if value})

    def holds_anything(self) -> bool:
        if not self._exists():
            return False
        with self._connected() as found:
            return bool(found.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone())

    def is_in_use(self) -> bool:
        """Whether somebody is connected, and still is a moment later: whoever leaves is seen a little longer."""
        give_up = monotonic() + LEAVING_SECONDS
        with self._at_server() as server:
            while server.execute(TAKEN, [self.name]).fetchone():
                if monotonic() >= give_up:
                    return True
                sleep(0.05)
        return False

    def beside(self, purpose: str) -> PostgresDatabase:
        return replace(self, name=f"{self.name}_{purpose.replace('-', '_')}")

    @contextmanager
    def scratch(self, purpose: str) -> Iterator[PostgresDatabase]:
        """An empty one, for one process at a time. What one that was killed has left is dropped first."""
        scratch = self.beside(purpose)
        with self._at_server() as server:
            if not server.execute(ALONE, [self.name, LOCK]).fetchone()[0]:  # type: ignore[index]
                raise CommandError("another one is restoring or verifying now. Wait until it is done.")
            try:
                self._make(scratch.name, server)
            except psycopg.errors.InsufficientPrivilege:
                raise CommandError(f"{self.user} may make no database: ALTER ROLE {self.user} CREATEDB.") from None
            try:
                yield scratch
            finally:
                _drop(scratch.name, server)

    @contextmanager
    def loading(self) -> Iterator[BinaryIO]:
        """Where to write a dump; restored when the block ends."""
        command = [tool("pg_restore"), "--no-owner", "--no-acl", "--exit-on-error", f"--dbname={self.conninfo}"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=self.environment, stderr=subprocess.PIPE) as running:
            assert running.stdin and running.stderr
            try:
                yield running.stdin  # type: ignore[misc]
                running.stdin.close()
            except BrokenPipeError:
                pass  # it has ended, and says why below
            said = running.stderr.read().decode(errors="replace").strip()
            if running.wait():
                raise CommandError(f"pg_restore could not: {said.splitlines()[0] if said else 'it says nothing'}")

    def give_place_to(self, other: PostgresDatabase, keep_as: str) -> str | None:
        """Let `other` have this name from one moment to the next. Returns what the old one is called now."""
        kept = self.beside(keep_as)
        with self._at_server() as server:
            self._let_serve(other.name, server)
            is_there, is_kept = self._exists(server), self.holds_anything()
            try:
                with server.transaction():
                    if is_there:
                        server.execute(_rename(self.name, kept.name))
                    server.execute(_rename(other.name, self.name))
            except psycopg.errors.ObjectInUse:
                raise CommandError(f"{self} has come into use meanwhile, and nothing was changed.") from None
            if is_there and not is_kept:
                _drop(kept.name, server)
        return kept.name if is_kept else None

    def remove(self) -> None:
        with self._at_server() as server:
            _drop(self.name, server)

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PGPASSWORD": self.password} if self.password else dict(os.environ)

    def _at_server(self) -> psycopg.Connection[Any]:
        return replace(self, name=MAINTENANCE)._connected()

    def _connected(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.conninfo, password=self.password or None, autocommit=True)

    def _exists(self, server: psycopg.Connection[Any] | None = None) -> bool:
        if server is None:
            with self._at_server() as server:
                return self._exists(server)
        return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone())

    def _make(self, name: str, server: psycopg.Connection[Any]) -> None:
        """As this one is made: a name sorts and is compared as before."""
        like = server.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = %s", [self.name]).fetchone()
        collate, ctype = like or ("C.UTF-8", "C.UTF-8")
        _drop(name, server)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}").format(
                sql.Identifier(name), sql.Literal(collate), sql.Literal(ctype)
            )
        )
        server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))

    def _let_serve(self, name: str, server: psycopg.Connection[Any]) -> None:
        if self.serving_role and self.serving_role != self.user:
            database, role = sql.Identifier(name), sql.Identifier(self.serving_role)
            server.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role))


def _drop(name: str, server: psycopg.Connection[Any]) -> None:
    """PostgreSQL itself sends its own workers out; somebody else is told to leave only when that was not enough.

    To force it at once would be refused: a worker of PostgreSQL is not ours to end.
    """
    dropping = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        server.execute(dropping)
    except psycopg.errors.ObjectInUse:
        server.execute(dropping + sql.SQL(" WITH (FORCE)"))


def _rename(name: str, to: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to))


def tool(name: str) -> str:
    """Where a program of PostgreSQL lies: on the PATH, or where Debian keeps it. The newest."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    chosen = str(found[-1]) if found else shutil.which(name)
    if not chosen:
        raise CommandError(f"{name} is not installed (Debian: postgresql-client).")
    return chosen


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read in the block is one moment of the database, while others write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def dumped(database: PostgresDatabase) -> Iterator[BinaryIO]:
    """That moment's dump, as pg_dump writes it. Raises CommandError at the end when it could not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    command = [
        tool("pg_dump"), "--format=custom", "--compress=1", "--no-owner", "--no-acl", f"--snapshot={snapshot}",
        f"--dbname={database.conninfo}",
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=database.environment
    ) as running:
        assert running.stdout and running.stderr
        yield running.stdout  # type: ignore[misc]
        said = running.stderr.read().decode(errors="replace").strip()
        if running.wait():
            raise CommandError(f"pg_dump could not: {said.splitlines()[0] if said else 'it says nothing'}")
