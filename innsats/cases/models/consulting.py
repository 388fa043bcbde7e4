"""A general question to an external team, without names. On no report and no case, and nothing ties it to one."""

from __future__ import annotations

import uuid

from django.db import models

from innsats.journal.actors import Subject
from innsats.vault.fields import SealedField


class Consult(models.Model):
    """What somebody at work at a school asks. No field is about a pupil.

    Sealed with a key of its own; its events are a stream of their own.
    """

    KIND = "consult"

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")  # the school's
    school = models.ForeignKey("people.School", models.PROTECT, related_name="+")  # where the one who asks works
    team = models.ForeignKey("teams.Team", models.PROTECT, related_name="+")
    data_key_id = models.UUIDField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedField()

    @property
    def subject(self) -> Subject:
        return Subject(self.KIND, str(self.uuid), self.school_owner_id)


class ConsultAnswer(models.Model):
    """What the team answers, once."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    consult = models.OneToOneField(Consult, models.PROTECT, related_name="answer")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedField()
