"""Two cases of one school that have to do with each other, as rektor links them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from innsats.cases import actions
from innsats.cases.models import Case
from tests import world
from tests.replaying import replayed


def by_rektor(case: Case, at: Any = world.AT) -> dict[str, Any]:
    return {"by": world.actor(world.principal_of(case.school)), "at": at}


@replayed
def two_cases(*, linked: bool = True) -> tuple[Case, Case]:
    """Noah's case and Emma's, at the same school, each with a lead of its own."""
    school = world.a_school()
    noah, emma = world.a_pupil(school), world.a_pupil(school, "Emma Dahl")
    case = world.received(world.a_case(school, pupil=noah), lead=world.an_employee(school, "Lise Berg"))
    other = world.received(world.a_case(school, pupil=emma), lead=world.an_employee(school, "Amir Haddad"))
    if linked:
        actions.link_cases(case.pk, other=other.pk, why="report_each_other", **by_rektor(case))
    return case, other


def a_note(case: Case, text: str = "Han sto ved gjerdet og ventet på de andre hele friminuttet.", **more: Any) -> UUID:
    given = {"method": "talk", "perspective": "pupil", "question": "facts"} | more
    return actions.note_inquiry(case.pk, text=text, **given, **by_rektor(case)).pk
