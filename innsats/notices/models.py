"""That somebody was told of something, inside the system. Codes and ids only: sentences are made for the reader."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.cases.models import Case, Report


class Notice(models.Model):
    """One person told of one thing, once. `cause` is an event, or a clock and the step that time took about it."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    cause = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, default="desk")
    news = models.CharField(max_length=20)  # rules.telling.News
    clock = models.CharField(max_length=30, blank=True)  # which one ends soon
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(report=None) ^ Q(case=None), name="notice_on_one"),
            models.UniqueConstraint(fields=["cause", "person", "channel"], name="notice_once"),
        ]
        indexes = [models.Index(fields=["person", "-at"], name="notice_by_person")]


class Turn(models.Model):
    """Whose turn it is to let time pass. The row is locked while one process does, and freed when that ends or dies."""

    name = models.CharField(primary_key=True, max_length=12)
