from __future__ import annotations

from django.db import models

from innsats.rules.breach import Exposure, Risk
from innsats.vault.fields import SealedField

from .case import InCase


class PupilCorrection(InCase):
    """The case was about the wrong child, and is moved to the right one. `was` is for the assessment, and no list.

    `exposed` are codes of Exposure: how something of the wrong child may have reached somebody.
    """

    was = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    now = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    exposed = models.CharField(max_length=100, blank=True)  # codes with spaces between
    because = SealedField()

    @property
    def exposures(self) -> tuple[Exposure, ...]:
        return tuple(Exposure(code) for code in self.exposed.split())


class BreachAssessment(InCase):
    """What the breach means for those it concerns, and who was told on which day."""

    correction = models.OneToOneField(PupilCorrection, models.PROTECT)
    risk = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Risk])
    authority_told_on = models.DateField(null=True)
    concerned_told_on = models.DateField(null=True)
    words = SealedField()
