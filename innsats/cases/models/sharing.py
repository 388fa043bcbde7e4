from __future__ import annotations

from django.db import models
from django.db.models import Q

from innsats.rules.sharing import Gate
from innsats.vault.fields import SealedField

from .case import InCase


class SharedKnowledge(InCase):
    """What somebody knows from a service and has brought into the case: whose knowledge, about whom, on which ground.

    `source` is the rule that opened it. `consented_by` are codes with spaces between; with the day and the last day
    they stand only where the ground is a consent.
    """

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=16)
    gate = models.CharField(max_length=12)
    source = models.CharField(max_length=40)
    consented_by = models.CharField(max_length=20, blank=True)
    consented_on = models.DateField(null=True)
    until = models.DateField(null=True)
    covers = SealedField()
    necessity = SealedField()
    words = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(gate=Gate.CONSENT, consented_on__isnull=False, until__isnull=False)
                | (~Q(gate=Gate.CONSENT) & Q(consented_by="", consented_on=None, until=None)),
                name="knowledge_consented_when_so",
            )
        ]


class ConsentWithdrawal(InCase):
    """Somebody has taken the consent back: the text is shown no more, and stays sealed in the case."""

    knowledge = models.OneToOneField(SharedKnowledge, models.PROTECT, related_name="withdrawal")
    withdrawn_by = models.CharField(max_length=12)
    withdrawn_on = models.DateField()
