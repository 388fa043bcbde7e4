"""Before the names: somebody from outside says how it stands with the school, or steps aside."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.rules import law
from innsats.rules.access import Part, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome
from innsats.rules.inputs import text_obstacles
from innsats.rules.schoolties import NEEDS_WORDS, SchoolTie, assess_school_tie
from innsats.rules.verdicts import Obstacle

from ..models import Case, SchoolTies
from ..queries.access import lock_visible
from ..queries.schoolties import FirstStep, first_step
from .impartiality import keep_out_elsewhere, recuse, write_declaration
from .writing import write_row


@action
def declare_school_ties(case: UUID, *, by: Actor, at: datetime, answer: SchoolTie, text: str = "") -> SchoolTies:
    """Say, before the names, whether there is a tie to the school, or step aside. No tie leads on to the names.

    A tie must be assessed by the superior first. Who steps aside sees no name and is told of nothing more; it says
    nothing of habilitet, and is kept as one's own wish. Raises NotVisible; Refused for who has been let on already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at, act=Act.DECLARE_SCHOOL_TIES)
    require(Act.DECLARE_SCHOOL_TIES, standing)
    answer = SchoolTie(answer)
    answered = first_step(viewer, row, standing) is not FirstStep.ASKED
    refuse_if(
        ((Obstacle("school_ties_answered", law.HOUSE_PRACTICE),) if answered else ())
        + text_obstacles("text", text, is_required=answer in NEEDS_WORDS)
    )
    found = assess_school_tie(answer, on=day_of(at))
    declaration = None
    if found is not None and found.outcome == Outcome.TO_ASSESS:
        declaration = write_declaration(
            row, viewer.person_id, found.outcome, found.source.name, (), viewer, at, party_round=None
        )
    made = write_row(
        SchoolTies, row, {"words": text}, case=row, answer=answer, declaration=declaration, by_id=viewer.person_id,
        at=at,
    )  # fmt: skip
    is_out, seats = found is None, row.seats
    if is_out:
        person = Person.objects.get(pk=viewer.person_id)
        recuse(row, person, law.HOUSE_PRACTICE, viewer, at)
        keep_out_elsewhere(row, person, law.HOUSE_PRACTICE, Act.DECLARE_SCHOOL_TIES, viewer, by=by, at=at)
    facts = {"declaration": declaration.pk, "outcome": declaration.outcome} if declaration else {}
    facts |= {"assistant_out": True} if is_out and Part.ASSISTANT in standing.parts else {}
    record(
        Act.DECLARE_SCHOOL_TIES, row.subject, by=by, at=at, answer=answer, school_ties=made.pk,
        handed_to=row.seats - seats, **facts,
    )  # fmt: skip
    return made
