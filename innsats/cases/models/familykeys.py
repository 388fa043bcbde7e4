from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from .case import Case


class FamilyKey(models.Model):
    """Somebody of a pupil's family is let in to read: by the code of a letter, once, and by an own code from then on.

    Without a `guardian` it is the pupil's. `until` is set on a letter's, which ends when it is used; `by` None: the
    holder made it with the letter's. The codes themselves are kept nowhere. What a key opens is decided each time.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT)
    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    guardian = models.ForeignKey("people.Guardian", models.PROTECT, null=True, related_name="+")
    lookup = models.BinaryField(max_length=32, unique=True)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("at")), name="family_key_ends_after"),
            models.CheckConstraint(
                condition=Q(by=None, until=None) | Q(by__isnull=False, until__isnull=False),
                name="family_key_letter_or_own",
            ),
        ]
        indexes = [models.Index(fields=["case", "pupil"], name="family_key_by_case")]


class FamilySignIn(models.Model):
    """Whoever has an own code may come in by signing in at a provider instead, until the code is ended.

    Whom the provider means is kept as a keyed hash. It opens what the code opens, and ends with it.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    key = models.ForeignKey(FamilyKey, models.PROTECT)
    provider = models.CharField(max_length=10)
    lookup = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "provider"], name="family_sign_in_once")]
        indexes = [models.Index(fields=["provider", "lookup"], name="family_sign_in_by_person")]
