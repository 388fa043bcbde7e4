"""What the school and whoever reported say to each other on a report, and who is known to hold its code."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.vault.fields import SealedField

from .report import Report

UNSEEN = Q(seen_at=None)


class Message(models.Model):
    """One message, sealed with the report's key. `seen_at`: when the other side first had it on a page."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+", db_index=False)
    report = models.ForeignKey(Report, models.PROTECT)
    from_school = models.BooleanField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # nobody: with the receipt
    answered_as = models.CharField(max_length=16, blank=True)  # rules.dialogue.AnsweredAs, from the school
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    words = SealedField()

    class Meta:
        indexes = [
            models.Index(
                fields=["school_owner", "report"], name="message_to_read", condition=UNSEEN & Q(from_school=False)
            ),
        ]


class HolderConfirmation(models.Model):
    """A person at the school has confirmed who holds the code of a report: the pupil, or a guardian of that pupil."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT)
    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    guardian = models.ForeignKey("people.Guardian", models.PROTECT, null=True, related_name="+")  # nobody: the pupil
    how = models.CharField(max_length=16)  # rules.dialogue.KnownBy
    confirmed_on = models.DateField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedField()


class ConfirmationEnd(models.Model):
    """It holds no longer: the code is lost or lent, or it was somebody else."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    confirmation = models.OneToOneField(HolderConfirmation, models.PROTECT, related_name="end")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedField()
