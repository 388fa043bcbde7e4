from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from innsats.journal.actors import Subject
from innsats.vault.fields import SealedField

from .case import InCase


class Errand(InCase):
    """A piece of work that `by` gave `person`, who reads it and nothing else of the case: what, where, and when.

    `measure_lineage` is the measure of the plan that is carried out so. What is done with it stands in the journal of
    the case; that it was read is a stream of its own, since whoever has it has not looked at a case.
    """

    KIND = "errand"

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    measure_lineage = models.UUIDField(null=True)
    what = SealedField()
    place = SealedField()
    tell_back = SealedField()  # what whoever gave it would like to know afterwards

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at__gt=F("starts_at")), name="errand_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["person", "ends_at"], name="errand_by_person")]

    @property
    def subject(self) -> Subject:
        return Subject(self.KIND, str(self.uuid), self.school_owner_id)


class ErrandKept(InCase):
    """Somebody has looked at it after the case was moved to the right pupil: it is to be done all the same."""

    errand = models.ForeignKey(Errand, models.PROTECT, related_name="kept")


class ErrandEnd(InCase):
    """It was done, or could not be, as whoever had it says; or it was taken back."""

    errand = models.OneToOneField(Errand, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12)  # done | cannot | taken_back
    happened_at = models.DateTimeField(null=True)
    words = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="done", happened_at__isnull=False) | (~Q(outcome="done") & Q(happened_at=None)),
                name="errand_done_at",
            )
        ]
