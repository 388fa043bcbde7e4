"""What can happen to the database while people write, made to happen and undone again. Each lasts while it is open."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import psycopg

ROOM_MB = 48  # of the file system that is filled up
DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
Trouble = Callable[[], AbstractContextManager[None]]


def troubles_of(vendor: str, folder: Path) -> dict[str, Trouble]:
    """Those that can be made here, by what they are called."""
    if vendor == "postgresql":
        server = Postgres.that_serves()
        server.stop("fast")
        server.start()  # from here on as one that keeps what it has acknowledged
        return {"PostgreSQL is cut off": server.cut_off}
    found: dict[str, Trouble] = {"somebody else writes and does not end": lambda: locked(folder / "seeded.sqlite3")}
    if os.path.ismount(folder):
        found["the disk is full"] = lambda: full(folder / "ballast")
    return found


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Let `folder` be a file system of its own with little room, where we may make one."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m", "innsats", str(folder)]
    is_mounted = subprocess.run(mount, capture_output=True).returncode == 0
    try:
        yield
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another holds the lock for writing."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=30, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(ballast: Path) -> Iterator[None]:
    """Not a byte is left."""
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
    yield
    ballast.unlink()


class Postgres:
    """The server behind DATABASE_URL, when it runs on this machine and we may stop it."""

    def __init__(self, data: Path) -> None:
        self._data = data
        program, *options = shlex.split((data / "postmaster.opts").read_text())
        as_owner = ["runuser", "-u", data.owner(), "--"] if os.getuid() == 0 else []  # it refuses to run as root
        self._control = [*as_owner, str(Path(program).with_name("pg_ctl")), "-w", "-D", str(data)]
        self._options = f"{shlex.join(options[2:])} {DURABLE}"

    @classmethod
    def that_serves(cls) -> Postgres:
        host = os.environ["DATABASE_URL"].rpartition("@")[2].partition("/")[0]
        with psycopg.connect(f"postgres://postgres@{host}/postgres") as connection:
            return cls(Path(connection.execute("SHOW data_directory").fetchall()[0][0]))

    def stop(self, how: str) -> None:
        subprocess.run([*self._control, "-m", how, "stop"], check=True, cwd=self._data, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        said = ["-l", str(self._data / "said"), "-o", self._options]
        subprocess.run([*self._control, *said, "start"], check=True, cwd=self._data, stdout=subprocess.DEVNULL)

    @contextmanager
    def cut_off(self) -> Iterator[None]:
        """Gone in the middle of everything; it mends itself from its log when it is started."""
        self.stop("immediate")
        yield
        self.start()
