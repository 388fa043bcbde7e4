from __future__ import annotations

import uuid

from django.db import models

from innsats.rules.attachments import FileKind, Scan
from innsats.vault.fields import SealedField, SealedFileField

from .report import Report


class Attachment(models.Model):
    """A picture or a file that came with a report. Pictures are kept as they were drawn anew, never as they came.

    Its bytes are gone (`content` is empty) once it is said to be an intimate picture; the row stays.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # nobody: not signed in
    at = models.DateTimeField()
    place = models.PositiveSmallIntegerField()  # among those sent at once
    kind = models.CharField(max_length=5, choices=[(one.value, one.value) for one in FileKind])
    scan = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Scan])
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)  # of the sealed bytes, as the journal has it
    name = SealedField()
    content = SealedFileField()  # last, so that the other columns are read without it


class IntimatePicture(models.Model):
    """That an intimate picture exists, who has it and what it shows. The picture itself is never kept.

    With an attachment: that one was such a picture, and was removed for good.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT)
    attachment = models.OneToOneField(Attachment, models.PROTECT, null=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    held_by = SealedField()
    shows = SealedField()
    reason = SealedField()  # why somebody took the attachment for one
