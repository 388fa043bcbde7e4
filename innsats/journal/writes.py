"""When the database may be written: inside an action, and in a few listed places outside one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from innsats.database.turns import in_turn

_allowed: ContextVar[bool] = ContextVar("_allowed", default=False)


def may_write() -> bool:
    """True inside an action, and inside the few writes on the closed list."""
    return _allowed.get()


@contextmanager
def listed_write() -> Iterator[None]:
    """Allow writing here, in one's turn. Who uses this is a closed list: tests/architecture/test_closed_lists.py."""
    token = _allowed.set(True)
    try:
        with in_turn():
            yield
    finally:
        _allowed.reset(token)
