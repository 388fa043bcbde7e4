from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from innsats.vault.fields import SealedField

from .case import Case, InCase


class CaseLink(InCase):
    """That two cases of a school have to do with each other, and why. Written in both: each has a row of its own."""

    other = models.ForeignKey(Case, models.PROTECT, related_name="+")
    why = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="case_link_once"),
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
