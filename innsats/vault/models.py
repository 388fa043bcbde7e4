from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models


class Kind(StrEnum):
    """Whose key it is. What belongs to one of these is erased by destroying its key."""

    CASE = "case"
    REPORT = "report"
    CHILD = "child"
    GUARDIAN = "guardian"
    ACCOUNT = "account"
    CAUSE = "cause"
    WAIT = "wait"
    CONSULT = "consult"
    OWNER = "owner"  # drafts of a school owner's people
    INDEX = "index"  # a school owner's blind index of names; seals nothing
    SIGN_IN = "sign_in"  # of the whole installation, two: whom other providers mean, and what they handed us
    CODES = "codes"  # of the whole installation: what codes on paper are made and looked up with; seals nothing


class MasterKey(models.Model):
    """A key that wraps data keys, itself wrapped by the root key or a key service. The newest wraps new data keys.

    More than one of them stand only while keys are being rotated. `fingerprint` tells a key that was unwrapped before
    from one that another row holds, however it is wrapped now; it tells nothing of the key.
    """

    version = models.PositiveIntegerField(primary_key=True)
    wrapped = models.BinaryField()
    fingerprint = models.CharField(max_length=64)

    @property
    def bound_to(self) -> str:
        return f"innsats master key|{self.version}"


class DataKey(models.Model):
    """The key of one case, report, child, guardian, account, cause, family, question or owner. Destroyed when
    `wrapped` is empty.

    What the wrapping is bound to makes kind, owner and subject unchangeable: an edited row unwraps no more.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10)
    # the uuid of the row it belongs to; for OWNER and INDEX the owner's id, for CODES "all",
    # for SIGN_IN "subjects", which seals nothing, or "tokens"
    subject = models.CharField(max_length=36)
    master = models.ForeignKey(MasterKey, models.PROTECT, db_column="master_version", related_name="+")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="datakey_one_per_subject")]
        indexes = [models.Index(fields=["school_owner_id", "kind"], name="datakey_by_owner")]

    @property
    def is_destroyed(self) -> bool:
        return not self.wrapped

    @property
    def bound_to(self) -> str:
        return f"innsats data key|{self.uuid}|{self.kind}|{self.school_owner_id}|{self.subject}|{self.master_id}"


class Destruction(models.Model):
    """A data key was destroyed. Added and never changed, and sealed with the day's anchor: a backup that still has the
    key is not opened before it is destroyed there too.
    """

    key_id = models.CharField(max_length=36, unique=True)
    at = models.DateTimeField()
