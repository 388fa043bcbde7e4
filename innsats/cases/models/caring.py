"""Concern for how a child is cared for. It stands on no case and no report, so that neither can tell of it."""

from __future__ import annotations

import uuid

from django.db import models

from innsats.journal.actors import Subject
from innsats.vault.fields import SealedField


class Cause(models.Model):
    """That somebody has cause to report to the child welfare service: who knows, since when, and of what.

    Sealed with a key of its own; its events are a stream of their own.
    """

    KIND = "cause"

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    school = models.ForeignKey("people.School", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")  # the one who knows
    data_key_id = models.UUIDField()
    ground = models.CharField(max_length=12)
    seen_on = models.DateField()
    at = models.DateTimeField()
    whom = SealedField()
    words = SealedField()

    class Meta:
        indexes = [models.Index(fields=["person"], name="cause_by_person")]

    @property
    def subject(self) -> Subject:
        return Subject(self.KIND, str(self.uuid), self.school_owner_id)


class OfCause(models.Model):
    """A row of one cause."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    cause = models.ForeignKey(Cause, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class CauseSent(OfCause):
    """The report was sent: when, to which service, and how."""

    sent_on = models.DateField()
    how = models.CharField(max_length=12)
    service = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cause"], name="cause_sent_once")]


class CauseLeft(OfCause):
    """The one who knows says why no report is sent."""

    because = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cause"], name="cause_left_once")]


class CauseFeedback(OfCause):
    """What the service answered, and when it came."""

    received_on = models.DateField()
    reply = models.CharField(max_length=12)
    words = SealedField()


class CauseShare(OfCause):
    """The one who knows lets somebody read it, and says why that one needs to. The duty stays where it is."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    need = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cause", "person"], name="cause_shared_once")]
