"""The meeting with those who assist: its minutes in the school's record, and what was agreed that somebody does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from innsats.cases.actions.inquiry import too_long
from innsats.cases.actions.writing import first_report_at, write_row
from innsats.cases.models import Case, MeetingMember, MeetingStep, StepDone, TeamMeeting
from innsats.cases.queries.access import NotVisible, lock_visible
from innsats.cases.queries.colleagues import colleagues_in
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.viewers import Viewer
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import LONGEST_NAME, time_obstacles
from innsats.rules.meetings import Step, obstacles_to_finishing, obstacles_to_meeting, obstacles_to_steps

from .opened import begun_in


@action
def hold_team_meeting(
    case: UUID, *, by: Actor, at: datetime, members: Iterable[UUID], happened_at: datetime | None = None,
    text: str = "", decisions: str = "", family: str = "", others: str = "", steps: Iterable[Step] = (),
) -> TeamMeeting:
    """Keep the minutes of a meeting with those who assist: who was there, what was said, a decision on each line of
    `decisions`, and who does what by when. `family` is the part of the pupil and the family, if they were there.

    Raises NotVisible; Refused when nobody assists, and with everything that is wrong with the minutes.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.HOLD_TEAM_MEETING, standing)
    asked, met_at, given = begun_in(row, at), happened_at or at, list(steps)
    people = {str(one.uuid): one for one in colleagues_in(row, at)}
    named = list(dict.fromkeys(map(str, members)))
    texts = {"words": text, "decisions": decisions, "family": family, "others": others}
    has_minutes = any(one.is_given for one in given) or any(one.strip() for one in (text, decisions, family))
    refuse_if(
        obstacles_to_meeting(named, readers=people, has_minutes=has_minutes)
        + obstacles_to_steps(given, readers=people, met_at=met_at, at=at)
        + too_long(text=text, decisions=decisions, family=family)
        + too_long(LONGEST_NAME, others=others)
        + time_obstacles("happened_at", happened_at, at=at, not_before=first_report_at(row))
    )
    held = write_row(
        TeamMeeting, row, texts, case=row, assistance=asked, happened_at=met_at, by_id=viewer.person_id, at=at
    )
    for one in named:
        write_row(
            MeetingMember, row, {}, case=row, meeting=held, person=people[one], by_id=viewer.person_id, at=at
        )
    _give(held, given, people, viewer)
    record(
        Act.HOLD_TEAM_MEETING, row.subject, by=by, at=at, meeting=held.pk, members=named,
        holders=sorted({str(one.who) for one in given if one.is_given}), happened_at=held.happened_at,
    )
    return held


@action
def finish_step(case: UUID, *, by: Actor, at: datetime, step: UUID, done_on: date | None = None) -> StepDone:
    """Say that what was agreed at a meeting is done, and on which day: today, when that is not said.

    Raises NotVisible, also for a step that is not there; Refused when it is done already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.FINISH_STEP, standing)
    one = MeetingStep.objects.select_related("meeting", "person").filter(case=row, pk=step).first()
    if one is None:
        raise NotVisible(f"step:{step}")
    refuse_if(
        obstacles_to_finishing(is_done=hasattr(one, "done"), done_on=done_on, met_at=one.meeting.happened_at)
        + time_obstacles("done_on", done_on, at=at)
    )
    done = write_row(
        StepDone, row, {}, case=row, step=one, done_on=done_on or day_of(at), by_id=viewer.person_id, at=at
    )
    record(
        Act.FINISH_STEP, row.subject, by=by, at=at, step=one.pk, member=one.person.uuid, done_on=done.done_on
    )
    return done


def _give(held: TeamMeeting, steps: Iterable[Step], people: dict[str, Person], viewer: Viewer) -> None:
    for place, one in enumerate(steps, 1):
        if not one.is_given:
            continue
        write_row(
            MeetingStep, held.case, {"words": one.what}, case=held.case, meeting=held, place=place, due_on=one.due_on,
            person=people[str(one.who)], by_id=viewer.person_id, at=held.at,
        )
