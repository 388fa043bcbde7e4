"""A family that has asked a ready team for help, and asked that the school is not told yet. `world.AT` is a Monday."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from innsats.assistance.actions import hold_family_request
from innsats.cases.models import FamilyWait
from innsats.journal.actors import OPERATOR
from innsats.people.actions.persons import record_training
from innsats.people.models import Person, School
from innsats.rules.teams import Place
from innsats.teams.models import Team
from tests import world
from tests.assistance.helping import a_ready_team, leader_of

ON_THURSDAY = date(2026, 3, 26)


def a_team_at(school: School) -> Team:
    """The external team of the owner of `school`, with an officer who looks after it."""
    world.an_officer(school.school_owner)
    return a_ready_team(school.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")


def a_deputy(team: Team, name: str = "Eva Lie") -> Person:
    """Somebody who stands in for the leader of the team."""
    person = world.a_member(team, name=name, place=Place.DEPUTY).person
    record_training(person.uuid, by=OPERATOR, at=world.AT, completed_on=world.AT.date())
    return person


def by(person: Person, at: datetime = world.AT) -> dict[str, Any]:
    return {"by": world.actor(person), "at": at}


def held(team: Team, school: School, person: Person | None = None, at: datetime = world.AT, **more: Any) -> FamilyWait:
    """The team's leader has typed it in, unless it was another."""
    given = {
        "school": school.uuid, "told_by": "Hege Moen", "pupil_named": "Eirik, 4A", "text": "Han vil ikke på skolen.",
        "asks": "At noen snakker med klassen.", "reasons": ["not_heard"], "consents": True, "phone": "900 00 000",
        "until": ON_THURSDAY, "because": "Vi vil tenke oss om.", "no_danger": True,
    }  # fmt: skip
    return hold_family_request(team.uuid, **by(person or leader_of(team), at), **given | more)
