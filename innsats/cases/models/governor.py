"""The county governor's case as the school and its owner know it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from innsats.rules.governor import Detail, GovernorStep, Taken
from innsats.vault.fields import SealedField

from .case import InCase


class GovernorEntry(InCase):
    """One step of the county governor's case: when it happened, its deadline, and what it says. `place` is its order.

    What was ordered stays as it was written; that it is fulfilled is an entry of its own. `corrected` are the
    corrections of its dates, the oldest first, once `entries_of` has found them.
    """

    corrected: tuple[GovernorCorrection, ...] = ()

    place = models.PositiveIntegerField()
    step = models.CharField(max_length=12)
    happened_on = models.DateField()
    due_on = models.DateField(null=True)
    detail = models.CharField(max_length=14, blank=True)
    of_others = models.BooleanField(default=False)  # other pupils are asked about, or are in what was handed over
    words = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__in=[one.value for one in GovernorStep]), name="governor_step"),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(step__in=["asked", "decided"]), name="governor_deadline"
            ),
            models.UniqueConstraint(fields=["case", "place"], name="governor_place_once"),
        ]

    @property
    def taken(self) -> Taken:
        """The step as the rules take it, with the dates that hold now."""
        holds = self.corrected[-1] if self.corrected else self
        return Taken(
            step=GovernorStep(self.step), on=holds.happened_on, due_on=holds.due_on,
            detail=Detail(self.detail) if self.detail else None, of_others=self.of_others,
        )  # fmt: skip


class GovernorCorrection(InCase):
    """The dates that should have stood in one step, both of them, and why. Those that stood there stay in the step."""

    entry = models.ForeignKey(GovernorEntry, models.PROTECT, related_name="+")
    happened_on = models.DateField()
    due_on = models.DateField(null=True)
    reason = SealedField()
