"""A case that has been read, and the privacy officer of its owner, in tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from innsats.cases.models import Case, TrailRequest
from innsats.family.actions import ask_for_trail
from innsats.journal.actors import CLOCK
from innsats.journal.looks import looked
from innsats.oversight.actions import raise_reading, release_trail, settle_reading
from innsats.oversight.queries.readers import lines_of
from innsats.people.models import Person, SchoolOwner
from innsats.rules.acts import Act
from innsats.rules.looking import Found, Ground, Why
from innsats.rules.roles import Role
from tests import world
from tests.family.families import approved, noted, reader
from tests.family.letters import coded


def a_privacy_officer(owner: SchoolOwner, name: str = "Per Vern", *, trained: bool = True) -> Person:
    return world.appointed(world.a_person(name, unit=owner, trained=trained), Role.PRIVACY_OFFICER, owner)


def opened(case: Case, by: Person, at: datetime = world.AT, act: Act = Act.READ_CASE, row: Any = None) -> None:
    looked(act, (row or case).subject, by=world.actor(by), at=at)


def asked(case: Case, at: datetime = world.AT) -> TrailRequest:
    """The mother, who has something to read, asks who has opened the case."""
    noted(case)
    approved(case)
    return ask_for_trail(case.pk, by=coded(case, reader(case)).actor, at=at)


def by(person: Person, at: datetime = world.AT) -> dict[str, Any]:
    return {"by": world.actor(person), "at": at}


def given_and_settled(case: Case, words: Callable[[], str]) -> None:
    """A list of who has opened the case, with a line held back, and what came of asking about a reading."""
    officer, rektor = a_privacy_officer(case.school.school_owner), world.principal_of(case.school)
    opened(case, rektor)
    request = TrailRequest.objects.create(
        school_owner_id=case.school_owner_id, case=case, pupil_id=case.pupil_id, at=world.AT
    )
    key = lines_of(request)[0].key
    release_trail(request.pk, withheld=[key], ground=Ground.SECRECY, because=words(), **by(officer))
    reading = raise_reading(
        case.school_owner_id, by=CLOCK, at=world.AT, person=rektor.uuid, why=Why.NIGHT, stream=case.subject.stream,
        read_at=world.AT,
    )  # fmt: skip
    settle_reading(reading.pk, found=Found.TALKED, text=words(), **by(officer))
