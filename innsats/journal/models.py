from __future__ import annotations

import hashlib
import json
from datetime import UTC

from django.db import models


class Event(models.Model):
    """Something that was done. A row is added and never changed; triggers refuse anything else.

    `facts` holds ids, codes and dates, never free text. `hash` covers the row and `prev`, so that a change, an
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
        indexes = [models.Index(fields=["at"], name="event_by_time")]

    @property
    def ref(self) -> str:
        return f"{self.stream}#{self.seq}"

    def digest(self) -> str:
        """SHA-256 over everything the event says and the hash before it."""
        at = self.at.astimezone(UTC).isoformat()
        who = [self.act, self.actor_kind, self.actor_id, at]
        said = [self.stream, self.seq, *who, self.facts, self.because, self.made, self.prev]
        return hashlib.sha256(
            json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        ).hexdigest()


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
            models.Index(fields=["hour"], name="look_by_hour"),
        ]


class Refusal(models.Model):
    """Somebody asked for an act and the rules said no: which act, and every reason's code."""

    act = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=36, blank=True)
    codes = models.CharField(max_length=400)
    at = models.DateTimeField()


class Anchor(models.Model):
    """One day's seal over the seal before it and all that came since. Kept outside too, it proves a cut tail.

    The counts are of the events and the looks that came since.
    """

    on = models.DateField(unique=True)
    events_count = models.BigIntegerField()
    looks_count = models.BigIntegerField()
    hash = models.CharField(max_length=64)
