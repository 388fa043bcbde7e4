"""How many answers this server has given, of which kind, and how long they took. Numbers alone: never whose or of what.

The workers are forked from one process and share a piece of memory that has no name and lies on no disk. Each counts in
a slot of its own, held by a lock that ends with its process, so that a worker that is started again goes on where the
one before it ended, and nobody waits for anybody.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

SLOTS_COUNT = 16
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
BOUNDS_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # of the latency histogram, and one above them
CELL = struct.Struct("=Q")
THROTTLED = len(CLASSES)
BUCKETS = THROTTLED + 1
MICROSECONDS = BUCKETS + len(BOUNDS_SECONDS) + 1
CELLS_COUNT = MICROSECONDS + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the worker in one slot has counted. `buckets`: how many took at most each of `BOUNDS_SECONDS`, and longer;
    each is counted once.
    """

    slot: int
    answers: dict[str, int]
    throttled: int
    buckets: tuple[int, ...]
    seconds: float


class Counts:
    """The shared memory, made before the workers are forked."""

    def __init__(self) -> None:
        size_bytes = SLOTS_COUNT * CELLS_COUNT * CELL.size
        self._file = os.memfd_create("innsats-counts")
        os.ftruncate(self._file, size_bytes)
        self._memory = mmap.mmap(self._file, size_bytes)
        self._lock, self._owner, self._slot = threading.Lock(), 0, 0

    def add(self, *cells: int, microseconds: int = 0) -> None:
        """Count one in each of these cells."""
        with self._lock:
            base = self._own_slot() * CELLS_COUNT
            for cell in cells:
                self._put(base + cell, self._get(base + cell) + 1)
            if microseconds:
                self._put(base + MICROSECONDS, self._get(base + MICROSECONDS) + microseconds)

    def read(self) -> Iterator[Counted]:
        """The slots in which anything was counted."""
        for slot in range(SLOTS_COUNT):
            cells = [self._get(slot * CELLS_COUNT + cell) for cell in range(CELLS_COUNT)]
            if any(cells):
                yield Counted(
                    slot=slot, answers=dict(zip(CLASSES, cells, strict=False)), throttled=cells[THROTTLED],
                    buckets=tuple(cells[BUCKETS:MICROSECONDS]), seconds=cells[MICROSECONDS] / 1_000_000,
                )

    def _own_slot(self) -> int:
        """The slot of this process, taken the first time: a lock on it is let go when the process ends, however."""
        if self._owner != os.getpid():
            self._owner, self._slot = os.getpid(), self._free()
        return self._slot

    def _free(self) -> int:
        for slot in range(SLOTS_COUNT):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, slot)
            except OSError:
                continue
            return slot
        return SLOTS_COUNT - 1  # more processes than there are ever workers: the last share one, and may lose a count

    def _get(self, cell: int) -> int:
        return int(CELL.unpack_from(self._memory, cell * CELL.size)[0])

    def _put(self, cell: int, count: int) -> None:
        CELL.pack_into(self._memory, cell * CELL.size, count)


counts = Counts()


def count_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, outside of all other: every answer is counted, by its class and by how long it took."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - began
        bucket = sum(seconds > bound for bound in BOUNDS_SECONDS)
        counts.add(response.status_code // 100 - 1, BUCKETS + bucket, microseconds=int(seconds * 1_000_000))
        return response

    return middleware


def throttled() -> None:
    """Count one try that was refused for having been tried too often."""
    counts.add(THROTTLED)
