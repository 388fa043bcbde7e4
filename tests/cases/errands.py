"""A case in which a gjøremål is given, and to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from innsats.cases import actions
from innsats.cases.models import Case, Errand
from innsats.people.models import Person
from tests import world
from tests.cases.linked import by_rektor

WHAT = "Stå ved inngangen til gymsalen når 6A skifter."
PLACE = "Gymsalen"
DUE = world.AT + timedelta(hours=3)


def a_helper(case: Case, name: str = "Siv Moen", **more: Any) -> Person:
    """Somebody at work at the school, without any part in the case."""
    return world.an_employee(case.school, name, **more)


def given(case: Case, person: Person, **more: Any) -> Errand:
    """A piece of work that rektor gives `person`, to be done by noon."""
    said = {"what": WHAT, "place": PLACE, "ends_at": DUE, **by_rektor(case)} | more
    return actions.give_errand(case.pk, person=person.uuid, **said)


def by(person: Person, at: Any = world.AT) -> dict[str, Any]:
    return {"by": world.actor(person), "at": at}
