"""A code on paper, from the page's side: made for a form, and tried by whoever types one. Guessing is hopeless.

A try costs a slow hash whether there is such a code or not, and the tries of one address are counted when they miss:
a whole school behind one address misses now and then, a guesser always.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from innsats.journal.writes import listed_write
from innsats.vault import codes
from innsats.vault.codes import Derived, grouped, read_code
from innsats.vault.keys import codes_key, codes_key_if_any

from .throttle import allow, is_spent

WINDOW = timedelta(minutes=15)
MISSES_COUNT = 300  # from one address in a window
ALL_MISSES_COUNT = 1000  # from everywhere in a window: then somebody is guessing, and the operator is told
EVERYWHERE = "codes missed everywhere"
log = logging.getLogger("innsats.codes")

__all__ = [
    "Derived", "TooManyMisses", "code_for", "derived", "grouped", "read_code", "secret_for",
    "tried",
]  # fmt: skip


class TooManyMisses(Exception):
    """Too many codes that do not exist were typed from this address."""


def code_for(seed: str) -> str:
    """The code that belongs to a seed (a form's key): the same each time."""
    return codes.code_of(seed, secret=_secret())


def secret_for(seed: str) -> bytes:
    """Twenty bytes that belong to a seed, the same each time: what an app for one-time codes shares with us."""
    return codes.secret_of(seed, secret=_secret())


def derived(code: str) -> Derived:
    """What a code is looked up and opens with. Slow on purpose."""
    return codes.derived(code, secret=_secret())


def tried(typed: str, find: Callable[[Derived], Any], *, origin: str, at: datetime) -> Any:
    """What `find` finds for the code that was typed, or None. The same work is done whether there is one or not.

    Raises TooManyMisses before any hash is made.
    """
    address = f"codes missed from {origin}"
    if is_spent(address, limit=MISSES_COUNT, per=WINDOW, at=at):
        raise TooManyMisses
    code = read_code(typed)
    found = find(derived(code)) if code else None
    if found is None and code:
        allow(address, limit=MISSES_COUNT, per=WINDOW, at=at)
        if not allow(EVERYWHERE, limit=ALL_MISSES_COUNT, per=WINDOW, at=at):
            log.warning("more than %s codes that do not exist were tried in a quarter of an hour", ALL_MISSES_COUNT)
    return found


def _secret() -> bytes:
    found = codes_key_if_any()
    if found is None:
        with listed_write():
            found = codes_key()
    return found
