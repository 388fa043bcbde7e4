"""Whether the chain of a stream holds, and the daily anchor over all of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .models import Anchor, Event, Look
from .writes import listed_write

OSLO = ZoneInfo("Europe/Oslo")


def anchor_day(on: date) -> Anchor | None:
    """Seal everything up to the end of the local day `on`, once. Returns the anchor made, or None when there is one.

    An anchor covers the one before it, and what has come since: the last hash of every stream that grew, and the looks.
    """
    if Anchor.objects.filter(on=on).exists():
        return None
    before = Anchor.objects.filter(on__lt=on).order_by("-on").first()
    until = _begins(on + timedelta(days=1))
    events, looks = Event.objects.filter(at__lt=until), Look.objects.filter(hour__lt=until)
    if before is not None:
        since = _begins(before.on + timedelta(days=1))
        events, looks = events.filter(at__gte=since), looks.filter(hour__gte=since)
    digest = hashlib.sha256(f"{on}|{before.hash if before else ''}".encode())
    heads: dict[str, tuple[int, str]] = {}
    events_count = looks_count = 0
    for stream, seq, head in events.order_by("stream", "seq").values_list("stream", "seq", "hash").iterator():
        events_count += 1
        heads[stream] = (seq, head)
    for stream, (seq, head) in heads.items():
        digest.update(f"|{stream}#{seq}={head}".encode())
    seen = looks.order_by("hour", "pk").values_list("actor_id", "stream", "act", "hour")
    for actor_id, stream, act, hour in seen.iterator():
        looks_count += 1
        digest.update(f"|{actor_id}>{stream}:{act}@{hour.astimezone(UTC).isoformat()}".encode())
    with listed_write():
        return Anchor.objects.create(on=on, events_count=events_count, looks_count=looks_count, hash=digest.hexdigest())


def _begins(on: date) -> datetime:
    """The first instant of a local day."""
    return datetime.combine(on, time(), OSLO)


def first_break(stream: str) -> int | None:
    """The sequence number where the chain of `stream` no longer holds, or None when it is whole."""
    prev = ""
    for number, event in enumerate(Event.objects.filter(stream=stream).order_by("seq"), start=1):
        if event.seq != number or event.prev != prev or event.hash != event.digest():
            return number
        prev = event.hash
    return None
