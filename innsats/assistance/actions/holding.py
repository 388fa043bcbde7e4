"""A family asks the team, and asks that the school is not told yet: the team keeps it, until its day at the latest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from innsats.cases.actions.writing import sealed_texts
from innsats.cases.models import FamilyWait, FamilyWaitEnd, FamilyWaitTalk, Report
from innsats.cases.queries.texts import keys_of, texts_of
from innsats.database import walls
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.calendars import calendar_of
from innsats.people.models import School
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.assistance import Reason
from innsats.rules.calendar import day_of
from innsats.rules.holding import Settled, days_to_wait, first_step_at, obstacles_to_holding
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.reports import Channel, Concern
from innsats.rules.verdicts import Obstacle
from innsats.teams.models import Team
from innsats.teams.queries.seen import lock_team
from innsats.vault.keys import new_data_key
from innsats.vault.models import Kind

from ..queries.asking import answering
from ..queries.waits import lock_wait, schools_of_work
from .families import obstacles_to_asking, reasons_given, school_served, told_to_school

PASSED_ON = ("words", "pupil_named", "told_by", "phone", "asks", "other")


@action
def hold_family_request(
    team: UUID, *, by: Actor, at: datetime, school: UUID, reasons: Iterable[Reason], told_by: str, text: str,
    asks: str, consents: bool, until: date, because: str, no_danger: bool, pupil_named: str = "", other: str = "",
    phone: str = "", channel: Channel = Channel.PHONE, concern: Concern = Concern.PUPILS,
    said_at: datetime | None = None,
) -> FamilyWait:
    """Type in that a family asks the team for help, and asks that the school is not told before `until`.

    Only the team and its owner's officer have it until then. Raises NotVisible for who does not answer for the team, or
    Refused with every reason.
    """
    row, standing, viewer = answering(team, by=by, at=at)
    require(Act.HOLD_FAMILY_REQUEST, standing)
    lock_team(row.uuid)  # it does not end while it is asked
    given = {
        "words": text, "pupil_named": pupil_named, "told_by": told_by, "phone": phone, "asks": asks, "other": other,
        "because": because,
    }  # fmt: skip
    why, served = reasons_given(reasons), school_served(row, school, at)
    refuse_if(
        obstacles_to_asking(served, why, given, at=at, consents=consents, said_at=said_at)
        + _obstacles(row, served, viewer, until=until, said_at=said_at or at, concern=concern, no_danger=no_danger)
        + text_obstacles("because", because)
    )
    assert served is not None  # or it was refused
    wait = _kept(row, served, given, viewer, at, until, reasons=" ".join(why), channel=channel, asked_at=said_at or at)
    record(
        Act.HOLD_FAMILY_REQUEST, wait.subject, by=by, at=at, team=row.uuid, school=served.uuid, reasons=why, until=until
    )
    return wait


@action
def note_family_talk(wait: UUID, *, by: Actor, at: datetime, held_on: date | None = None) -> FamilyWaitTalk:
    """Note that the first talk with the family has been held: now the school is what is left to contact.

    Raises NotVisible; Refused for a second one, or a day ahead.
    """
    row, viewer, standing = lock_wait(wait, by=by, at=at)
    require(Act.NOTE_FAMILY_TALK, standing)
    is_noted = FamilyWaitTalk.objects.filter(wait=row).exists()
    refuse_if(
        ((Obstacle("talk_noted", law.HOUSE_PRACTICE),) if is_noted else ())
        + time_obstacles("held_on", held_on, at=at, not_before=row.asked_at)
    )
    talk = FamilyWaitTalk.objects.create(
        school_owner_id=row.school_owner_id, wait=row, by_id=viewer.person_id, at=at, held_on=held_on or day_of(at)
    )
    record(Act.NOTE_FAMILY_TALK, row.subject, by=by, at=at, held_on=talk.held_on)
    return talk


@action
def pass_family_request(wait: UUID, *, by: Actor, at: datetime, concern: Concern = Concern.PUPILS) -> Report:
    """Tell the school, as `take_family_request` does: the family has said yes, or (by the clock) its day has come.

    The team's week runs from when the family first said it, the school's clocks from now. Raises NotVisible, also when
    it is settled already.
    """
    row, viewer, standing = lock_wait(wait, by=by, at=at)
    require(Act.PASS_FAMILY_REQUEST, standing)
    texts = {name: text for (_row, name), text in texts_of(*keys_of([row], *PASSED_ON)).items()}
    report = told_to_school(
        row.school, row.team, texts, by=by, at=at, concern=concern, channel=Channel(row.channel), reasons=row.reasons,
        by_id=row.by_id, asked_at=row.asked_at,
    )  # fmt: skip
    if report.reporter_id is None:  # time told it, on behalf of whoever typed it in
        report.reporter_id = row.by_id
        report.save(update_fields=["reporter"])
    how = Settled.PASSED_ON if viewer.person_id else Settled.DAY_CAME
    _settled(row, Act.PASS_FAMILY_REQUEST, how, "", by=by, at=at, viewer=viewer, report=report)
    return report


@action
def withdraw_family_request(wait: UUID, *, by: Actor, at: datetime, text: str) -> FamilyWaitEnd:
    """Note that the family withdraws it, and what it said. What was typed in is kept sealed, and shown no more.

    Raises NotVisible, or Refused without what the family said.
    """
    row, viewer, standing = lock_wait(wait, by=by, at=at)
    require(Act.WITHDRAW_FAMILY_REQUEST, standing)
    refuse_if(text_obstacles("text", text))
    return _settled(row, Act.WITHDRAW_FAMILY_REQUEST, Settled.WITHDRAWN, text, by=by, at=at, viewer=viewer)


def _obstacles(
    team: Team, served: School | None, viewer: Viewer, *, until: date, said_at: datetime, concern: Concern,
    no_danger: bool,
) -> tuple[Obstacle, ...]:  # fmt: skip
    days = days_to_wait(day_of(said_at), day_of(viewer.at), calendar_of(team.school_owner_id))
    works_there = served is not None and served.pk in schools_of_work(viewer)
    return obstacles_to_holding(
        until, days=days, concern=Concern(concern), has_no_danger=no_danger, works_there=works_there
    )


def _kept(
    team: Team, school: School, texts: dict[str, str], viewer: Viewer, at: datetime, until: date, **columns: object
) -> FamilyWait:
    """The row, sealed with a key of its own: it is no report, and must be opened by no key of the school's."""
    assert viewer.person_id is not None  # nobody else answers for a team
    row = uuid4()
    walls.widen_to(team.school_owner_id)
    key = new_data_key(Kind.WAIT, team.school_owner_id, row)
    next_step_at = first_step_at(until, at=at, on=day_of(at), calendar=calendar_of(team.school_owner_id))
    return FamilyWait.objects.create(
        uuid=row, school_owner_id=team.school_owner_id, school=school, team=team, data_key_id=key.pk, until=until,
        next_step_at=next_step_at, by_id=viewer.person_id, at=at, **sealed_texts(FamilyWait, row, texts, key),
        **columns,
    )  # fmt: skip


def _settled(
    row: FamilyWait, act: Act, how: Settled, text: str, *, by: Actor, at: datetime, viewer: Viewer,
    report: Report | None = None,
) -> FamilyWaitEnd:  # fmt: skip
    uuid = uuid4()
    end = FamilyWaitEnd.objects.create(
        uuid=uuid, school_owner_id=row.school_owner_id, wait=row, by_id=viewer.person_id, at=at, how=how, report=report,
        **sealed_texts(FamilyWaitEnd, uuid, {"words": text}, row.data_key_id),
    )  # fmt: skip
    row.next_step_at = None
    row.save(update_fields=["next_step_at"])
    record(act, row.subject, by=by, at=at, how=how, report=report.pk if report else None)
    return end
