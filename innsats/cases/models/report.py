from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from innsats.rules.reports import Arena, Concern
from innsats.vault.fields import SealedField

from .seats import Seated


class Report(Seated):
    """A melding: what somebody told, in that person's words. Not a case; cases are made from it, many to many."""

    KIND = "report"

    reported_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)  # when it was said, if it was typed in for somebody later
    channel = models.CharField(max_length=10, default="written")  # written | phone | talk
    concern = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Concern])
    says_adult = models.BooleanField(null=True)  # of the open form: whether an adult did something; None: not known
    arena = models.CharField(max_length=16, choices=[(a.value, a.value) for a in Arena])
    happened_on = models.DateField(null=True)
    words = SealedField()
    pupil_named = SealedField()  # as the reporter wrote it; which pupil it is, a person decides
    told_by = SealedField()  # the name of whoever phoned, said it or wrote it without signing in
    reach = SealedField(default=b"")  # how that person can be reached, if the person wants to be
    talk_wish = SealedField(default=b"")  # whom to talk with, and when; the wish itself is `wants_talk`
    language_need = SealedField(default=b"")  # the language to talk in, when it needs an interpreter
    wants_talk = models.BooleanField(null=True)  # an adult is to come and talk with the one who reports
    sender = models.CharField(max_length=12, default="unknown")  # employee | pupil | guardian | other | unknown
    reporter = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    past_principal = models.BooleanField(default=False)  # goes past rektor: to the owner
    available_at = models.DateTimeField(null=True)  # when rektor or the deputy could have read it
    seated_at = models.DateTimeField(null=True)  # when rektor's part last went on to somebody else
    lead = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    burst_at = models.DateTimeField(null=True)  # when the burst began that it came in, by the open form
    stands_out = models.BooleanField(default=False)  # of a burst: it names a pupil of the school, or says how to reach

    class Meta:
        indexes = [
            models.Index(fields=["school_owner", "school", "-reported_at"], name="report_by_school"),
            models.Index(fields=["school", "burst_at"], name="report_by_burst", condition=Q(burst_at__isnull=False)),
            models.Index(
                fields=["school_owner", "burst_at"], name="report_burst_at_owner", condition=Q(burst_at__isnull=False)
            ),
            models.Index(fields=["reporter", "-reported_at"], name="report_by_reporter"),
            models.Index(fields=["lead"], name="report_by_lead"),
        ]


class Receipt(models.Model):
    """Somebody holds the code of a report, and sees with it what became of it. The code itself is kept nowhere.

    `by` None: whoever reported got it at once; else who at the school gave it. At most one of a report holds.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT)
    lookup = models.BinaryField(max_length=32, unique=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(ended_at=None), name="receipt_one_holds"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("at")), name="receipt_ends_after"),
        ]


class AbuseMark(models.Model):
    """Whoever reads the report judged that it is abuse of the open form, or no longer does, and says what was checked.

    The newest one holds. Nothing is hidden or erased by it: the clocks lapse, and run again when it is taken away.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_abuse = models.BooleanField()
    words = SealedField()


class Withdrawal(models.Model):
    """Whoever reported wishes to withdraw it: written by that person, or for that person by the report's reader.

    A wish, once for each report. Nothing is erased by it, and no clock stops.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    report = models.OneToOneField(Report, models.PROTECT)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # nobody: with the receipt
    at = models.DateTimeField()
    is_own = models.BooleanField()
    wished_on = models.DateField()
    words = SealedField()
