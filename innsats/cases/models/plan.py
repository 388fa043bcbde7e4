from __future__ import annotations

from django.db import models
from django.db.models import Q

from innsats.vault.fields import SealedField

from .case import InCase


class Plan(InCase):
    """One version of the written plan. Without a number it is the draft; activation gives it one."""

    number = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_case_number"),
            models.UniqueConstraint(fields=["case"], condition=Q(number=None), name="one_draft_plan"),
        ]


class PlanActivation(InCase):
    """The plan applies from now. `not_heard_because` when the pupil could not be heard first."""

    plan = models.OneToOneField(Plan, models.PROTECT)
    not_heard_because = SealedField()


class Measure(InCase):
    """One row of one version of the plan. `lineage` is the same measure through all versions."""

    plan = models.ForeignKey(Plan, models.PROTECT)
    lineage = models.UUIDField(db_index=True)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)  # of the row while it is a draft: a stale edit is told
    kind = models.CharField(max_length=20)
    problem = SealedField()
    what = SealedField()
    place = SealedField()
    when_words = SealedField()
    start_on = models.DateField(null=True)
    evaluate_on = models.DateField(null=True)
    responsible = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    family_text = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "lineage"], name="measure_once_a_plan")]


class MeasureAim(models.Model):
    """That a measure is aimed at another pupil than the one the case is about."""

    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE)
    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "pupil"], name="measure_aim_once")]


class MeasureStart(InCase):
    """The measure truly began on this day. `lineage` names it through all versions."""

    lineage = models.UUIDField(unique=True)
    started_on = models.DateField()


class MeasureEnd(InCase):
    """The measure is done, or was stopped, and why."""

    lineage = models.UUIDField(unique=True)
    ended_on = models.DateField()
    is_done = models.BooleanField()
    because = SealedField()


class Evaluation(InCase):
    """Was it carried out? Did it help, by the pupil's own word?"""

    lineage = models.UUIDField(db_index=True)
    held_on = models.DateField()
    carried_out = models.CharField(max_length=10)  # yes | partly | no
    helped = models.CharField(max_length=10)  # yes | partly | no | unknown
    pupil_safe = models.CharField(max_length=10)  # yes | no | no_answer
    pupil_words = SealedField()
    answered_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # who said `carried_out`
    next_on = models.DateField(null=True)
