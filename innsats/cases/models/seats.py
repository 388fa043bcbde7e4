from __future__ import annotations

import uuid

from django.db import models

from innsats.journal.actors import Subject


class Seated(models.Model):
    """A report or a case at one school, and which appointments hold rektor's part in it.

    Rektor has the first seat. The deputy and the owner's officer get one when a report lies unopened, when rektor is
    the concern, or when rektor is inhabil; then rektor's own seat is taken away.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=16, unique=True)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    school = models.ForeignKey("people.School", models.PROTECT, related_name="+")
    data_key_id = models.UUIDField()
    seat_principal = models.BooleanField(default=False)
    seat_deputy = models.BooleanField(default=False)
    seat_officer = models.BooleanField(default=False)
    seat_head = models.BooleanField(default=False)
    party_round = models.PositiveIntegerField(default=0)  # grows with every party: habilitet is then declared anew
    disposed_at = models.DateTimeField(null=True)  # its key is destroyed: for lists, beside the `Disposal`

    KIND = ""
    SEATS = ("seat_principal", "seat_deputy", "seat_officer", "seat_head")

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        return Subject(self.KIND, str(self.uuid), self.school_owner_id)

    @property
    def seats(self) -> frozenset[str]:
        """The seats that hold rektor's part now."""
        return frozenset(seat for seat in self.SEATS if getattr(self, seat))

    @property
    def is_at_school(self) -> bool:
        """Whether rektor or the deputy holds rektor's part, also when somebody at the owner does."""
        return self.seat_principal or self.seat_deputy
