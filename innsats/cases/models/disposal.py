"""How a case leaves: the archive has it, how long it is kept here, what keeps it longer, and that it is gone."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.rules.retention import HoldReason
from innsats.vault.fields import SealedField

from .case import Case, InCase


class KeepingTime(models.Model):
    """How many years an owner keeps a case here after its last word, from a moment on; None: for ever. The newest row
    counts. `document`, sealed with the owner's key, is the rule that it rests on.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    years = models.PositiveSmallIntegerField(null=True)
    document = SealedField()

    class Meta:
        indexes = [models.Index(fields=["school_owner", "-at"], name="keeping_time_by_owner")]


class ArchiveReceipt(InCase):
    """The owner's archive has a copy of the case: the print that `sha256` is of, made at `printed_at`. The newest row
    counts. `counts_from` is the day that the time for keeping counted from then.

    `reference` is what the archive calls it. It is sealed with the owner's key, so that it outlives the case.
    """

    printed_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    counts_from = models.DateField()
    reference = SealedField()

    class Meta:
        indexes = [models.Index(fields=["school_owner", "counts_from"], name="archived_by_owner")]


class LegalHold(InCase):
    """Somebody keeps the case from being disposed of, and says why."""

    reason = models.CharField(max_length=10)
    words = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=[one.value for one in HoldReason]), name="hold_reason_known")
        ]


class LegalHoldEnd(InCase):
    """The hold stands no longer, and why."""

    hold = models.OneToOneField(LegalHold, models.PROTECT, related_name="end")
    words = SealedField()


class Disposal(models.Model):
    """The keys of the case, and of the reports that belong to no other, were destroyed: who confirmed it, what the
    archive has, and by which rule. What is left of the case is its number, its dates, its school, and what is counted.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT)
    receipt = models.OneToOneField(ArchiveReceipt, models.PROTECT, related_name="+")
    rule = models.ForeignKey(KeepingTime, models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reports_count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["school_owner", "-at"], name="disposed_by_owner")]
