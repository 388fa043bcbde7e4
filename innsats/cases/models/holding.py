"""A family has asked an external team for help, and asks that the school is not told yet. On no report and no case."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.journal.actors import Subject
from innsats.vault.fields import SealedField

from .report import Report


class FamilyWait(models.Model):
    """What the family said, why it wishes to wait, and the day on which the school is told at the latest.

    It is the team's, and its owner's, until it is passed on. Sealed with a key of its own; its events are a stream of
    their own.
    """

    KIND = "wait"

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")  # whose team it is
    school = models.ForeignKey("people.School", models.PROTECT, related_name="+")
    team = models.ForeignKey("teams.Team", models.PROTECT, related_name="+")
    data_key_id = models.UUIDField()
    reasons = models.CharField(max_length=200)  # rules.assistance.Reason, several
    channel = models.CharField(max_length=10)
    asked_at = models.DateTimeField()  # when the family said it: the team's week runs from then
    until = models.DateField()
    next_step_at = models.DateTimeField(null=True)  # when time does something by itself; None when it is settled
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedField()
    pupil_named = SealedField()
    told_by = SealedField()
    phone = SealedField()  # where the family reaches whoever typed it in
    asks = SealedField()
    other = SealedField()
    because = SealedField()  # why the family wishes to wait: never told the school

    class Meta:
        indexes = [
            models.Index(fields=["next_step_at"], name="wait_by_next_step", condition=Q(next_step_at__isnull=False))
        ]

    @property
    def subject(self) -> Subject:
        return Subject(self.KIND, str(self.uuid), self.school_owner_id)


class OfWait(models.Model):
    """A row of one family that waits, once."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    wait = models.OneToOneField(FamilyWait, models.PROTECT)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # nobody: time did it
    at = models.DateTimeField()

    class Meta:
        abstract = True


class FamilyWaitTalk(OfWait):
    """The team has held its first talk with the family."""

    held_on = models.DateField()


class FamilyWaitEnd(OfWait):
    """The school has been told, by this report; or the family has withdrawn it, and said this."""

    how = models.CharField(max_length=12)  # rules.holding.Settled
    report = models.OneToOneField(Report, models.PROTECT, null=True)
    words = SealedField()
