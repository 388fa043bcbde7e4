from __future__ import annotations

from django.db import models

from innsats.vault.fields import SealedField

from .case import InCase


class RecipientNote(InCase):
    """What is known of one guardian that decides what the guardian may get: the whole of it, each time it changes.

    `cautions` are codes with spaces between, sealed with the guardian's key: that there are none is told by nothing.
    They hold in every case about the guardian's child, also when this one is disposed of, and `words` with it.
    """

    guardian = models.ForeignKey("people.Guardian", models.PROTECT, related_name="+")
    responsibility = models.CharField(max_length=8)
    source = models.CharField(max_length=20)  # as `people.Guardian.source`
    as_of = models.DateField()
    cautions = SealedField()
    words = SealedField()


class RecipientDecision(InCase):
    """A person has decided that one guardian gets, or does not get, what the school tells. The newest one holds.

    `note` is what was known then; a caution that is noted later is decided anew.
    """

    guardian = models.ForeignKey("people.Guardian", models.PROTECT, related_name="+")
    decision = models.CharField(max_length=8)  # give | withhold
    note = models.ForeignKey(RecipientNote, models.PROTECT, null=True, related_name="+")
    because = SealedField()


class EditionApproval(InCase):
    """A person has read what one group of a pupil's family will read, and it is that which they read until the next.

    `edition` is the approved content itself, and `digest` its SHA-256: what differs from it is not approved.
    """

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    group = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    edition = SealedField()

    class Meta:
        indexes = [models.Index(fields=["pupil", "group"], name="edition_by_pupil")]
