"""Somebody whom Feide says works at a school, in tests."""

from __future__ import annotations

from innsats.journal.actors import ANONYMOUS
from innsats.people.actions.outside import propose_appointment
from innsats.people.models import AppointmentProposal, School
from tests import world

LOOKUP = "ab" * 32


def proposed(school: School, lookup: str = LOOKUP, name: str = "Tone Hval") -> AppointmentProposal:
    return propose_appointment(
        school.uuid, by=ANONYMOUS, at=world.AT, provider="feide", lookup=lookup, name=name,
        email="tone@fjordvik.example",
    )  # fmt: skip
