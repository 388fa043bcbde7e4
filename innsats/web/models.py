from __future__ import annotations

import uuid

from django.db import models

from innsats.rules.attachments import FileKind, Scan
from innsats.vault.fields import SealedField, SealedFileField


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


class Happened(models.Model):
    """When something that nobody does by hand was last done: the tick, a backup."""

    name = models.CharField(primary_key=True, max_length=12)
    at = models.DateTimeField()


class Upload(models.Model):
    """A file that somebody has chosen and not yet sent. Checked, sealed, kept as long as a draft, gone when it is sent.

    `holder` is the hash of who chose it and of the form's own random key: whoever does not have the key finds nothing.
    `kept_at` is when it was chosen, or saved with a draft. What somebody unknown has chosen, and not saved, is dated
    back so far that it goes after a day.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.CharField(max_length=64, db_index=True)
    school_owner_id = models.BigIntegerField()
    kind = models.CharField(max_length=5, choices=[(one.value, one.value) for one in FileKind])
    scan = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Scan])
    size_bytes = models.PositiveIntegerField()
    kept_at = models.DateTimeField(db_index=True)
    name = SealedField()
    content = SealedFileField()
