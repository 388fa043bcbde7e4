"""The newest event of a stream: what the next one is chained to, and what whoever acts now comes after."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from innsats.database.prepared import Prepared

from .models import Event

LONGEST_WAIT = timedelta(minutes=5)  # of a form for the row that it is about: far longer than any


@Prepared
def head_of(stream: str) -> QuerySet[Event, tuple[int, str, datetime]]:
    """The number, the hash and the instant of a stream's newest event."""
    return Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", "hash", "at")[:1]


def overtaken_at(stream: str, at: datetime) -> datetime | None:
    """When something was done in the stream later than `at`, at which somebody began: the instant of the newest.

    What stands later than anybody waits was written by a clock that was ahead. Nobody is judged as of a day that has
    not come.
    """
    head = head_of.first(stream)
    return head[2] if head and at < head[2] <= at + LONGEST_WAIT else None
