"""Taking turns to write. SQLite lets one write at a time, and whoever must wait asks again at ever longer intervals.

With eight at once, some asked for more than a second. Here they stand in line, threads and processes alike, and the
system wakes the next one. The place in line is a lock on a file: it is given up also by a process that is killed.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import IO

from django.db import OperationalError, connection


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for one's turn, and keep it until the transaction inside has ended. On PostgreSQL rows are waited for.

    Raises OperationalError where nothing can be written, and when the one before got no turn for as long as SQLite
    waits: then nobody in line gets one, and all are told at once instead of one after the other.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:  # in a transaction it is one's turn already
        yield
        return
    began = monotonic()
    with _line() as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        if monotonic() - began > connection.settings_dict["OPTIONS"]["timeout"]:
            raise OperationalError("nobody could write for too long")
        yield


def _line() -> IO[bytes]:
    try:
        return open(f"{connection.settings_dict['NAME']}-turn", "ab")
    except OSError as error:  # a file system that is read-only, or gone
        raise OperationalError("there is no place in line") from error
