"""The journal as a chain, and the daily anchor over all of it.

Every event rests on the one before it in its stream. An anchor seals what has come since the anchor before, in the
order of the rows and never of the clock, which may jump: the last hash of each stream that grew, the looks, the
refusals and the destroyed keys. What has come since the last anchor is held by the chains alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
from django.db import connection, models
from django.db.models import F, Max
from django.db.models.functions import Cast, Collate

from innsats.rules.calendar import OSLO
from innsats.vault.models import Destruction

from .models import HASHED, Anchor, Event, Look, Refusal, canonical, hash_of, stated
from .writes import listed_write

ROWS_AT_ONCE = 5_000
PARTS: dict[type[models.Model], tuple[str, ...]] = {  # what an anchor covers, and what each row of it says
    Event: (*HASHED, "hash"),
    Look: ("actor_id", "stream", "act", "hour", "at", "school_owner_id"),
    Refusal: ("act", "actor_kind", "actor_id", "codes", "at"),
    Destruction: ("key_id", "at"),
}
SAID = (
    "until_event", "until_look", "until_refusal", "events_count", "looks_count", "refusals_count",
)  # fmt: skip
SAID_OF_KEYS = ("until_destruction", "destructions_count")  # hashed from the first destroyed key on
BYTEWISE = {"sqlite": "BINARY", "postgresql": "C"}  # streams stand in this order, whatever the database's own is
STREAM, SEQ, PREV, HASH = (PARTS[Event].index(name) + 1 for name in ("stream", "seq", "prev", "hash"))
Row = list[Any]  # its number, and what it says


class Fault(StrEnum):
    """What is wrong with an event."""

    CHANGED = "changed"  # it does not say what it said
    MISSING = "missing"  # the number that should stand here does not, or another stands here too
    UNCHAINED = "unchained"  # it does not rest on the one before


class Seal:
    """The hash of one anchor, of its parts in a fixed order: the heads by stream, the looks, the refusals, the keys."""

    def __init__(self, on: date, before: str) -> None:
        self._sha256 = hashlib.sha256(f"{on}|{before}".encode())
        self.counts = dict.fromkeys(PARTS, 0)

    def cover_head(self, stream: str, seq: int, head: str) -> None:
        """The last event of a stream in this part of the journal."""
        self._sha256.update(f"|{stream}#{seq}={head}".encode())

    def cover(self, model: type[models.Model], row: Row) -> None:
        """One look, refusal or destroyed key."""
        self.counts[model] += 1
        self._sha256.update(f"|{row[1:]}".encode())

    def finish(self, anchor: Anchor) -> Anchor:
        """Fill in how much the anchor covers, and its hash over that, over where it ends and over all before."""
        for model, count in self.counts.items():
            setattr(anchor, f"{model._meta.model_name}s_count", count)
        said = (*SAID, *SAID_OF_KEYS) if anchor.until_destruction else SAID
        self._sha256.update(f"|{[getattr(anchor, name) for name in said]}".encode())
        anchor.hash = self._sha256.hexdigest()
        return anchor

    def fits(self, anchor: Anchor) -> bool:
        """Whether the anchor is the one that would be made now."""
        said = (*SAID, *SAID_OF_KEYS)
        made = self.finish(Anchor(**{name: getattr(anchor, name) for name in said}))
        return all(getattr(made, name) == getattr(anchor, name) for name in (*said, "hash"))


def anchor_day(on: date) -> Anchor | None:
    """Seal everything up to the end of the local day `on`, once. Returns the anchor made, or None when that day or a
    later one is sealed. It costs what has come since the anchor before.
    """
    before = Anchor.objects.order_by("-on").first()
    if before is not None and before.on >= on:
        return None
    ends = datetime.combine(on + timedelta(days=1), time(), OSLO)
    anchor, seal = Anchor(on=on), Seal(on, before.hash if before else "")
    for model in PARTS:
        since = getattr(before, until(model), 0)
        newest = model._default_manager.filter(pk__gt=since, at__lt=ends).aggregate(last=Max("pk"))["last"]
        setattr(anchor, until(model), newest or since)
        among = {"pk__gt": since, "pk__lte": newest or since}
        if model is Event:
            _cover_heads(seal, among)
        else:
            for row in rows_of(model, **among):
                seal.cover(model, row)
    with listed_write():
        seal.finish(anchor).save(force_insert=True)
    return anchor


def first_break(stream: str) -> int | None:
    """The sequence number where the chain of `stream` no longer holds, or None when it is whole."""
    return next((seq for _row, seq, fault in checked(rows_of(Event, stream=stream)) if fault), None)


def checked(rows: Iterable[Row]) -> Iterator[tuple[Row, int, Fault | None]]:
    """Each event of one stream, in its order, with the number that should stand there and what is wrong with it."""
    number, prev = 1, ""
    for row in rows:
        fault = None
        if row[SEQ] != number:
            fault = Fault.MISSING
        elif row[PREV] != prev:
            fault = Fault.UNCHAINED
        elif row[HASH] != hash_of(row[1:HASH]):
            fault = Fault.CHANGED
        yield row, number, fault
        number, prev = row[SEQ] + 1, row[HASH]


def rows_of(model: type[models.Model], **chosen: Any) -> Iterator[Row]:
    """Rows as they are hashed, each with its number first: events by stream and sequence, the rest as they came.

    Read past Django's own conversion, which took three quarters of the time.
    """
    fields = [model._meta.get_field(name) for name in PARTS[model]]
    instants = [place for place, field in enumerate(fields, 1) if isinstance(field, models.DateTimeField)]
    facts = [place for place, field in enumerate(fields, 1) if isinstance(field, models.JSONField)]
    is_text = connection.vendor == "sqlite"
    said = {
        f"said_{place}": Cast(field.name, models.TextField()) if is_text and place in instants else F(field.name)
        for place, field in enumerate(fields, 1)
    }
    order = _by_stream() if model is Event else ("pk",)
    found = model._default_manager.filter(**chosen).order_by(*order).values_list("pk", *said.values())
    for one in _as_they_lie(found):
        row = list(one)
        for place in instants:
            row[place] = _instant(row[place])
        for place in facts:
            row[place] = facts_as_hashed(row[place])
        yield row


def _by_stream() -> tuple[Any, ...]:
    return Collate("stream", BYTEWISE[connection.vendor]), "seq", "pk"


def _as_they_lie(found: models.QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """The columns as the database gives them, some thousand rows at a time."""
    sql, given = found.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, given)
        while several := cursor.fetchmany(ROWS_AT_ONCE):
            yield from several


def until(model: type[models.Model]) -> str:
    """The column of an anchor that holds the last row of this kind which it covers."""
    return f"until_{model._meta.model_name}"


def facts_as_hashed(stored: str) -> str:
    """Facts as they are hashed. What orjson does not take, as half a letter, only somebody else wrote; a number of
    more than 64 bits, which no column of ours holds, becomes one with a point, and so is found to be changed.
    """
    try:
        return orjson.dumps(orjson.loads(stored), option=orjson.OPT_SORT_KEYS).decode()
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return canonical(json.loads(stored))


def _instant(stored: datetime | str) -> str:
    """As it is hashed: ISO format, in UTC. SQLite keeps it so, but for the letter between and the zone."""
    if isinstance(stored, str):
        return f"{stored[:10]}T{stored[11:]}+00:00"
    return str(stated(stored))


def _cover_heads(seal: Seal, among: dict[str, int]) -> None:
    """The last event of each stream among these: what it says is in its hash, and need not be read."""
    found = Event.objects.filter(**among).order_by(*_by_stream()).values_list("stream", "seq", "hash")
    for stream, of_stream in groupby(_as_they_lie(found), key=itemgetter(0)):
        several = list(of_stream)
        seal.counts[Event] += len(several)
        _, seq, hashed = several[-1]
        seal.cover_head(stream, seq, hashed)
