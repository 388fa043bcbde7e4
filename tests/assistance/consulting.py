"""A question without names to the team that helps a school. `world.AT` is a Monday."""

from __future__ import annotations

from datetime import datetime

from innsats.assistance.actions import answer_consult, consult_team
from innsats.cases.models import Consult, ConsultAnswer
from innsats.people.models import Person, School
from innsats.teams.models import Team
from tests import world
from tests.assistance.helping import leader_of
from tests.assistance.waiting import by

QUESTION = "En elev blir stengt ute i friminuttene. Hva bør vi gjøre først?"


def consulted(
    team: Team, school: School, person: Person | None = None, *, text: str = QUESTION, at: datetime = world.AT
) -> Consult:
    """Rektor, or another who works there, has asked the team."""
    asker = person or world.principal_of(school)
    return consult_team(team.uuid, school=school.uuid, text=text, **by(asker, at))


def replied(
    consult: Consult, person: Person | None = None, *, text: str = "Snakk med alle.", at: datetime = world.AT
) -> ConsultAnswer:
    """The team's leader, or another, has answered."""
    return answer_consult(consult.pk, text=text, **by(person or leader_of(consult.team), at))
