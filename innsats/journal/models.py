from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import models

canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
SEPARATOR = "\x1f"  # in no id, code or date


class Event(models.Model):
    """Something that was done. A row is added and never changed; triggers refuse anything else.

    `facts` holds ids, codes and dates, never free text. `hash` covers every column and `prev`, so that a change, an
    insertion or a removal inside a stream shows. `made` names the row that the act returned.
    """

    stream = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=36, blank=True)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    because = models.CharField(max_length=40, blank=True)
    made = models.CharField(max_length=90, blank=True)
    form_key = models.CharField(max_length=64, null=True, unique=True)
    school_owner_id = models.BigIntegerField(null=True)
    prev = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="event_stream_seq")]
        indexes = [  # of the log of an owner, newest first, whole or of one person
            models.Index(fields=["school_owner_id", "id"], name="event_by_owner"),
            models.Index(fields=["actor_id", "id"], name="event_by_actor"),
        ]

    @property
    def ref(self) -> str:
        return f"{self.stream}#{self.seq}"

    def digest(self) -> str:
        """SHA-256 over everything the event says and the hash before it."""
        return hash_of(map(stated, (getattr(self, name) for name in HASHED)))


HASHED = (
    "stream", "seq", "act", "actor_kind", "actor_id", "at", "facts", "because", "made", "form_key", "school_owner_id",
    "prev",
)  # fmt: skip


def stated(value: Any) -> Any:
    """As it is hashed: an instant in ISO format, in UTC, and facts in one order."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return canonical(value) if isinstance(value, dict) else value


def hash_of(stated: Iterable[Any]) -> str:
    """The hash of a row from its columns, each as `stated` gives it."""
    return hashlib.sha256(SEPARATOR.join(map(str, stated)).encode()).hexdigest()


class Untold(models.Model):
    """An event that `notices` has not yet told anybody about: the outbox."""

    event = models.OneToOneField(Event, models.PROTECT)


class Look(models.Model):
    """Somebody read something, within this hour. Apart from events: it changes nothing."""

    actor_id = models.CharField(max_length=36)
    stream = models.CharField(max_length=60)
    act = models.CharField(max_length=40)
    hour = models.DateTimeField()
    at = models.DateTimeField()
    school_owner_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "stream", "act", "hour"], name="look_once_an_hour")]
        indexes = [
            models.Index(fields=["stream", "hour"], name="look_by_stream"),
            models.Index(fields=["school_owner_id", "id"], name="look_by_owner"),
        ]


class Refusal(models.Model):
    """Somebody asked for an act and the rules said no: which act, and every reason's code."""

    act = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=36, blank=True)
    codes = models.CharField(max_length=400)
    at = models.DateTimeField()


class Anchor(models.Model):
    """One day's seal over the seal before it and all that came since, and over which keys were destroyed. Kept outside
    too, it proves a cut tail.

    `until_…` is the last row that it covers. The counts are of what came since the seal before.
    """

    on = models.DateField(unique=True)
    until_event = models.BigIntegerField()
    until_look = models.BigIntegerField()
    until_refusal = models.BigIntegerField()
    until_destruction = models.BigIntegerField()
    events_count = models.BigIntegerField()
    looks_count = models.BigIntegerField()
    refusals_count = models.BigIntegerField()
    destructions_count = models.BigIntegerField()
    hash = models.CharField(max_length=64)
