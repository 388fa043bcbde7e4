from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from innsats.journal.actors import Subject

from ..naming import LONGEST_KEY, search_key, sort_key


class Named(models.Model):
    """Something with an open name, ordered and searched in the same way on both databases."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=LONGEST_KEY, editable=False)
    search_key = models.CharField(max_length=LONGEST_KEY, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def named(name: str) -> dict[str, str]:
    """The three columns that a name fills."""
    return {"name": name, "sort_key": sort_key(name), "search_key": search_key(name)}


class SchoolOwner(Named):
    """Skoleeier: a municipality, a county, or the board of a private school.

    `county_number` is set on whoever has a county's duties: the counties, and Oslo, which is one owner and both.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        COUNTY = "county"
        PRIVATE = "private"

    kind = models.CharField(max_length=12, choices=Kind)
    number = models.CharField(max_length=20)  # of the municipality or county; for a private owner, of its school
    county_number = models.CharField(max_length=2, blank=True)
    is_in_register = models.BooleanField(default=True)  # False: a school named its number, and no file has its name

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="owner_kind_number"),
            models.UniqueConstraint(
                fields=["county_number"], condition=~Q(county_number=""), name="one_owner_per_county"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["municipality", "county", "private"]), name="owner_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["sort_key"], name="owner_by_name")]

    @property
    def subject(self) -> Subject:
        return Subject("owner", str(self.uuid), self.pk)


class School(Named):
    """A school, with its owner for good. Its identity is organisation number and name: some numbers stand on several.

    `offered` says whether children and others may choose it as the place a report is about. `odd` holds the codes of
    `register.Oddity`.
    """

    class Kind(models.TextChoices):
        PRIMARY = "primary"
        UPPER_SECONDARY = "upper_secondary"
        COMBINED = "combined"  # both, as with grades 1 to 13

    class Ownership(models.TextChoices):
        PUBLIC = "public"
        PRIVATE = "private"

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="schools")
    organisation_number = models.CharField(max_length=9)
    municipality_number = models.CharField(max_length=4)  # where it lies
    kind = models.CharField(max_length=16, choices=Kind)
    ownership = models.CharField(max_length=8, choices=Ownership)
    lowest_grade = models.PositiveSmallIntegerField(null=True)
    highest_grade = models.PositiveSmallIntegerField(null=True)
    offered = models.BooleanField(default=True)
    odd = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_number", "name"], name="school_number_name"),
            models.CheckConstraint(condition=Q(highest_grade__gte=F("lowest_grade")), name="school_grades_ordered"),
            models.CheckConstraint(
                condition=Q(kind__in=["primary", "upper_secondary", "combined"])
                & Q(ownership__in=["public", "private"]),
                name="school_kind_known",
            ),
        ]
        indexes = [models.Index(fields=["school_owner", "sort_key"], name="school_by_owner")]

    @property
    def subject(self) -> Subject:
        return Subject("school", str(self.uuid), self.school_owner_id)


class OwnerInUse(models.Model):
    """An owner's officer has confirmed that the ground is laid for real children. Until then everything is Øvelse."""

    school_owner = models.OneToOneField(SchoolOwner, models.PROTECT, related_name="in_use")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    strong_sign_in = models.BooleanField()
    backup = models.BooleanField()
    processing_agreement = models.BooleanField()
    impact_assessment = models.BooleanField()

    CONFIRMATIONS = ("strong_sign_in", "backup", "processing_agreement", "impact_assessment")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(strong_sign_in=True, backup=True, processing_agreement=True, impact_assessment=True),
                name="in_use_all_confirmed",
            )
        ]


class ClosedPeriod(models.Model):
    """Days without school, or without SFO, at an owner's schools (skolerute). SFO has its own days."""

    class Closes(models.TextChoices):
        SCHOOL = "school"
        SFO = "sfo"

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    closes = models.CharField(max_length=6, choices=Closes)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="closed_period_ordered"),
            models.UniqueConstraint(fields=["school_owner", "closes", "starts_on"], name="closed_period_once"),
        ]


class LocalLimits(models.Model):
    """How long some clocks may run at an owner's schools, from a moment on. The newest row counts."""

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    at = models.DateTimeField()
    first_talk_school_days = models.PositiveSmallIntegerField()
    to_deputy_hours = models.PositiveSmallIntegerField()
    to_officer_hours = models.PositiveSmallIntegerField()


class Unreckoned(models.Model):
    """An owner whose days or limits have changed, and whose stored clocks are to be computed anew."""

    school_owner = models.OneToOneField(SchoolOwner, models.PROTECT, related_name="+")
    since = models.DateTimeField()


class Duty(models.Model):
    """Ferievakt: who reads what comes in while the schools are closed."""

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="duty_ordered")]
        indexes = [models.Index(fields=["school_owner", "starts_on"], name="duty_by_owner")]


class Succession(models.Model):
    """That a school, or a whole owner when `school` is None, was succeeded by another from a day, by a decision.

    `document` is what the decision is called in the owner's archive. Nothing else lets a row change its owner, or a
    case its school: the database asks for this row.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="successions")
    school = models.OneToOneField(School, models.PROTECT, null=True, related_name="succession")
    to_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="+")
    to_school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    document = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school_owner"], condition=Q(school=None), name="owner_succeeded_once"),
            models.CheckConstraint(
                condition=Q(school=None, to_school=None) | Q(school__isnull=False, to_school__isnull=False),
                name="succession_of_like_by_like",
            ),
        ]
