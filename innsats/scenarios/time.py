"""Time passing in a story: what time does by itself happens at the moment it would have happened in life."""

from __future__ import annotations

from datetime import datetime

from innsats.notices.ticking import next_moment, tick


def pass_until(at: datetime, *, since: datetime) -> None:
    """Tick at `since`, and then at every moment up to `at` when time has something to do."""
    tick(since, in_story=True)
    while (moment := next_moment(since, at)) is not None:
        tick(moment, in_story=True)
        since = moment
