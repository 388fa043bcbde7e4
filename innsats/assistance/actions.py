"""Asking the external team for help, its answer, who goes, and how it leaves. The school keeps the case throughout."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from innsats.cases.actions.restricting import obstacles_to_one_more
from innsats.cases.actions.writing import write_row
from innsats.cases.models import Assignment, Assistance, AssistanceDecline, AssistanceEnd, Case, CaseAccess
from innsats.cases.queries.access import lock_visible
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.viewers import Viewer
from innsats.planning.assigning import faults
from innsats.rules import law
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.assistance import (
    USUAL_HOURS,
    Basis,
    Declined,
    Reason,
    obstacles_to_assign,
    obstacles_to_request,
)
from innsats.rules.calendar import day_of, start_of_day
from innsats.rules.inputs import text_obstacles
from innsats.rules.verdicts import Obstacle, Refused
from innsats.teams.queries.agreements import agreement_on
from innsats.teams.queries.facts import mandate_row_on, signed_mandates

from .queries.asking import is_neighbours, teams_for
from .queries.candidates import candidates_for, need_of, open_assistance


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
    given = set(map(Reason, reasons))
    why = [reason for reason in Reason if reason in given]
    asked = next((one for one in teams_for(row, at) if one.uuid == team), None)
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
    _close_what_may_not_go_on(row, at)
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
    asked = _open(row, at)
    is_begun = asked.assignment_set.exists()
    begun = (Obstacle("assistance_begun", law.HOUSE_PRACTICE),) if is_begun else ()
    refuse_if(begun + text_obstacles("text", text))
    declined = write_row(
        AssistanceDecline, row, {"words": text}, case=row, assistance=asked, why=Declined(why), by_id=viewer.person_id,
        at=at,
    )
    _close(asked)
    record(Act.DECLINE_ASSISTANCE, row.subject, by=by, at=at, assistance=asked.pk, why=declined.why)
    return declined


@action
def assign_assistants(
    case: UUID, *, by: Actor, at: datetime, members: Iterable[UUID], until: date, hours_a_week: int = USUAL_HOURS
) -> Assignment:
    """Say who of the team assists from now, until and including a day. Those who are not named any more, leave.

    Each declares habilitet before reading anything. Raises NotVisible; Refused with everything that is wrong with the
    team: inhabil, away, not freed, too few, or an end beyond the mandate or the agreement.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ASSIGN_ASSISTANTS, standing)
    asked, on, named = _open(row, at), day_of(at), [str(one) for one in members]
    mandate = mandate_row_on(signed_mandates(asked.team), on)
    agreed = agreement_on(row.school_owner_id, asked.team, on)
    found = candidates_for(asked, at)
    need = need_of(asked, at, hours_a_week)
    refuse_if(
        obstacles_to_assign(
            until, hours_a_week, on=on, has_mandate=mandate is not None,
            mandate_until=mandate.ends_on if mandate else None, agreed_until=agreed.ends_on if agreed else None,
        )
        + faults(need, found.all, named)
        + _shut(row, (found.people[one] for one in named if one in found.people), standing, at)
    )
    given = write_row(
        Assignment, row, {}, case=row, assistance=asked, until=until, hours_a_week=hours_a_week, by_id=viewer.person_id,
        at=at,
    )
    people = [found.people[one] for one in named]
    _let_go(row, at)
    _let_in(row, people, given, viewer, at)
    record(
        Act.ASSIGN_ASSISTANTS, row.subject, by=by, at=at, assistance=asked.pk, assignment=given.pk, until=until,
        people=[person.uuid for person in people],
    )
    return given


@action
def end_assistance(
    case: UUID, *, by: Actor, at: datetime, done: str, school_can: str, owner_learns: str = ""
) -> AssistanceEnd:
    """Hand over and leave: nobody of the team reads the case from now on. The case goes on at the school.

    Raises NotVisible; Refused when nobody has been assigned: then the team declines.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.END_ASSISTANCE, standing)
    asked = _open(row, at)
    is_begun = asked.assignment_set.exists()
    refuse_if(
        (() if is_begun else (Obstacle("assistance_not_begun", law.HOUSE_PRACTICE),))
        + text_obstacles("done", done)
        + text_obstacles("school_can", school_can)
        + text_obstacles("owner_learns", owner_learns, is_required=False)
    )
    texts = {"done": done, "school_can": school_can, "owner_learns": owner_learns}
    ended = write_row(AssistanceEnd, row, texts, case=row, assistance=asked, by_id=viewer.person_id, at=at)
    _let_go(row, at)
    _close(asked)
    record(Act.END_ASSISTANCE, row.subject, by=by, at=at, assistance=asked.pk)
    return ended


def _shut(row: Case, people: Iterable[Person], standing: Standing, at: datetime) -> tuple[Obstacle, ...]:
    """While readers are named, the team lets in nobody new."""
    found = (one for person in people for one in obstacles_to_one_more(row, person, standing.parts, at))
    return tuple(dict.fromkeys(found))


def _open(row: Case, at: datetime) -> Assistance:
    """What is asked or done here now. Raises Refused."""
    asked = open_assistance(row.pk, at)
    if asked is None:
        raise Refused((Obstacle("no_assistance", law.HOUSE_PRACTICE),))
    return asked


def _let_in(row: Case, people: Iterable[Person], given: Assignment, viewer: Viewer, at: datetime) -> None:
    ends_at = start_of_day(given.until + timedelta(days=1))
    for person in people:
        write_row(
            CaseAccess, row, {}, case=row, person=person, part=CaseAccess.ASSISTANT, starts_at=at, at=at,
            by_id=viewer.person_id, ends_at=ends_at, assignment=given,
        )


def _let_go(row: Case, at: datetime) -> None:
    """Nobody assists here any more, from now."""
    held = CaseAccess.objects.filter(case=row, part=CaseAccess.ASSISTANT, ends_at__gt=at)
    held.update(ends_at=at)


def _close_what_may_not_go_on(row: Case, at: datetime) -> None:
    """A neighbour's team whose agreement ended before it left can answer no more: it is over when another is asked."""
    for left in Assistance.objects.filter(case=row, is_open=True):
        _let_go(row, at)
        _close(left)


def _close(asked: Assistance) -> None:
    asked.is_open = False
    asked.save(update_fields=["is_open"])

