from __future__ import annotations

import uuid

from django.db import models

from innsats.vault.fields import SealedField


class Throttle(models.Model):
    """How often something was tried in a window of time. In the database, so that all processes count together."""

    key = models.CharField(max_length=64)  # a hash: never an address or an e-mail
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="throttle_key_window")]


class CodedDraft(models.Model):
    """What somebody without an account has typed and not yet sent, kept for 14 days. Only the code on paper opens it.

    `form` is a hash of the form's key: saved again, it is the same draft with the same code, and sent it is gone.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.CharField(max_length=64, unique=True)
    lookup = models.BinaryField(max_length=32, unique=True)
    typed = models.BinaryField()  # sealed with the key of the code, which nobody has kept
    saved_at = models.DateTimeField(db_index=True)


class Draft(models.Model):
    """What somebody has typed and not yet sent. Sealed, kept 14 days, gone when the act succeeds."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.BigIntegerField()
    form = models.CharField(max_length=120)  # the form's address
    school_owner_id = models.BigIntegerField()
    typed = SealedField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "form"], name="draft_person_form")]
