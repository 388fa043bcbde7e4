from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from innsats.rules.aftercare import Signal
from innsats.rules.endings import SAFE_ENDINGS
from innsats.rules.inquiry import Safe
from innsats.rules.voice import Call, Topic, Voice
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
    """The pupil was asked how it is. What an adult sees stands apart, and is no answer.

    An adult's answer on behalf of the pupil has no yes or no, no step and no own words: nothing can count it as the
    pupil's. `typed_by` None: the pupil. `by` None: the pupil alone, let in by its own code, and nobody at school had a
    hand in it. `is_for_home` is the pupil's answer to who may read the words: also those at home, only the adults here,
    or None for no answer; see `queries.voice.for_home`.
    """

    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # type: ignore[assignment]
    is_safe = models.CharField(max_length=12)  # yes | no | no_answer, by the pupil's own word
    voice = models.CharField(max_length=8, default=Voice.PUPIL.value)
    typed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    beside = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # who sat with the pupil
    answers = models.CharField(max_length=200, blank=True)  # topic:reply, with spaces between; what is missing is not
    calls = models.CharField(max_length=80, blank=True)  # codes of Call: why it asks for an adult at once
    is_for_home = models.BooleanField(null=True)
    own_words = SealedField()
    adult_view = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(voice=Voice.ADULT.value) | Q(is_safe=Safe.NO_ANSWER.value, answers=""),
                name="adults_answer_is_none",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False)
                | Q(
                    voice=Voice.PUPIL.value, typed_by=None, beside=None, signals="", adult_view=b"",
                    happened_at=F("at"),
                ),
                name="by_nobody_is_the_pupil_alone",
            ),
        ]

    @property
    def replies(self) -> dict[Topic, str]:
        pairs = (one.split(":") for one in self.answers.split())
        return {Topic(topic): reply for topic, reply in pairs}

    @property
    def called(self) -> tuple[Call, ...]:
        return tuple(Call(code) for code in self.calls.split())


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
