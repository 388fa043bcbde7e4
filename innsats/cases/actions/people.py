"""Who leads, who works on the case, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.queries.units import person_named
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.impartiality import Tie
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, CaseAccess, Declaration
from ..queries.access import lock_visible
from ..queries.alike import choosing_obstacles
from .assignment import obstacles_to_task
from .case import give_lead
from .impartiality import add_parties, declare, name_adults_on_reports, recuse_elsewhere
from .restricting import obstacles_to_one_more
from .writing import write_row


@action
def name_lead(case: UUID, *, by: Actor, at: datetime, lead: UUID) -> CaseAccess:
    """Name the one who is responsible for the case (saksansvarlig). The former lead's access ends.

    Raises NotVisible; Refused when the lead is inhabil, untrained or not employed here.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NAME_LEAD, standing)
    named = person_named(lead)
    refuse_if(obstacles_to_task(named, row, at))
    give_lead(row, named.pk, viewer, at)
    record(Act.NAME_LEAD, row.subject, by=by, at=at, lead=named.uuid)
    return row.caseaccess_set.get(part=CaseAccess.LEAD, ends_at=None)


@action
def admit_to_team(case: UUID, *, by: Actor, at: datetime, member: UUID) -> CaseAccess:
    """Let a colleague work on the case. The colleague declares habilitet before reading anything.

    Raises NotVisible; Refused when the member cannot have the task or has it already, or readers are named and somebody
    else than rektor asks.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ADMIT_TO_TEAM, standing)
    named = person_named(member)
    has_it = row.caseaccess_set.filter(person=named, ends_at=None).exists()
    already = (Obstacle("already_in_team", law.HOUSE_PRACTICE),) if has_it else ()
    shut = obstacles_to_one_more(row, named, standing.parts, at)
    refuse_if(shut + obstacles_to_task(named, row, at) + already)
    access = write_row(
        CaseAccess, row, {}, case=row, person=named, part=CaseAccess.TEAM, starts_at=at, by_id=viewer.person_id, at=at
    )
    record(Act.ADMIT_TO_TEAM, row.subject, by=by, at=at, member=named.uuid)
    return access


@action
def release_from_team(case: UUID, *, by: Actor, at: datetime, member: UUID) -> CaseAccess:
    """End a colleague's work on the case. The lead is not released, only followed by another.

    Raises NotVisible; Refused when the member does not work on the case.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.RELEASE_FROM_TEAM, standing)
    access = row.caseaccess_set.filter(person__uuid=member, part=CaseAccess.TEAM, ends_at=None).first()
    if access is None:
        raise Refused((Obstacle("not_in_team", law.HOUSE_PRACTICE),))
    access.ends_at = at
    access.save(update_fields=["ends_at"])
    record(Act.RELEASE_FROM_TEAM, row.subject, by=by, at=at, member=access.person.uuid)
    return access


@action
def name_party(
    case: UUID, *, by: Actor, at: datetime, parties: Iterable[UUID], ties: Iterable[Tie] = (), is_sure: bool = False
) -> Declaration:
    """Name more pupils or employees whom the case concerns, and declare one's own habilitet to them in the same step.

    Everybody else on the case must declare anew; an adult is named on the case's reports too, and they go where § 12-5
    sends them. Raises NotVisible, or Refused when nobody new is named, or somebody of those who are alike (`is_sure`).
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NAME_PARTY, standing)
    seats, parties = row.seats, tuple(parties)
    refuse_if(choosing_obstacles(row, parties, is_sure=is_sure))
    added = add_parties(row, parties, viewer, at)
    if not added:
        raise Refused((Obstacle("parties_missing", law.IMPARTIALITY),))
    declaration = declare(row, viewer, at, tuple(ties))
    record(
        Act.NAME_PARTY, row.subject, by=by, at=at, parties=added, outcome=declaration.outcome,
        declaration=declaration.pk, handed_to=row.seats - seats,
    )  # fmt: skip
    name_adults_on_reports(row, Act.NAME_PARTY, viewer, by=by, at=at)
    recuse_elsewhere(row, declaration, Act.NAME_PARTY, viewer, by=by, at=at)
    return declaration
