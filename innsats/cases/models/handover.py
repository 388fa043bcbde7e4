from __future__ import annotations

from django.db import models

from innsats.vault.fields import SealedField

from .case import InCase
from .report import Report


class Handover(InCase):
    """That the old school handed this to the new one, and who allowed it. What crossed is a report there."""

    report = models.OneToOneField(Report, models.PROTECT)
    words = SealedField()
    whom = SealedField()  # which guardians allowed it
    pupil_agreed_on = models.DateField(null=True)
    guardians_agreed_on = models.DateField(null=True)
