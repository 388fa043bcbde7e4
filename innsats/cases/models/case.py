from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from innsats.rules.stages import Stage
from innsats.vault.fields import SealedField

from .report import Report
from .seats import Seated


class Case(Seated):
    """A skolemiljøsak: one pupil's right to a safe and good school environment. Only `MOVES` changes its stage."""

    KIND = "case"

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stage], default=Stage.REPORTED)
    opened_at = models.DateTimeField()
    is_serious = models.BooleanField(null=True)  # the latest `Seriousness`, for lists

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(stage__in=[s.value for s in Stage]), name="case_stage_known")]
        indexes = [
            models.Index(fields=["school_owner", "school", "stage"], name="case_by_school"),
            models.Index(fields=["pupil"], name="case_by_pupil"),
            models.Index(fields=["school_owner"], name="case_at_officer", condition=Q(seat_officer=True)),
            models.Index(fields=["school_owner"], name="case_at_head", condition=Q(seat_head=True)),
        ]


class InCase(models.Model):
    """A row of one case, written by somebody at some time. Free text on it is sealed with the case's key."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class CaseReport(InCase):
    """That a report belongs to a case. The promise counts from the earliest of them."""

    report = models.ForeignKey(Report, models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "report"], name="case_report_once")]


def runs_at(at: datetime) -> Q:
    """The accesses that run at an instant: without an end, or with one to come."""
    return Q(ends_at=None) | Q(ends_at__gt=at)


class CaseAccess(InCase):
    """That somebody leads or works on a case, or assists from the external team, from and until.

    `assignment` is what the one who assists was given it by.
    """

    LEAD, TEAM, ASSISTANT = "lead", "team", "assist"

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    part = models.CharField(max_length=8)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    assignment = models.ForeignKey("cases.Assignment", models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(part__in=["lead", "team", "assist"]), name="access_part_known"),
            models.CheckConstraint(
                condition=Q(part="assist", assignment__isnull=False, ends_at__isnull=False)
                | (~Q(part="assist") & Q(assignment=None)),
                name="assistant_is_assigned_until",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="access_ends_after"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(part="lead", ends_at=None), name="one_lead"),
        ]
        indexes = [models.Index(fields=["person", "ends_at", "case"], name="access_by_person")]


class Seriousness(InCase):
    """Rektor's judgement: serious or not, and the one reason. Kept each time it is assessed anew."""

    is_serious = models.BooleanField()
    reason = models.CharField(max_length=30, blank=True)
    words = SealedField()


class RightsInformation(InCase):
    """That the family was told of its rights: to whom, how and when; or when it will be."""

    to = models.CharField(max_length=12)  # pupil | guardian | both, or nothing when that was not said
    how = models.CharField(max_length=12)  # talk | phone | letter | digital, or nothing
    given_on = models.DateField(null=True)
    planned_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(given_on=None) ^ Q(planned_on=None), name="rights_given_or_planned")
        ]


class Note(InCase):
    """Something seen, heard or found while inquiring. It happened then; it was written at `at`.

    What a child said stands apart from what an adult saw, and what was seen apart from what it may mean. Of a digital
    trace it is kept that it exists, who holds it and what it shows: never the trace itself. `handed_by`: it was a work
    note of the external team's, which `by` wrote when it happened, and this one brought in at `at`.
    """

    happened_at = models.DateTimeField()
    method = models.CharField(max_length=16)
    perspective = models.CharField(max_length=12)
    question = models.CharField(max_length=12)
    words = SealedField()
    own_words = SealedField()
    meaning = SealedField()
    present = SealedField()
    place = SealedField()
    held_by = SealedField()
    paper_by = SealedField()  # who wrote it by hand, when it was entered from paper
    shared_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # a note of a linked case
    handed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")


class Hearing(InCase):
    """A pupil was heard, in the pupil's own words; or why not. For other pupils also what is best for them."""

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    is_heard = models.BooleanField()
    happened_at = models.DateTimeField()
    is_safe = models.CharField(max_length=12)  # yes | no | no_answer, by the pupil's own word
    own_words = SealedField()
    not_heard_because = SealedField()
    best_interest = SealedField()
    observed = SealedField()  # what the adult noticed, apart from what the pupil said
    present = SealedField()
    paper_by = SealedField()


class Correction(InCase):
    """What should have stood there. The original is kept and shown."""

    target = models.CharField(max_length=80)  # "cases.note:<uuid>:words"
    words = SealedField()
    reason = SealedField()

    class Meta:
        indexes = [models.Index(fields=["target"], name="correction_by_target")]
