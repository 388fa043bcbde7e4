"""A pupil has changed school: what the school may hand over becomes a report at the new one, with clocks of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from innsats.database import walls
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Guardian, Pupil, School
from innsats.people.queries.moving import place_now
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.handover import HandoverFacts, age_on, obstacles_to_hand_over
from innsats.rules.inputs import LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.linking import naming_obstacles
from innsats.rules.reports import Arena, Concern, Sender
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.sealing import open_one

from ..models import Case, Handover, Party, Report
from ..queries.access import lock_visible
from ..queries.handover import composed, other_children
from .report import placed
from .writing import first_report_at, write_row


@action
def hand_over_case(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    text: str,
    measures: Iterable[UUID] = (),
    hearings: Iterable[UUID] = (),
    with_dates: bool = True,
    pupil_agreed_on: date | None = None,
    guardians_agreed_on: date | None = None,
    whom: str = "",
) -> Report:
    """Hand what was chosen to the school the pupil goes to now, where it is a report to rektor like any other.

    `measures` (as the family was told of them) and `hearings` (the pupil's own words) are chosen of this child's own,
    and `with_dates` lets the days that are agreed go along as proposals. `whom`: which guardians allowed it. Raises
    NotVisible; Refused without leave, before the pupil has moved, or when another child is named.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.HAND_OVER_CASE, standing)
    there = place_now(row.pupil)
    whole = composed(row, text, measures=measures, hearings=hearings, with_dates=with_dates, on=day_of(at))
    agreed = {"pupil_agreed_on": pupil_agreed_on, "guardians_agreed_on": guardians_agreed_on}
    refuse_if(
        _not_allowed(row, there, agreed, at)
        + (text_obstacles("text", text) or text_obstacles("text", whole))
        + naming_obstacles("text", whole, other_children(row), [_name(row)])
        + text_obstacles("whom", whom, is_required=guardians_agreed_on is not None, longest=LONGEST_NAME)
    )
    assert there is not None  # refused above
    report = _report(row, there, whole, by=by, at=at)
    handed = write_row(
        Handover, row, {"words": whole, "whom": whom}, case=row, report=report, by_id=viewer.person_id, at=at, **agreed
    )
    record(Act.HAND_OVER_CASE, row.subject, by=by, at=at, handover=handed.pk, **agreed)
    return report


def _not_allowed(
    row: Case, there: Pupil | None, agreed: dict[str, date | None], at: datetime
) -> tuple[Obstacle, ...]:
    """What the rules say of handing over, and days that cannot be."""
    born = date.fromisoformat(open_one(row.pupil.sealed_birth_date, row.pupil_id))
    facts = HandoverFacts(
        has_moved=there is not None, is_handed=_is_handed(row, there), age=age_on(born, day_of(at)), **agreed
    )
    told = first_report_at(row)
    days = (time_obstacles(name, day, at=at, not_before=told) for name, day in agreed.items())
    return obstacles_to_hand_over(facts) + tuple(obstacle for found in days for obstacle in found)


def _name(row: Case) -> str:
    return open_one(row.pupil.sealed_name, row.pupil_id)


def _is_handed(row: Case, there: Pupil | None) -> bool:
    handed = Handover.objects.filter(case=row)
    return there is not None and handed.filter(report__school=there.school_id).exists()


def _report(row: Case, there: Pupil, text: str, *, by: Actor, at: datetime) -> Report:
    """The report at the new school, about the pupil there. Nobody who is the pupil's guardian receives it."""
    school = School.objects.select_related("school_owner").get(pk=there.school_id)
    walls.widen_to(school.school_owner_id)
    guardians = Guardian.objects.filter(pupil=there).exclude(person=None).values_list("person", flat=True)
    report, ordered = placed(
        school, by=by, at=at, concern=Concern.PUPILS, arena=Arena.SCHOOL, sender=Sender.SCHOOL,
        sealed={"words": text, "pupil_named": _name(row), "told_by": row.school.name}, concerned=frozenset(guardians),
    )  # fmt: skip
    if not ordered:
        raise Refused((Obstacle("nobody_to_receive", law.HOUSE_PRACTICE),))
    Party.objects.create(
        school_owner_id=report.school_owner_id, report=report, pupil=there, part=Party.SUBJECT, by=report.reporter,
        at=at,
    )  # fmt: skip
    return report
