"""A case that has been read, and the privacy officer of its owner, in tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from innsats.cases.models import Case, TrailRequest
from innsats.family.actions import ask_for_trail
from innsats.journal.looks import looked
from innsats.people.models import Person, SchoolOwner
from innsats.rules.acts import Act
from innsats.rules.roles import Role
from tests import world
from tests.family.families import approved, noted, reader


def a_privacy_officer(owner: SchoolOwner, name: str = "Per Vern", *, trained: bool = True) -> Person:
    return world.appointed(world.a_person(name, unit=owner, trained=trained), Role.PRIVACY_OFFICER, owner)


def opened(case: Case, by: Person, at: datetime = world.AT, act: Act = Act.READ_CASE, row: Any = None) -> None:
    looked(act, (row or case).subject, by=world.actor(by), at=at)


def asked(case: Case, at: datetime = world.AT) -> TrailRequest:
    """The mother, who has something to read, asks who has opened the case."""
    noted(case)
    approved(case)
    return ask_for_trail(case.pk, by=reader(case).actor, at=at)


def by(person: Person, at: datetime = world.AT) -> dict[str, Any]:
    return {"by": world.actor(person), "at": at}
