"""Showing that something happens while it does."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


@contextmanager
def showing(doing: str) -> Iterator[None]:
    """Print what is being done, and how long it has taken: every second to a person, every tenth to a file."""
    to_person = sys.stdout.isatty()
    started, done = monotonic(), threading.Event()

    def count() -> None:
        while not done.wait(1 if to_person else 10):
            seconds = f"{monotonic() - started:.0f} s"
            print(f"\r{doing} … {seconds}" if to_person else f"  {seconds}", end="" if to_person else "\n", flush=True)

    print(f"{doing} …", end="" if to_person else "\n", flush=True)
    counting = threading.Thread(target=count, daemon=True)
    counting.start()
    try:
        yield
    finally:
        done.set()
        counting.join()
        if to_person:
            print()


class HowFar:
    """Called with how many of how many are done, it prints that: in place to a person, each tenth to a file."""

    def __init__(self) -> None:
        self._tenth = -1

    def __call__(self, done: int, of: int) -> None:
        said, tenth = f"  {done:,} of {of:,}", 10 * done // of
        if sys.stdout.isatty():
            print(f"\r{said}", end="\n" if done == of else "", flush=True)
        elif tenth > self._tenth:
            print(said, flush=True)
        self._tenth = tenth
