"""The employee whom a case is about. Personnel matters are the employer's, and stand nowhere here."""

from __future__ import annotations

from django.db import models

from innsats.vault.fields import SealedField

from .case import InCase
from .shared import Party


class EmployeeTold(InCase):
    """The employer has told an employee that a case is about them: when, and who did it."""

    party = models.ForeignKey(Party, models.PROTECT)
    told_on = models.DateField()
    told_by = SealedField()


class NoGrounds(InCase):
    """It has been examined, and nothing holds against this employee: the name is shown no more."""

    party = models.OneToOneField(Party, models.PROTECT)
    words = SealedField()
