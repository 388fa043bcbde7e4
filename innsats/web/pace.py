"""How fast one address sends, and how those behind a fast one take turns. An address is written nowhere.

Each process counts for itself, in memory: nothing is stored of anybody, and a report costs no write more. What passes
unnoticed is therefore never less than `FREE_COUNT`, and at most that many for each process.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

from django.core import signing

from .clock import APART

FREE_COUNT = 500  # a whole school behind one address sends 400 in ten minutes, and is to notice nothing
WINDOW = timedelta(minutes=10)
WAIT = timedelta(milliseconds=1500)  # with the two requests, an honest one waits less than two seconds
STAYS = timedelta(hours=1)
MOST_ADDRESSES_COUNT = 50_000  # that are remembered at a time: about 10 MB


class Pace:
    """Counts what each address has sent in the window of ten minutes that `at` lies in."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._window = 0
        self._sent: Counter[str] = Counter()

    def is_fast(self, origin: str, at: datetime) -> bool:
        """Count one more from `origin`, and say whether there have been more than `FREE_COUNT`."""
        window = int(at.timestamp() // WINDOW.total_seconds())
        with self._lock:
            if window != self._window or (len(self._sent) >= MOST_ADDRESSES_COUNT and origin not in self._sent):
                self._window, self._sent = window, Counter()
            self._sent[origin] += 1
            return self._sent[origin] > FREE_COUNT


PACE = Pace()


def a_turn(form_key: str, at: datetime) -> str:
    """What lets this one form through when `WAIT` has passed. It says nothing of who has it."""
    return signing.dumps([form_key, at.timestamp()], salt=__name__)


def turn_held(turn: str, form_key: str, at: datetime) -> str:
    """The form's turn, when it holds one that can still come; else nothing. Who presses too soon keeps the place.

    One from later than now was given by a clock that has been set back since: waiting for it could take an hour.
    """
    age = _age(turn, form_key, at)
    return turn if age is not None and -APART <= age <= STAYS else ""


def has_come(turn: str, form_key: str, at: datetime) -> bool:
    """Whether it is the form's turn now."""
    age = _age(turn, form_key, at)
    return age is not None and WAIT <= age <= STAYS


def _age(turn: str, form_key: str, at: datetime) -> timedelta | None:
    try:
        key, given = signing.loads(turn, salt=__name__)
    except signing.BadSignature:
        return None
    return timedelta(seconds=at.timestamp() - given) if key == form_key else None
