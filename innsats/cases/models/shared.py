from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.rules.impartiality import Outcome
from innsats.vault.fields import SealedField

from .case import Case
from .report import Report


class OnReportOrCase(models.Model):
    """A row of a report or of a case, exactly one of them."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, null=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(report=None) ^ Q(case=None), name="%(class)s_on_one"),
        ]

    @property
    def seated(self) -> Report | Case:
        """The report or the case it is on."""
        found = self.case or self.report
        assert found is not None  # the constraint above
        return found


class Party(OnReportOrCase):
    """Somebody the matter concerns. The part stands per person and case, never on the event."""

    SUBJECT, INVOLVED, ADULT = "subject", "involved", "adult"

    pupil = models.ForeignKey("people.Pupil", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    part = models.CharField(max_length=10)

    class Meta(OnReportOrCase.Meta):
        constraints = [
            *OnReportOrCase.Meta.constraints,
            models.CheckConstraint(condition=Q(pupil=None) ^ Q(person=None), name="party_is_one"),
            models.UniqueConstraint(fields=["case", "pupil"], name="party_case_pupil"),
            models.UniqueConstraint(fields=["report", "pupil"], name="party_report_pupil"),
            models.UniqueConstraint(fields=["case", "person"], name="party_case_person"),
            models.UniqueConstraint(fields=["report", "person"], name="party_report_person"),
        ]
        indexes = [models.Index(fields=["person"], name="party_by_person", condition=Q(person__isnull=False))]


class Declaration(OnReportOrCase):
    """Somebody's habilitet as declared: the outcome, the rule, the facts (sealed), and who decided when in doubt."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    party_round = models.PositiveIntegerField(null=True)  # none: before the names, and it covers no party
    outcome = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    facts = SealedField()
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_because = SealedField()

    class Meta(OnReportOrCase.Meta):
        constraints = [
            *OnReportOrCase.Meta.constraints,
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="declaration_decided_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "case"], name="declaration_by_person"),
            models.Index(
                fields=["school_owner"], name="declaration_to_assess", condition=Q(outcome=Outcome.TO_ASSESS.value)
            ),
        ]


class Recusal(OnReportOrCase):
    """Somebody is inhabil here, and meets nothing of it from then on."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)

    class Meta(OnReportOrCase.Meta):
        constraints = [
            *OnReportOrCase.Meta.constraints,
            models.UniqueConstraint(fields=["case", "person"], name="recusal_case_person"),
            models.UniqueConstraint(fields=["report", "person"], name="recusal_report_person"),
        ]
        indexes = [models.Index(fields=["person"], name="recusal_by_person")]


class SafetyStep(OnReportOrCase):
    """Strakstiltak: what was done for safety today, or why nothing was needed.

    Provisional when somebody undeclared or inhabil did it (fvl67 § 7): somebody impartial decides anew.
    """

    words = SealedField()
    is_needed = models.BooleanField()
    is_provisional = models.BooleanField(default=False)
    from_on = models.DateField(null=True)


class Unfounded(OnReportOrCase):
    """Rektor's judgement that a concern about an employee is manifestly unfounded, and why."""

    words = SealedField()


class OwnerTold(OnReportOrCase):
    """That the school owner was told: who was told, how, and when it happened."""

    to = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    how = models.CharField(max_length=12)
    told_at = models.DateTimeField()
