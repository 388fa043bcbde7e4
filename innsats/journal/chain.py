"""Whether the chain of a stream holds, and the daily anchor over all of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef

from .models import Anchor, Event, Look
from .writes import listed_write

OSLO = ZoneInfo("Europe/Oslo")


def anchor_day(on: date) -> Anchor | None:
    """Seal the local day `on`, once. Returns the anchor made, or None when the day has one already."""
    if Anchor.objects.filter(on=on).exists():
        return None
    since, until = (datetime.combine(day, time(), OSLO) for day in (on, on + timedelta(days=1)))
    earlier = Event.objects.filter(at__lt=until)
    later = earlier.filter(stream=OuterRef("stream"), seq=OuterRef("next_seq"))
    heads = earlier.annotate(next_seq=F("seq") + 1).exclude(Exists(later)).order_by("stream")
    digest = hashlib.sha256(str(on).encode())
    events_count = looks_count = 0
    for stream, seq, head in heads.values_list("stream", "seq", "hash").iterator():
        events_count += seq
        digest.update(f"|{stream}#{seq}={head}".encode())
    looks = Look.objects.filter(hour__gte=since, hour__lt=until).order_by("pk")
    for actor_id, stream, act, hour in looks.values_list("actor_id", "stream", "act", "hour").iterator():
        looks_count += 1
        digest.update(f"|{actor_id}>{stream}:{act}@{hour.astimezone(UTC).isoformat()}".encode())
    with listed_write():
        return Anchor.objects.create(on=on, events_count=events_count, looks_count=looks_count, hash=digest.hexdigest())


def first_break(stream: str) -> int | None:
    """The sequence number where the chain of `stream` no longer holds, or None when it is whole."""
    prev = ""
    for number, event in enumerate(Event.objects.filter(stream=stream).order_by("seq"), start=1):
        if event.seq != number or event.prev != prev or event.hash != event.digest():
            return number
        prev = event.hash
    return None
