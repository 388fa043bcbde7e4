"""Who comes in by somebody else's word for it. Whom a provider means is kept as a keyed hash, and nowhere in clear."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from innsats.vault.fields import SealedField

from .persons import Account, Person
from .units import School, SchoolOwner


class SignInIdentity(models.Model):
    """Somebody at a provider is an account here. `by` linked it: the person herself, or who confirmed her as new."""

    provider = models.CharField(max_length=10)  # `oidc.providers`
    lookup = models.BinaryField(max_length=32)
    account = models.ForeignKey(Account, models.PROTECT)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "lookup"], name="sign_in_identity_once"),
            models.UniqueConstraint(fields=["provider", "account"], name="sign_in_one_per_provider"),
        ]


class OutsideSession(models.Model):
    """A session here that a provider began, so that it ends when the provider says so.

    Found by the hash of the provider's own session, or of whose it is. The token, by which the provider knows what to
    end when one signs out here, names the person, and so is sealed; it goes when the session ends.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=10)
    session_lookup = models.BinaryField(max_length=32)  # b"": the provider named none
    subject_lookup = models.BinaryField(max_length=32)
    sealed_token = SealedField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("at")), name="outside_ends_after")
        ]
        indexes = [
            models.Index(fields=["provider", "session_lookup"], name="outside_by_session"),
            models.Index(fields=["provider", "subject_lookup"], name="outside_by_subject"),
        ]


class AppointmentProposal(models.Model):
    """Somebody whom Feide says works at a school has asked to be let in there. Opens nothing before it is decided.

    `person` is who it was, once confirmed; decided without a person: declined. Name and e-mail go when it is decided.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey(SchoolOwner, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    provider = models.CharField(max_length=10)
    lookup = models.BinaryField(max_length=32)
    name = models.CharField(max_length=200)  # as Feide has it: a name of staff
    email = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, person=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="proposal_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["school", "decided_at"], name="proposal_by_school")]
