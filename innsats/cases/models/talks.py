from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from innsats.vault.fields import SealedField

from .case import InCase


class StopTalk(InCase):
    """A stop talk with one pupil, led by two adults: what was agreed, and the day of the next one."""

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    led_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    beside = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    next_on = models.DateField()
    words = SealedField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(led_by=F("beside")), name="stop_talk_by_two_adults")]


class StopTalksEnd(InCase):
    """The talk that was booked in `talk` is not held: there are no more with that pupil, and why."""

    talk = models.OneToOneField(StopTalk, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12)  # stopped | other_ways
    because = SealedField()
