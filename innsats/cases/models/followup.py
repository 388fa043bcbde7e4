from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from innsats.rules.aftercare import Signal
from innsats.rules.endings import SAFE_ENDINGS
from innsats.vault.fields import SealedField

from .case import Case, InCase


class HelpAnswer(InCase):
    """What the school does about help from outside, when three rounds of measures have not been enough."""

    answer = models.CharField(max_length=16)
    words = SealedField()


class Aftercare(InCase):
    """Follow-up as agreed with the pupil and the guardians: from when the measures ended. A renewal is a new row."""

    trusted_adult = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agreed_with = models.CharField(max_length=12)  # pupil | guardian | both
    starts_on = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("starts_on")), name="aftercare_ends_after")]


class AftercareStop(InCase):
    """The family does not want the follow-up, or no more of it. A reason is theirs to give or not."""

    wished_by = models.CharField(max_length=12)  # pupil | guardian | both
    wished_on = models.DateField()
    because = SealedField()


class Signalled(InCase):
    """A row of the follow-up that may name signs that it is coming back."""

    happened_at = models.DateTimeField()
    signals = models.CharField(max_length=400, blank=True)  # codes of Signal, with spaces between

    class Meta:
        abstract = True

    @property
    def seen(self) -> tuple[Signal, ...]:
        return tuple(Signal(code) for code in self.signals.split())


class CheckIn(Signalled):
    """The pupil was asked how it is. What an adult sees stands apart, and is no answer."""

    is_safe = models.CharField(max_length=12)  # yes | no | no_answer, by the pupil's own word
    beside = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # who sat with the pupil
    own_words = SealedField()
    adult_view = SealedField()


class FollowupNote(Signalled):
    """What was done or seen in the follow-up of those involved, the class, the families or the school."""

    track = models.CharField(max_length=10)
    words = SealedField()


class OfferedTalk(InCase):
    """Somebody offered the pupil to talk."""

    offered_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    how = models.CharField(max_length=12)
    offered_on = models.DateField()


class EndingCosign(InCase):
    """The owner's officer agrees that no suitable measure remains, and why."""

    words = SealedField()


class Closure(InCase):
    """The case ended, and how. An ending that counts as safe has the day of the pupil's own word."""

    ending = models.CharField(max_length=12)
    said_on = models.DateField(null=True)
    guardians_told_on = models.DateField(null=True)
    governor_told_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    double_of = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    words = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(ending__in=sorted(one.value for one in SAFE_ENDINGS)) | Q(said_on__isnull=False),
                name="safe_by_own_word",
            )
        ]


class Reopening(InCase):
    """The case was taken up again, from the follow-up or after it was closed, and why."""

    was = models.CharField(max_length=12)  # the stage it stood in
    because = SealedField()
