"""Asking an external team for help, for the school or a family, and its no."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from innsats.cases.actions.helping import ask_for_families, ask_for_family, close, close_what_may_not_go_on
from innsats.cases.actions.writing import write_row
from innsats.cases.models import Assistance, AssistanceDecline, Case, Report
from innsats.cases.queries.access import NotVisible, lock_visible
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.assistance import Basis, Declined, Reason, obstacles_to_request
from innsats.rules.inputs import text_obstacles
from innsats.rules.reports import Channel, Concern
from innsats.rules.verdicts import Obstacle
from innsats.teams.queries.seen import lock_team

from ..queries.asking import answering, is_neighbours, teams_for
from ..queries.candidates import open_assistance
from ..queries.shown import waiting_in
from .families import obstacles_to_asking, reasons_given, school_served, told_to_school
from .opened import open_in, reports_of


@action
def take_family_request(
    team: UUID, *, by: Actor, at: datetime, school: UUID, reasons: Iterable[Reason], told_by: str, text: str,
    asks: str, consents: bool, pupil_named: str = "", other: str = "", phone: str = "",
    channel: Channel = Channel.PHONE, concern: Concern = Concern.PUPILS, said_at: datetime | None = None,
) -> Report:
    """Type in that a family asks an external team for help. The school, or its owner when the leadership is the
    concern, gets it as this report at once; the team is asked in the case as soon as there is one. `phone` is where the
    family reaches whoever types it in.

    Raises NotVisible for who does not answer for the team, or Refused with every reason.
    """
    row, standing, viewer = answering(team, by=by, at=at)
    require(Act.TAKE_FAMILY_REQUEST, standing)
    lock_team(row.uuid)  # it does not end while it is asked
    texts = {
        "words": text, "pupil_named": pupil_named, "told_by": told_by, "phone": phone, "asks": asks, "other": other,
    }  # fmt: skip
    why, served = reasons_given(reasons), school_served(row, school, at)
    refuse_if(obstacles_to_asking(served, why, texts, at=at, consents=consents, said_at=said_at))
    assert served is not None and viewer.person_id is not None  # or it was refused
    return told_to_school(
        served, row, texts, by=by, at=at, concern=concern, channel=channel, said_at=said_at, reasons=" ".join(why),
        by_id=viewer.person_id, asked_at=said_at or at,
    )  # fmt: skip


@action
def confirm_family_request(case: UUID, *, by: Actor, at: datetime, report: UUID) -> Assistance:
    """Say that it was this child's family that asked the team, of several the report is about. The team is asked here.

    Raises NotVisible, also for a request that is not of this case or is asked already; Refused while a team is asked.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.CONFIRM_FAMILY_REQUEST, standing)
    asked = next((one for one in waiting_in(row.pk) if one.report_id == UUID(str(report))), None)
    if asked is None:
        raise NotVisible(f"request:{report}")
    is_open = open_assistance(row.pk, at) is not None
    refuse_if((Obstacle("assistance_open", law.HOUSE_PRACTICE),) if is_open else ())
    record(Act.CONFIRM_FAMILY_REQUEST, row.subject, by=by, at=at, request=asked.pk)
    return ask_for_family(row, asked, by=by, at=at)


@action
def request_assistance(
    case: UUID, *, by: Actor, at: datetime, team: UUID, reasons: Iterable[Reason], done: str, asks: str, basis: Basis,
    necessity: str, other: str = "",
) -> Assistance:
    """Ask the external team for help: why, what has been done, what is asked, and on what ground it may be told.

    The team's week runs from now. Raises NotVisible, or Refused with every reason.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.REQUEST_ASSISTANCE, standing)
    why = reasons_given(reasons)
    asked = next((one for one in teams_for(row, at) if one.uuid == team), None)
    if asked is not None:
        lock_team(asked.uuid)  # it does not end while it is asked
    refuse_if(
        obstacles_to_request(
            why, other=other, necessity=necessity, basis=Basis(basis), is_open=open_assistance(row.pk, at) is not None,
            is_served=asked is not None, is_neighbours=asked is not None and is_neighbours(asked, row.school_owner_id),
        )
        + text_obstacles("done", done)
        + text_obstacles("asks", asks)
        + text_obstacles("necessity", necessity, is_required=False)
        + text_obstacles("other", other, is_required=False)
    )
    close_what_may_not_go_on(row, at)
    texts = {"done": done, "asks": asks, "necessity": necessity, "other": other if Reason.OTHER in why else ""}
    made = write_row(
        Assistance, row, texts, case=row, team=asked, reasons=" ".join(why), basis=Basis(basis),
        by_id=viewer.person_id, at=at,
    )
    assert asked is not None  # or it was refused
    record(
        Act.REQUEST_ASSISTANCE, row.subject, by=by, at=at, assistance=made.pk, team=asked.uuid, reasons=why,
        basis=made.basis,
    )
    return made


@action
def decline_assistance(case: UUID, *, by: Actor, at: datetime, why: Declined, text: str) -> AssistanceDecline:
    """Say no, and what the school can do instead. Whoever holds rektor's part hears of it.

    Raises NotVisible; Refused when members have been assigned: then the team ends what it has begun.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.DECLINE_ASSISTANCE, standing)
    asked = open_in(row, at)
    is_begun = asked.assignment_set.exists()
    begun = (Obstacle("assistance_begun", law.HOUSE_PRACTICE),) if is_begun else ()
    refuse_if(begun + text_obstacles("text", text))
    declined = write_row(
        AssistanceDecline, row, {"words": text}, case=row, assistance=asked, why=Declined(why), by_id=viewer.person_id,
        at=at,
    )
    close(asked)
    record(Act.DECLINE_ASSISTANCE, row.subject, by=by, at=at, assistance=asked.pk, why=declined.why)
    ask_for_families(row, reports_of(row), by=by, at=at)
    return declined
