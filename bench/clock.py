"""The bench's own time: it is always the same Monday when a server starts, so that the same data is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic

from innsats.rules.calendar import OSLO
from innsats.web import clock

NOW = datetime(2026, 3, 23, 10, 0, tzinfo=OSLO)  # a Monday


def start() -> None:
    """From here on the pages think that it is `NOW`, and time passes as ever."""
    began = monotonic()
    clock.now = lambda: NOW + timedelta(seconds=monotonic() - began)
