from __future__ import annotations

from django.db import models
from django.db.models import Q

from .case import Case
from .report import Report

OPEN = Q(met_at=None, lapsed="", is_entitlement=False)  # the clock runs: neither met nor lapsed, and a duty

class Due(models.Model):
    """The stored verdict of one clock. Open or overdue is `overdue_from` against now; the rest is written here."""

    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    school = models.ForeignKey("people.School", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, null=True)
    case = models.ForeignKey(Case, models.CASCADE, null=True)
    code = models.CharField(max_length=30)
    about = models.CharField(max_length=40, blank=True)
    responsible_role = models.CharField(max_length=20)
    due_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    overdue_from = models.DateTimeField()
    source = models.CharField(max_length=40)
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=70, blank=True)
    lapsed = models.CharField(max_length=30, blank=True)
    is_entitlement = models.BooleanField(default=False)
    is_at_owner = models.BooleanField(default=False)  # for its list: it holds rektor's part, or answers for it
    in_burst = models.BooleanField(default=False)  # its report came in a burst, and nobody has begun with it
    next_step_at = models.DateTimeField(null=True)  # when time next does something about it, while it is open

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(report=None) ^ Q(case=None), name="due_on_one"),
            models.CheckConstraint(condition=Q(due_at=None) ^ Q(due_on=None), name="due_at_or_on"),
            models.UniqueConstraint(fields=["report", "code", "about"], name="due_report_code"),
            models.UniqueConstraint(fields=["case", "code", "about"], name="due_case_code"),
        ]
        indexes = [
            models.Index(
                fields=["school", "overdue_from"],
                name="due_open_by_school",
                condition=OPEN,
            ),
            models.Index(
                fields=["school_owner", "overdue_from"],
                name="due_open_at_owner",
                condition=OPEN & Q(is_at_owner=True),
            ),
            models.Index(
                fields=["next_step_at"], name="due_next_step", condition=OPEN & Q(next_step_at__isnull=False)
            ),
        ]
