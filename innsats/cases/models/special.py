from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from innsats.people.models import Pupil
from innsats.vault.fields import SealedField

from .case import InCase


class Intervention(InCase):
    """Somebody used physical force on a pupil: what happened, what was done, and how the pupil sees it.

    Who did it is written, not chosen: it may be a substitute without an account, or several together. `owes_owner` is
    the verdict when it was written down: told to the owner, for it was serious or not the first.
    """

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    is_serious = models.BooleanField()
    owes_owner = models.BooleanField()
    principal_told_at = models.DateTimeField()
    guardians_told_at = models.DateTimeField(null=True)
    by_whom = SealedField()
    present = SealedField()
    event = SealedField()
    intervention = SealedField()
    pupil_view = SealedField()

    class Meta:
        indexes = [models.Index(fields=["pupil"], name="intervention_by_pupil")]


class Proposal(InCase):
    """Something that the school or its team proposes and somebody else decides, as it was weighed by the rules.

    `pupil` is whom it is about, nobody for a survey. `extent`, `count` and `is_serious` are those of an exclusion,
    `purpose`, `asks_who` and `complications` (codes, with spaces between) those of a survey. That none of the bars of a
    change of school stands in the way follows from its being here.
    """

    what = models.CharField(max_length=16)
    decider = models.CharField(max_length=12)
    pupil = models.ForeignKey("people.Pupil", models.PROTECT, null=True, related_name="+")
    extent = models.CharField(max_length=12, blank=True)
    count = models.PositiveSmallIntegerField(null=True)
    is_serious = models.BooleanField(default=False)
    guardians_told_at = models.DateTimeField(null=True)
    purpose = models.CharField(max_length=12, blank=True)
    asks_who = models.BooleanField(default=False)
    complications = models.CharField(max_length=40, blank=True)
    reason = SealedField()
    tried = SealedField()
    pupil_view = SealedField()
    best_interest = SealedField()
    checks = SealedField()  # how the answers of a survey are checked before anything rests on them

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(what="survey") & Q(pupil=None)) | (~Q(what="survey") & Q(pupil__isnull=False)),
                name="proposal_about_a_pupil",
            ),
            models.CheckConstraint(
                condition=(Q(what="exclusion") & ~Q(extent="")) | (~Q(what="exclusion") & Q(extent="")),
                name="proposal_extent_of_exclusion",
            ),
        ]


class ProposalDecision(InCase):
    """What became of a proposal: decided elsewhere, and written down here."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    decision = models.CharField(max_length=10)
    decided_on = models.DateField()
    decided_by = SealedField()
    words = SealedField()

    @property
    def pupil(self) -> Pupil | None:
        """Whom the proposal is about."""
        return self.proposal.pupil


class PoliceContact(InCase):
    """The police were told, or asked. `fear` is what somebody feared, with the verdict on the duty to avert it."""

    happened_at = models.DateTimeField()
    why = models.CharField(max_length=12)
    fear = models.CharField(max_length=16, blank=True)
    must_avert = models.BooleanField(default=False)
    reported_by = SealedField()
    contact = SealedField()
    words = SealedField()


class InterpreterNeed(InCase):
    """Somebody in the case needs an interpreter: for which language, and who interprets."""

    interpreter = models.CharField(max_length=12)
    for_whom = SealedField()
    language = SealedField()
    name = SealedField()
    need = SealedField()


class Supporter(InCase):
    """Somebody beside a pupil or a family, in what and for how long. Never a user: it gives no access, and ends."""

    part = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    name = SealedField()
    for_whom = SealedField()
    scope = SealedField()
    authority = SealedField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="support_ends_after")]


class Restriction(InCase):
    """The case is in the media: who speaks for the school, and that only the named read it, from `at` and until.

    Who reads it stands in `CaseAccess`, as ever: those who were not named had theirs ended.
    """

    spokesperson = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reason = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__gte=F("at"), ended_by__isnull=False),
                name="restriction_ended_by_somebody",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_restriction"),
        ]
