from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.rules.trust import Occasion, Question, Reply

from .case import Case

IS_ASKED = Q(answered_at=None, heard="", knows_next="", better="")
IS_ANSWERED = Q(answered_at__isnull=False, **{f"{one}__in": [to.value for to in Reply] for one in Question})
ONCE = ("case", "pupil", "occasion", "reopened_count")


class TrustCheck(models.Model):
    """Somebody of a pupil's family was asked how the school met them, and may have answered. Without a `guardian` it
    is the pupil. `reopened_count`: how often the case had been taken up again, since it can end more than once.

    For the numbers alone: nothing of a case is decided by it, and nobody at the school reads it.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT)
    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    guardian = models.ForeignKey("people.Guardian", models.PROTECT, null=True, related_name="+")
    occasion = models.CharField(max_length=5)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()  # when the questions first stood on a page of theirs
    answered_at = models.DateTimeField(null=True)
    heard = models.CharField(max_length=9, blank=True)
    knows_next = models.CharField(max_length=9, blank=True)
    better = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=IS_ASKED | IS_ANSWERED, name="trust_check_answered_whole"),
            models.CheckConstraint(
                condition=Q(occasion=Occasion.END.value) | Q(occasion=Occasion.FIRST.value, reopened_count=0),
                name="trust_check_of_first_or_end",
            ),
            models.UniqueConstraint(fields=[*ONCE, "guardian"], name="trust_check_once_by_guardian"),
            models.UniqueConstraint(fields=ONCE, condition=Q(guardian=None), name="trust_check_once_by_pupil"),
        ]
