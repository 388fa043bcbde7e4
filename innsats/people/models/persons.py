from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from innsats.journal.actors import Subject
from innsats.rules.roles import AT_OWNER, AT_SCHOOL, Role

from .units import Named, School, SchoolOwner

SCHOOL_ROLES = sorted(role.value for role in AT_SCHOOL)
OWNER_ROLES = sorted(role.value for role in AT_OWNER)


class Account(AbstractBaseUser):
    """Sign-in and nothing else: no name, no role. The e-mail is stored in lower case.

    `language` is the one that was last chosen, or spoken when this account signed in: mails speak it.
    """

    email = models.EmailField(max_length=254, unique=True)
    language = models.CharField(max_length=2, default="nb", db_default="nb")  # one of web.middleware.SPOKEN

    holder: Person | None = None  # whoever has it, where it was read for a session

    objects = BaseUserManager["Account"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="account_email_lower")]


class Person(Named):
    """An adult with something to do here, whether or not she signs in. Staff names are open."""

    account = models.OneToOneField(Account, models.PROTECT, null=True)
    is_demo = models.BooleanField(default=False)  # made while the demo was on: anyone may sign in as this person there

    class Meta:
        indexes = [models.Index(fields=["sort_key"], name="person_by_name")]

    @property
    def subject(self) -> Subject:
        return Subject("person", str(self.uuid))


class Appointment(models.Model):
    """A role at a unit, from a day and to and including a day. Ended ones are kept.

    `deputy` is the named receiver in rektor's place. `leadership` says that the school counts this as its leadership
    (§ 12-5); rektor always is.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT)
    school = models.ForeignKey(School, models.PROTECT, null=True)
    person = models.ForeignKey(Person, models.PROTECT)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    deputy = models.BooleanField(default=False)
    leadership = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=SCHOOL_ROLES, school__isnull=False) | Q(role__in=OWNER_ROLES, school=None),
                name="appointment_at_its_unit",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="appointment_ordered"
            ),
            models.CheckConstraint(
                condition=Q(deputy=False) | Q(role=Role.PRINCIPAL.value), name="deputy_of_principal"
            ),
        ]
        indexes = [
            models.Index(fields=["school_owner", "school", "role"], name="appointment_by_unit"),
            models.Index(fields=["person", "starts_on"], name="appointment_by_person"),
        ]


class Training(models.Model):
    """Somebody has done the training in privacy and security that comes before reading (opplf § 20-2)."""

    person = models.ForeignKey(Person, models.PROTECT)
    completed_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "completed_on"], name="training_once_a_day")]
