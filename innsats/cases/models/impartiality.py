"""Around a declaration: that a party objects to somebody, and what somebody from outside answers before the names."""

from __future__ import annotations

from django.db import models

from innsats.vault.fields import SealedField

from .case import InCase
from .shared import Declaration


class Objection(InCase):
    """A party has said that somebody should not work on the case: who said it (`who`), and what.

    `declaration` is the habilitet that must be decided for it; none as long as the one objected to has not declared.
    `goes_up`: the superior decides. Otherwise that one decides alone, since it would take too long (`because`).
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    declaration = models.ForeignKey(Declaration, models.PROTECT, null=True)
    said_at = models.DateTimeField()
    goes_up = models.BooleanField()
    who = SealedField()  # JSON: rules.objecting.Objector, the id of a pupil, guardian or person, and the name
    words = SealedField()
    because = SealedField()

    class Meta:
        indexes = [models.Index(fields=["person", "case"], name="objection_by_person")]


class SchoolTies(InCase):
    """What somebody from outside the school (`by`) answered before seeing whom the case is about.

    `declaration` is there when it must be assessed: a declaration without a party round, which covers no party.
    """

    answer = models.CharField(max_length=20)  # rules.schoolties.SchoolTie
    declaration = models.OneToOneField(Declaration, models.PROTECT, null=True)
    words = SealedField()

    class Meta:
        indexes = [models.Index(fields=["by", "case"], name="school_ties_by_person")]
