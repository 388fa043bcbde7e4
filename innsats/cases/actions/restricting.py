"""A case in the media: one speaks for the school, and the case is read by those who are named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.queries.units import person_named
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import Part, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import text_obstacles
from innsats.rules.restricting import obstacles_to_admitting
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, CaseAccess, Report, Restriction
from ..models.case import runs_at
from ..queries.access import lock_visible
from .assignment import obstacles_to_trust
from .writing import write_row


@action
def restrict_readers(
    case: UUID, *, by: Actor, at: datetime, spokesperson: UUID, reason: str, readers: Iterable[UUID] = ()
) -> Restriction:
    """Let one speak for the school, and only `readers` of the team go on reading, beside the lead and rektor's part.

    The work of everybody else in the team ends. Done anew, it takes the place of what was. Raises NotVisible; Refused
    for a spokesperson who is inhabil or not employed here, and for readers who are not in the team.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.RESTRICT_READERS, standing)
    speaker, wanted = person_named(spokesperson), {str(one) for one in readers}
    team = {str(one.person.uuid): one for one in _team(row, at)}
    strangers = (Obstacle("not_in_team", law.HOUSE_PRACTICE),) if wanted - team.keys() else ()
    refuse_if(obstacles_to_trust(speaker, row, at) + strangers + text_obstacles("reason", reason))
    _end(row, viewer, at)
    released = [access for uuid, access in team.items() if uuid not in wanted]
    for access in released:
        access.ends_at = at
        access.save(update_fields=["ends_at"])
    take_reports_from_others(row)
    stands = write_row(
        Restriction, row, {"reason": reason}, case=row, spokesperson=speaker, by_id=viewer.person_id, at=at
    )
    record(
        Act.RESTRICT_READERS, row.subject, by=by, at=at, restriction=stands.pk, spokesperson=speaker.uuid,
        members=[access.person.uuid for access in released],
    )  # fmt: skip
    return stands


@action
def lift_restriction(case: UUID, *, by: Actor, at: datetime) -> Restriction:
    """Let the lead admit to the team again. Nobody comes back by this: they are admitted anew, one by one.

    Raises NotVisible; Refused when nothing is restricted.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.LIFT_RESTRICTION, standing)
    stands = _end(row, viewer, at)
    if stands is None:
        raise Refused((Obstacle("not_restricted", law.HOUSE_PRACTICE),))
    record(Act.LIFT_RESTRICTION, row.subject, by=by, at=at, restriction=stands.pk)
    return stands


def is_restricted(row: Case) -> bool:
    """Whether only the named read this case now."""
    return row.restriction_set.filter(ended_at=None).exists()


def obstacles_to_one_more(row: Case, person: Person, parts: frozenset[Part], at: datetime) -> tuple[Obstacle, ...]:
    """Why somebody with these parts does not let `person` in, who may be among the readers already."""
    is_here = row.caseaccess_set.filter(runs_at(at), person=person).exists()
    return obstacles_to_admitting(parts, is_restricted=not is_here and is_restricted(row))


def take_reports_from_others(row: Case) -> None:
    """Whoever is responsible for one of its reports, and does not read the case, does not read the report either."""
    readers = row.caseaccess_set.filter(ends_at=None).values("person")
    Report.objects.filter(casereport__case=row).exclude(lead=None).exclude(lead__in=readers).update(lead=None)


def _team(row: Case, at: datetime) -> Iterable[CaseAccess]:
    """The school's own, and those of the external team who assist."""
    held = row.caseaccess_set.filter(runs_at(at), part__in=[CaseAccess.TEAM, CaseAccess.ASSISTANT])
    return held.select_related("person").order_by("pk")


def _end(row: Case, viewer: Viewer, at: datetime) -> Restriction | None:
    """End what stands, if anything does."""
    stands: Restriction | None = row.restriction_set.filter(ended_at=None).first()
    if stands is not None:
        stands.ended_at, stands.ended_by_id = at, viewer.person_id
        stands.save(update_fields=["ended_at", "ended_by"])
    return stands
