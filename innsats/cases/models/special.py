from __future__ import annotations

from django.db import models

from innsats.vault.fields import SealedField

from .case import InCase


class Intervention(InCase):
    """Somebody used physical force on a pupil: what happened, what was done, and how the pupil sees it.

    Who did it is written, not chosen: it may be a substitute without an account, or several together. `owes_owner` is
    the verdict when it was written down: told to the owner, for it was serious or not the first.
    """

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    is_serious = models.BooleanField()
    owes_owner = models.BooleanField()
    principal_told_at = models.DateTimeField()
    guardians_told_at = models.DateTimeField(null=True)
    by_whom = SealedField()
    present = SealedField()
    event = SealedField()
    intervention = SealedField()
    pupil_view = SealedField()

    class Meta:
        indexes = [models.Index(fields=["pupil"], name="intervention_by_pupil")]
