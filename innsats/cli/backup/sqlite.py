"""A database that is one file: dumped page by page, loaded as a file, and put in place by its name."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.management import CommandError
from django.db import connection, transaction

BESIDE = ("-wal", "-shm", "-journal")
LOCKED_FROM, LOCKED_COUNT = 0x40000000, 512  # the bytes that SQLite locks in every database


class SqliteFile:
    """One database file. A scratch one lies beside it, on the same disk, and is removed whatever happens."""

    vendor = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def holds_anything(self) -> bool:
        if not self.path.exists() or not self.path.stat().st_size:
            return False
        try:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as found:
                return bool(found.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())
        except sqlite3.DatabaseError:
            return True  # something, though no database any more

    def is_in_use(self) -> bool:
        from innsats.cli.database import is_open

        if not self.path.exists():
            return False
        return is_open(self.path) if self.path.stat().st_size else _is_held(self.path)

    def beside(self, purpose: str) -> SqliteFile:
        return SqliteFile(self.path.with_name(f"{self.path.name}.{purpose}"))

    @contextmanager
    def scratch(self, purpose: str) -> Iterator[SqliteFile]:
        """An empty one, for one process at a time. What one that was killed has left is removed first."""
        with self.beside(f"{purpose}.lock").path.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError(f"another one is {purpose} now. Wait until it is done.") from None
            scratch = self.beside(purpose)
            scratch.remove()
            try:
                yield scratch
            finally:
                scratch.remove()
                os.unlink(lock.name)

    def remove(self) -> None:
        for end in ("", *BESIDE):
            self._with(end).unlink(missing_ok=True)

    @contextmanager
    def loading(self) -> Iterator[BinaryIO]:
        """Where to write a dump, which is the file itself; on the disk when the block ends."""
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    def give_place_to(self, other: SqliteFile, keep_as: str) -> str | None:
        """Let `other` stand here from one moment to the next. Returns where the old one is kept, if there was one.

        A log that a power cut has left goes with the old one, also where that is gone: the next who opened the file of
        this name would write the old log into the new database.
        """
        kept = self.beside(keep_as)
        names = [end for end in BESIDE if self._with(end).exists()]  # none, where the old one is whole and not in use
        for end in names:
            os.rename(self._with(end), kept._with(end))
        if self.path.exists():
            shutil.copymode(self.path, other.path)
            if os.geteuid() == 0:
                shutil.chown(other.path, self.path.stat().st_uid, self.path.stat().st_gid)
            if self.holds_anything():
                names.insert(0, "")
                os.link(self.path, kept.path)  # by both names until the other has taken this one
        self._write_names()
        if any(self._with(end).exists() for end in BESIDE):
            logs = ", ".join(str(kept._with(end)) for end in names if end)
            beside = f" What it had not written into itself yet was moved to {logs}: keep it." if logs else ""
            raise CommandError(f"{self} has come into use meanwhile, and stands there still. End what uses it.{beside}")
        os.replace(other.path, self.path)
        self._write_names()
        return str(kept._with(names[0])) if names else None

    def _with(self, end: str) -> Path:
        return self.path.with_name(self.path.name + end)

    def _write_names(self) -> None:
        """Have what is called what in the folder on the disk."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _is_held(empty: Path) -> bool:
    """Whether a process that had the database open when it was emptied has it still.

    Asked of the locks: SQLite, asked, would throw away the log that lies beside an empty file.
    """
    with empty.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCKED_COUNT, LOCKED_FROM)
        except BlockingIOError:
            return True
    return False


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read in the block is one moment of the database, while others write."""
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    mode, options["transaction_mode"] = options["transaction_mode"], "DEFERRED"  # IMMEDIATE would let nobody write
    try:
        with transaction.atomic():
            yield
    finally:
        options["transaction_mode"] = mode
        connection.close()


@contextmanager
def dumped() -> Iterator[BinaryIO]:
    """That moment's file, byte for byte: a copy beside the database that has no name, and ends with this process."""
    path = Path(connection.settings_dict["NAME"]).with_suffix(".copying")
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(path)) as copy, path.open("rb") as file:
        path.unlink()
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA synchronous=OFF")
        connection.ensure_connection()
        connection.connection.backup(copy)
        yield file
