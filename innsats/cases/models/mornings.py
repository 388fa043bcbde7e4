"""The list of open cases that is made by itself each school morning, for somebody who wants it for a day without us."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.vault.fields import SealedFileField


class MorningOrder(models.Model):
    """`person` has the list of a school, or of the whole owner (`school` None), made each school morning."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    school = models.ForeignKey("people.School", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "school"], condition=Q(ended_at=None, school__isnull=False), name="morning_at_school"
            ),
            models.UniqueConstraint(
                fields=["person", "school_owner"], condition=Q(ended_at=None, school=None), name="morning_at_owner"
            ),
        ]


class MorningSheet(models.Model):
    """One morning's list as a PDF, sealed with the owner's key, for whoever ordered it; gone the day after.

    `cases` are the ids of those on it, with a space between them.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    order = models.ForeignKey(MorningOrder, models.PROTECT, related_name="sheets")
    on = models.DateField()
    at = models.DateTimeField()
    cases = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    content = SealedFileField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "on"], name="morning_sheet_once")]
