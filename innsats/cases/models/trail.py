"""Who has opened a case, as somebody of the family asks for it and the privacy officer gives it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.vault.fields import SealedField

from .case import Case, InCase


class TrailRequest(models.Model):
    """One reader at home, a guardian or without a `guardian` the pupil itself, asks who has opened the case until now.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT)
    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    guardian = models.ForeignKey("people.Guardian", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["school_owner", "at"], name="trail_by_owner")]


class TrailRelease(InCase):
    """The privacy officer has given the list: what stands in `lines` is what the one who asked reads.

    `ground` and `because`: why `withheld_count` lines are not among them.
    """

    request = models.OneToOneField(TrailRequest, models.PROTECT, related_name="release")
    withheld_count = models.PositiveIntegerField(default=0)
    ground = models.CharField(max_length=1, blank=True)
    lines = SealedField()
    because = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withheld_count=0, ground="") | (Q(withheld_count__gt=0) & ~Q(ground="")),
                name="withheld_with_ground",
            )
        ]
