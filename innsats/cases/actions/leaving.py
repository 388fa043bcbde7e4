"""Somebody leaves, or is away for long: what lies with that one goes to others, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.queries.folk import unit_looked_after
from innsats.people.queries.units import person_named
from innsats.people.viewers import standing_at_unit, viewer_of
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.verdicts import Obstacle, Refused

from ..models import CaseAccess
from ..models.case import runs_at
from ..queries.access import NotVisible
from ..queries.leaving import Work, accesses_of, key_of, reports_of
from .people import admit_to_team, name_lead, release_from_team
from .report import receive_report


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """That `to` takes over one piece: the responsibility for the report or the case `about`, or a place in its team."""

    what: Work
    about: UUID
    to: UUID


@action
def hand_over_work(person: UUID, *, by: Actor, at: datetime, pieces: Iterable[Takeover]) -> Person:
    """Let others take over what `person` has open: each piece by its own act, with its own event, or none of them.

    Raises NotVisible for somebody at no unit that `by` looks after. Refused with every reason of every piece: the first
    of what an obstacle is about is the piece, and then what its act said; with `not_theirs` for what does not lie with
    `person` any more, as for what `by` may not see.
    """
    leaver, viewer, wanted = person_named(person), viewer_of(by, at), list(pieces)
    unit = unit_looked_after(viewer, leaver)
    if unit is None:
        raise NotVisible(f"person:{person}")
    require(Act.HAND_OVER_WORK, standing_at_unit(viewer, unit))
    held = {(Work.REPORT, row.pk) for row in reports_of(viewer, leaver)}
    held |= {(Work(access.part), access.case_id) for access in accesses_of(viewer, leaver)}
    refuse_if(() if wanted else (Obstacle("nothing_handed_over", law.HOUSE_PRACTICE),))
    found: list[Obstacle] = []
    for one in wanted:
        key = key_of(one.what, one.about)
        if (one.what, UUID(str(one.about))) not in held or one.to == leaver.uuid:
            found.append(Obstacle("not_theirs", law.HOUSE_PRACTICE, (key,)))
            continue
        try:
            _take_over(one, leaver, by, at)
        except Refused as refused:
            found += [replace(said, about=(key, *said.about)) for said in refused.obstacles]
    refuse_if(tuple(found))
    record(Act.HAND_OVER_WORK, unit.subject, by=by, at=at, person=leaver.uuid)
    return leaver


def _take_over(one: Takeover, leaver: Person, by: Actor, at: datetime) -> None:
    match one.what:
        case Work.REPORT:
            receive_report(one.about, by=by, at=at, lead=one.to)
        case Work.LEAD:
            name_lead(one.about, by=by, at=at, lead=one.to)
        case Work.TEAM:
            if not CaseAccess.objects.filter(runs_at(at), case=one.about, person__uuid=one.to).exists():
                admit_to_team(one.about, by=by, at=at, member=one.to)  # who leads it by now is in the case already
            release_from_team(one.about, by=by, at=at, member=leaver.uuid)
