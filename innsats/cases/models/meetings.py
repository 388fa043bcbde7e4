from __future__ import annotations

from django.db import models

from innsats.vault.fields import SealedField

from .assistance import Assistance
from .case import InCase


class TeamMeeting(InCase):
    """The minutes of a meeting with those who assist. They stand in the school's record."""

    assistance = models.ForeignKey(Assistance, models.PROTECT)
    happened_at = models.DateTimeField()
    words = SealedField()
    decisions = SealedField()  # a line for each
    family = SealedField()  # the part of the pupil and the family, when they were there
    others = SealedField()  # who else was there, by what they are


class MeetingMember(InCase):
    """Somebody who reads the case was at a meeting."""

    meeting = models.ForeignKey(TeamMeeting, models.PROTECT)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="at_a_meeting_once")]


class MeetingStep(InCase):
    """What was agreed at a meeting that somebody does, and by which day."""

    meeting = models.ForeignKey(TeamMeeting, models.PROTECT)
    place = models.PositiveSmallIntegerField()  # among those of the meeting, from 1
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    due_on = models.DateField()
    words = SealedField()

    class Meta:
        indexes = [models.Index(fields=["person"], name="step_by_person")]
        constraints = [models.UniqueConstraint(fields=["meeting", "place"], name="step_at_a_place")]


class StepDone(InCase):
    """That a step was taken, and on which day."""

    step = models.OneToOneField(MeetingStep, models.PROTECT, related_name="done")
    done_on = models.DateField()


class WorkNote(InCase):
    """A note of those who assist, for themselves. It is moved into the school's record, or erased when they leave: the
    journal then holds that it was, and no word of it.
    """

    assistance = models.ForeignKey(Assistance, models.PROTECT)
    words = SealedField()
