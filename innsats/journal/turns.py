"""Taking turns to write. SQLite lets one write at a time, and whoever must wait asks again at ever longer intervals.

With eight at once, some asked for more than a second. Here they stand in line, threads and processes alike, and the
system wakes the next one. The place in line is a lock on a file: it is given up also by a process that is killed.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for one's turn, and keep it until the transaction inside has ended. On PostgreSQL rows are waited for."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:  # in a transaction it is one's turn already
        yield
        return
    with open(f"{connection.settings_dict['NAME']}-turn", "ab") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield
