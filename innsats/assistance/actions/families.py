"""What a family asks of an external team: weighed as it is typed in, and told to the school."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from innsats.cases.actions.report import obstacles_as_told, report_concern
from innsats.cases.actions.writing import write_row
from innsats.cases.models import FamilyRequest, Report
from innsats.journal.action import record
from innsats.journal.actors import Actor
from innsats.people.models import School
from innsats.rules.acts import Act
from innsats.rules.assistance import Reason, obstacles_to_family_request
from innsats.rules.inputs import LONGEST_NAME, text_obstacles
from innsats.rules.reports import Arena, Channel, Concern, Sender
from innsats.rules.verdicts import Obstacle
from innsats.teams.models import Team

from ..queries.asking import schools_of


def reasons_given(reasons: Iterable[Reason]) -> list[Reason]:
    """Each once, in the order of the list."""
    given = set(map(Reason, reasons))
    return [reason for reason in Reason if reason in given]


def school_served(team: Team, school: UUID, at: datetime) -> School | None:
    return next((one for one in schools_of(team, at) if one.uuid == school), None)


def obstacles_to_asking(
    served: School | None, why: list[Reason], texts: dict[str, str], *, at: datetime, consents: bool,
    said_at: datetime | None,
) -> tuple[Obstacle, ...]:  # fmt: skip
    """Why what a family asks cannot be kept as it is typed in."""
    return (
        obstacles_to_family_request(why, other=texts["other"], is_served=served is not None, consents=consents)
        + obstacles_as_told(at, text=texts["words"], pupil_named=texts["pupil_named"], said_at=said_at)
        + text_obstacles("asks", texts["asks"])
        + text_obstacles("told_by", texts["told_by"], longest=LONGEST_NAME)
        + text_obstacles("phone", texts["phone"], is_required=False, longest=LONGEST_NAME)
        + text_obstacles("other", texts["other"], is_required=False)
    )


def told_to_school(
    school: School, team: Team, texts: dict[str, str], *, by: Actor, at: datetime, concern: Concern, channel: Channel,
    reasons: str, by_id: int, asked_at: datetime, said_at: datetime | None = None,
) -> Report:  # fmt: skip
    """The school, or its owner when the leadership is the concern, has it as a report; and beside it what was asked."""
    report = report_concern(
        school.uuid, by=by, at=at, text=texts["words"], arena=Arena.SCHOOL, concern=Concern(concern),
        channel=Channel(channel), said_at=said_at, pupil_named=texts["pupil_named"], told_by=texts["told_by"],
        sender=Sender.GUARDIAN,
    )  # fmt: skip
    sealed = {name: texts[name] for name in ("asks", "phone", "other")}
    if Reason.OTHER not in reasons.split():
        sealed["other"] = ""
    made = write_row(
        FamilyRequest, report, sealed, report=report, team=team, reasons=reasons, by_id=by_id, at=at, asked_at=asked_at
    )
    record(
        Act.TAKE_FAMILY_REQUEST, report.subject, by=by, at=at, request=made.pk, team=team.uuid, reasons=reasons.split()
    )
    return report
