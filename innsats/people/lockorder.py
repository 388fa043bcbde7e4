"""What is locked before a pupil's row is. Nobody here knows a case: the slice that does, locks it.

Who writes in a case locks the case, and then perhaps a pupil in it. An act on the pupil that comes to the cases last
would meet that one head on, and the database refuse one of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

Lock = Callable[[Collection[UUID]], object]
_locks: list[Lock] = []


def locked_before_pupils(lock: Lock) -> None:
    """Let `lock` hold, until the act is done, what it has about these pupils."""
    if lock not in _locks:
        _locks.append(lock)


def lock_about(pupils: Collection[UUID]) -> None:
    """Hold whatever is about these pupils: to be asked for before a row of one of them is locked or written."""
    for lock in _locks:
        lock(pupils)
