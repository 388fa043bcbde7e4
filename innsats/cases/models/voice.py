"""The child's own voice: whom it has chosen to talk with, where it answers, and what was done about an answer."""

from __future__ import annotations

from django.db import models

from innsats.vault.fields import SealedField

from .case import InCase
from .followup import CheckIn


class ContactPerson(InCase):
    """The adult the pupil has chosen to talk with, for as long as nobody else is chosen: a change is a new row.

    `reach` is when and how, in that adult's own words. It gives nothing of the case to read.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=12)  # pupil | guardian | both
    asked_on = models.DateField()
    reach = SealedField()


class CheckInTurn(InCase):
    """The pupil may answer once on the device of an adult, at an address that opens nothing else.

    `typed_by` None: the pupil. Only the hash of the key in the address is kept.
    """

    beside = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    typed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
    check_in = models.OneToOneField(CheckIn, models.PROTECT, null=True)

    key = ""  # in the clear only where the turn was just given


class CheckInAnswer(InCase):
    """An adult has read what the pupil answered; when it asked for an adult at once, also what was done."""

    check_in = models.OneToOneField(CheckIn, models.PROTECT, related_name="answer")
    words = SealedField()
