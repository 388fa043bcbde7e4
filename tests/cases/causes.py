"""A concern for a child, for the tests of each act on it."""

from __future__ import annotations

from datetime import datetime

from innsats.cases.actions import see_cause
from innsats.cases.models import Cause
from innsats.people.models import Person, School
from tests import world

SECRET = "Skapet er tomt hjemme."


def a_cause(by: Person, school: School, *, at: datetime = world.AT, **fields: object) -> Cause:
    """Seen by somebody who works at the school."""
    given = {"whom": "Noah Lien, 6A", "text": SECRET} | fields
    return see_cause(school.uuid, by=world.actor(by), at=at, **given)
