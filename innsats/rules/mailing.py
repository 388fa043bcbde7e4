"""When a mail goes out: for how long it gathers what is told, and when one that did not get through is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

GATHERS_FOR = timedelta(minutes=15)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
TRIED_FOR = timedelta(days=3)


def gathered_since(at: datetime) -> datetime:
    """Somebody whose oldest notice without a mail is from then or earlier gets one now, for all there are by now.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: what comes within a quarter of an hour is one mail. A mail says nothing but that something waits,
    and several would say no more.
    """
    return at - GATHERS_FOR


def tried_again_at(at: datetime, tries_count: int) -> datetime:
    """When a mail that has been tried `tries_count` times, last at `at`, is tried again.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: after one minute, and each time twice as long as before, at most an hour.
    """
    return at + min(FIRST_WAIT * (1 << min(tries_count - 1, 10)), LONGEST_WAIT)


def is_given_up(gathered_at: datetime, at: datetime) -> bool:
    """Whether a mail that last gathered something then has been tried for so long that it is not tried any more.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: three days. What still waits then stands on I dag, and its next reminder is a new mail.
    """
    return at - gathered_at > TRIED_FOR
