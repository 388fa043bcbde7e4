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
    CODES = "codes"  # of the whole installation: what codes on paper are made and looked up with; seals nothing


class MasterKey(models.Model):
    """A key that wraps data keys, itself wrapped by the root key. The newest version wraps new data keys."""

    version = models.PositiveIntegerField(primary_key=True)
    wrapped = models.BinaryField()

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
    # the uuid of the row it belongs to; for OWNER and INDEX the owner's id, for CODES "all"
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
