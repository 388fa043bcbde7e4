from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from innsats.journal.actors import Subject
from innsats.vault.fields import SealedField

from .persons import Person
from .units import School, SchoolOwner

CAUTION, NO_CAUTION = "ask", " "  # of one length when sealed: that there is none is told by nothing


class Pupil(models.Model):
    """A pupil at a school, with a key of its own that seals the name and the birth date.

    A place: who changes school goes on as another row there, and this one keeps what the school knew, its cases too.
    `came_on` None: since before it was kept; `left_on` is the first day at the next school, None while here.
    `sealed_caution`: whether something stood at an earlier school that keeps what is told from somebody in the family
    (CAUTION, or a space; empty for who came from nowhere). Of what, and of whom, nothing goes along.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    data_key_id = models.UUIDField()
    sealed_name = SealedField()
    sealed_birth_date = SealedField()  # ISO date
    sealed_caution = SealedField(default=b"", db_default=b"")
    grade = models.PositiveSmallIntegerField(null=True)
    class_name = models.CharField(max_length=20, blank=True)
    source_key = models.BinaryField(max_length=32, null=True)  # keyed hash of the id in the school system
    came_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(grade=None) | Q(grade__range=(1, 13)), name="pupil_grade_known"),
            models.UniqueConstraint(fields=["school", "source_key"], name="pupil_source_once"),
        ]
        indexes = [models.Index(fields=["school_owner", "school", "grade"], name="pupil_by_school")]


    @property
    def subject(self) -> Subject:
        return Subject("pupil", str(self.uuid), self.school_owner_id)


class PupilMove(models.Model):
    """A pupil's place at a school ended on a day, and went on as another row: at the new school, perhaps an old one."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="moves")
    continued_as = models.ForeignKey(Pupil, models.PROTECT, related_name="arrivals")
    moved_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(pupil=F("continued_as")), name="pupil_move_moves")]


class Guardian(models.Model):
    """A guardian of one pupil, as a source said on a day. `has_responsibility` None = not known: ask before sending.

    `person` is set when the guardian is also somebody at work here; such a person never meets a case of the child.
    `sealed_contact` is a `people.contacts.Contact`.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT, null=True)
    data_key_id = models.UUIDField()
    sealed_name = SealedField()
    sealed_contact = SealedField(default=b"")
    has_responsibility = models.BooleanField(null=True)
    source = models.CharField(max_length=20)  # typed_in | from_family | school_system | national_register
    as_of = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pupil", "person"], name="guardian_person_once")]


class NotInFile(models.Model):
    """A pupil or a guardian that an earlier file of the school system had, and the newest has not. Never removed."""

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="+")
    pupil = models.OneToOneField(Pupil, models.PROTECT, null=True, related_name="not_in_file")
    guardian = models.OneToOneField(Guardian, models.PROTECT, null=True, related_name="not_in_file")
    since = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pupil=None) ^ Q(guardian=None), name="not_in_file_one")]


class NameWord(models.Model):
    """One word of a pupil's name as a keyed hash, so that a pupil can be found by an exact word of the name."""

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="+")
    word = models.BinaryField(max_length=32)
    pupil = models.ForeignKey(Pupil, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_owner", "word", "pupil"], name="name_word_once")]


class KnownRelation(models.Model):
    """A tie between an adult and a pupil that the school knows of: a hint that must be answered, never a verdict."""

    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT)
    pupil = models.ForeignKey(Pupil, models.PROTECT)
    kind = models.CharField(max_length=40)  # rules.impartiality.Relation

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "pupil", "kind"], name="known_relation_once")]
