"""Who may be given a task: only somebody who works there, is trained, and is not inhabil here."""

from __future__ import annotations

from datetime import datetime

from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.viewers import Held, viewer_of
from innsats.rules import law
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role
from innsats.rules.verdicts import Obstacle

from ..models import Case, Report
from ..queries.access import is_conflicted
from ..queries.shut_out import known_to_be_close


def obstacles_to_task(person: Person, seated: Case | Report, at: datetime) -> tuple[Obstacle, ...]:
    """Why `person` cannot be given a part in this report or case. Told to whoever tries to give it.

    A known relation that would disqualify is enough to refuse here: a hint is not a task.
    """
    found = obstacles_to_trust(person, seated, at)
    if any(one.code == "disqualified" for one in found) or viewer_of(Actor.of(person), at).trained:
        return found
    return (*found, Obstacle("assignee_untrained", law.TRAINING_FIRST, (str(person.uuid),)))


def obstacles_to_trust(person: Person, seated: Case | Report, at: datetime) -> tuple[Obstacle, ...]:
    """Why `person` cannot be the adult a pupil talks with: any employee who is not inhabil here can.

    It is no task in the case, and gives nothing of it to read.
    """
    candidate = viewer_of(Actor.of(person), at)
    if is_conflicted(candidate, seated) or known_to_be_close(seated, [person], day_of(at)):
        return (Obstacle("disqualified", law.IMPARTIALITY, (str(person.uuid),)),)
    is_here = any(_is_at_work(held, seated) for held in candidate.appointments)
    return () if is_here else (Obstacle("not_employed_here", law.TRAINING_FIRST, (str(person.uuid),)),)


def obstacles_to_errand(person: Person, row: Case, at: datetime) -> tuple[Obstacle, ...]:
    """Why `person` cannot be given a piece of work: whoever works here can, inhabil or not, but nobody it concerns."""
    if row.party_set.filter(person=person).exists():
        return (Obstacle("errand_to_party", law.IMPARTIALITY, (str(person.uuid),)),)
    is_here = any(_is_at_work(held, row) for held in viewer_of(Actor.of(person), at).appointments)
    return () if is_here else (Obstacle("not_employed_here", law.CONFIDENTIAL, (str(person.uuid),)),)


def _is_at_work(held: Held, seated: Case | Report) -> bool:
    """At this school or at its owner; a privacy officer reads logs and never content."""
    at_owner = held.school_id is None and held.school_owner_id == seated.school_owner_id
    return held.role is not Role.PRIVACY_OFFICER and (held.school_id == seated.school_id or at_owner)

