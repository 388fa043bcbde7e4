"""What the school and each reader at home write to each other in a case: beside the edition that this one reads."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from innsats.vault.fields import SealedField

from .case import InCase

WAITING = Q(settled_at=None, from_school=False)


class HomeMessage(InCase):
    """One message to or from one reader: a guardian, or without a `guardian` the pupil itself. Nobody else at home
    has it on a page.

    `seen_at`: when the other side first had it on a page. `settled_at`: from home, and answered; with `settled_by`,
    that one has said that it needs no answer.
    """

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    guardian = models.ForeignKey("people.Guardian", models.PROTECT, null=True, related_name="+")
    from_school = models.BooleanField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # type: ignore[assignment]
    seen_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    words = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_school=True, by__isnull=False) | Q(from_school=False, by=None),
                name="home_message_from_one_side",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, from_school=False),
                name="home_message_settled",
            ),
        ]
        indexes = [models.Index(fields=["school_owner", "case"], name="home_message_waits", condition=WAITING)]
