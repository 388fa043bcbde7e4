"""Taking turns to write. SQLite lets one write at a time, and whoever must wait asks again at ever longer intervals.

With eight at once, some asked for more than a second. Here they stand in line, threads and processes alike, and the
system wakes the next one. The place in line is a lock on a file: it is given up also by a process that is killed.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import IO

from django.db import OperationalError, connection

PATIENCE_SECONDS = 1.5  # of the first in line, for others who write without standing in it: one is told within two
BESIDE_SECONDS = 4  # of a page that writes without standing in it, as signing in does
NONE_SECONDS = 0.05  # of those behind one that got no turn: else each in line would wait as long again
REFUSED = 0  # the time of the file's last change, when the last one got no turn: marking it takes no room on the disk
_is_ours: ContextVar[bool] = ContextVar("_is_ours", default=False)


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for one's turn, and keep it until the transaction inside has ended. On PostgreSQL rows are waited for.

    Raises OperationalError where nothing can be written. For short transactions: who comes later waits as long as the
    line moves.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or _is_ours.get():  # it is one's turn already
        yield
        return
    with _line() as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        was_refused = os.fstat(line.fileno()).st_mtime == REFUSED
        connection.ensure_connection()
        _waits_at_most(NONE_SECONDS if was_refused else PATIENCE_SECONDS)
        token = _is_ours.set(True)
        try:
            yield
        except OperationalError:
            os.utime(line.fileno(), (REFUSED, REFUSED))
            raise
        else:
            if was_refused:
                os.utime(line.fileno())
        finally:
            _is_ours.reset(token)
            _waits_at_most(connection.settings_dict["OPTIONS"]["timeout"])


def _waits_at_most(seconds: float) -> None:
    """For the lock of the database itself. Said past Django, which would count it as a question."""
    if connection.connection is not None:
        connection.connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")


def _line() -> IO[bytes]:
    try:
        return open(f"{connection.settings_dict['NAME']}-turn", "ab")
    except OSError as error:  # a file system that is read-only, or gone
        raise OperationalError("there is no place in line") from error
