from __future__ import annotations

import uuid

from django.db import models

from innsats.vault.fields import SealedField


class UnusualReading(models.Model):
    """That somebody should ask about what a person read on a day, and why. `stream` is the first thing it was seen at.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    why = models.CharField(max_length=8)
    stream = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school_owner", "on", "person", "why"], name="unusual_once_a_day")
        ]
        indexes = [models.Index(fields=["school_owner", "-at"], name="unusual_by_owner")]


class ReadingSettled(models.Model):
    """The privacy officer has asked, and what came of it. The words are sealed with the owner's key."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    reading = models.OneToOneField(UnusualReading, models.PROTECT, related_name="settled")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    found = models.CharField(max_length=8)
    words = SealedField()
