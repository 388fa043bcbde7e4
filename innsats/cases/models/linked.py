from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from innsats.vault.fields import SealedField

from .case import Case, InCase


class CaseLink(InCase):
    """That two cases of a school have to do with each other, and why. Written in both: each has a row of its own.

    A link that was wrong is ended, in both; it stays to be seen in the journal that it was there.
    """

    other = models.ForeignKey(Case, models.PROTECT, related_name="+")
    why = models.CharField(max_length=20)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], condition=Q(ended_at=None), name="case_link_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__gte=F("at"), ended_by__isnull=False),
                name="case_link_ended_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(case=F("other")), name="case_link_to_another"),
        ]


class SharedMeasure(InCase):
    """That a measure is carried out once for several cases: those with the same `common`.

    `lineage` is the measure of this case, with its own texts. What is shared is the carrying out, never a word.
    """

    lineage = models.UUIDField(unique=True)
    common = models.UUIDField(db_index=True)


class GuardianContact(InCase):
    """That a guardian of a pupil was told what concerns that pupil: whom, how, when, and what was said."""

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    how = models.CharField(max_length=12)
    happened_at = models.DateTimeField()
    whom = SealedField()
    words = SealedField()
