"""A team and its dated rows. Nothing is deleted: what is over has a last day."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from innsats.journal.actors import Subject
from innsats.people.models import Person, School, SchoolOwner
from innsats.rules.agreements import LONGEST_TERM
from innsats.rules.processmaps import LONGEST_PHONE, LONGEST_WORDS

LONGEST_CODE = 20


def _ordered(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name=name)


class Team(models.Model):
    """A response team under the name its people use: a school's own, or (`school` None) an external one.

    An external team serves the schools of its owner, and those of owners that have an agreement with it.
    """

    KIND = "team"
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    school = models.ForeignKey(School, models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    starts_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["school_owner", "school"], name="team_by_unit")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject("team", str(self.uuid), self.school_owner_id)

    @property
    def unit(self) -> School | SchoolOwner:
        """Whose team it is."""
        return self.school or self.school_owner


class Membership(models.Model):
    """Somebody's place in a team, from a day and to and including a day."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    team = models.ForeignKey(Team, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT)
    place = models.CharField(max_length=LONGEST_CODE)  # rules.teams.Place
    profession = models.CharField(max_length=LONGEST_CODE)  # rules.teams.Profession
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [_ordered("membership_ordered")]
        indexes = [models.Index(fields=["team", "starts_on"], name="membership_by_team")]


class Competence(models.Model):
    """A part of the profile that somebody has learned: when, from what, and until when it counts.

    It is the person's, and counts in every team. What was learned last is what counts, so that a wrong entry is
    corrected by a new one.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT)
    skill = models.CharField(max_length=LONGEST_CODE)  # rules.teams.Skill
    learned_on = models.DateField()
    expires_on = models.DateField(null=True)
    learned_from = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("learned_on")), name="competence_ordered"
            )
        ]
        indexes = [models.Index(fields=["person", "learned_on"], name="competence_by_person")]


class Mandate(models.Model):
    """What the owner, or rektor for the school's own team, lets a team do: signed, from a day and to a day.

    It is looked over by signing it anew; the one signed last counts. `document` is what it is called in the archive.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    team = models.ForeignKey(Team, models.PROTECT)
    document = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=200)
    signed_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [_ordered("mandate_ordered")]
        indexes = [models.Index(fields=["team", "starts_on"], name="mandate_by_team")]


class Authority(models.Model):
    """How far a mandate goes in one thing."""

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    mandate = models.ForeignKey(Mandate, models.PROTECT)
    thing = models.CharField(max_length=LONGEST_CODE)  # rules.mandates.Thing
    level = models.CharField(max_length=LONGEST_CODE)  # rules.mandates.Level

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mandate", "thing"], name="mandate_thing_once")]


class Release(models.Model):
    """An employer's word that a member is freed for the team: how much, at what notice, and for how long."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    membership = models.ForeignKey(Membership, models.PROTECT)
    hours_a_week = models.PositiveSmallIntegerField()
    notice_hours = models.PositiveSmallIntegerField()
    employer = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [_ordered("release_ordered")]


class Absence(models.Model):
    """Days on which somebody is away, from every team. Why is nobody's matter here, and is not asked."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    membership = models.ForeignKey(Membership, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [_ordered("absence_ordered")]
        indexes = [models.Index(fields=["person", "starts_on"], name="absence_by_person")]


class CalendarAddress(models.Model):
    """Where a calendar program reads the own days of a member: the address is a key, and only its hash is kept.

    `key` is the address itself, known to the action that made it and to nothing else.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT)
    key_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    key = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(closed_at=None), name="one_open_calendar")
        ]


class TeamAgreement(models.Model):
    """That an owner may ask another owner's external team for help: what the two agree on, who signed, and for how
    long. `school_owner` is the one that asks.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    team = models.ForeignKey(Team, models.PROTECT)
    delegation = models.CharField(max_length=LONGEST_TERM)
    secrecy = models.CharField(max_length=LONGEST_TERM)
    archive = models.CharField(max_length=LONGEST_TERM)
    document = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=200)
    signed_by_team = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [_ordered("agreement_ordered")]
        indexes = [
            models.Index(fields=["school_owner", "team", "starts_on"], name="agreement_by_owner"),
            models.Index(fields=["team", "starts_on"], name="agreement_by_team"),
        ]


class TeamMap(models.Model):
    """How a team works when it is asked in one way, as its owner has settled it. The newest one applies.

    `is_open`: the owner lets whoever has the address read it without signing in.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    team = models.ForeignKey(Team, models.PROTECT)
    scenario = models.CharField(max_length=LONGEST_CODE)  # rules.processmaps.Scenario
    contact_point = models.CharField(max_length=200)
    phone = models.CharField(max_length=LONGEST_PHONE)
    is_open = models.BooleanField()
    by = models.ForeignKey(Person, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["team", "scenario"], name="map_by_team")]


class TeamMapStep(models.Model):
    """One step of a map. Without words, or a contact of its own, the usual ones and that of the map apply."""

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    process_map = models.ForeignKey(TeamMap, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=LONGEST_CODE)  # rules.processmaps.MapStep
    days = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=LONGEST_WORDS)
    contact = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process_map", "step"], name="map_step_once")]


class TeamEnding(models.Model):
    """That a team ends, after a day, and why: who asked it knows from then on that it is not there to ask."""

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    team = models.OneToOneField(Team, models.PROTECT, related_name="ending")
    ends_on = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT)
    at = models.DateTimeField()
