"""What the team advises, what the school answers, and what the owner decides."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.cases.actions.writing import write_row
from innsats.cases.models import Advice, AdviceDone, AdviceRaised, AdviceReply, AdviceRuling, Case
from innsats.cases.queries.access import lock_visible
from innsats.cases.queries.shut_out import shut_out_of
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Appointment
from innsats.people.viewers import running_on, system_parts
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.advising import (
    AdviceAnswer,
    Ruling,
    Weight,
    goes_to_owner,
    obstacles_to_advice,
    obstacles_to_answer,
    obstacles_to_carrying_out,
    obstacles_to_ruling,
)
from innsats.rules.calendar import day_of
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.mandates import Thing
from innsats.rules.roles import Role

from ..queries.advice import advice_in, decided_on, is_own_to_decide, state_of
from ..queries.asking import authority_of
from .opened import open_in


@action
def give_advice(
    case: UUID, *, by: Actor, at: datetime, thing: Thing, weight: Weight, text: str, why: str = ""
) -> Advice:
    """Advise the school: in what, how heavily, and why when it is more than advice.

    Raises NotVisible; Refused when the mandate does not let the team go so far in this.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.GIVE_ADVICE, standing)
    asked, thing, weight = open_in(row, at), Thing(thing), Weight(weight)
    level = authority_of(asked, day_of(at)).get(thing)
    refuse_if(
        obstacles_to_advice(thing, weight, why, level=level)
        + text_obstacles("text", text)
        + text_obstacles("why", why, is_required=False)
    )
    given = write_row(
        Advice, row, {"words": text, "why": why}, case=row, assistance=asked, thing=thing, weight=weight,
        by_id=viewer.person_id, at=at,
    )
    record(
        Act.GIVE_ADVICE, row.subject, by=by, at=at, advice=given.pk, assistance=asked.pk, thing=given.thing,
        weight=given.weight,
    )
    return given


@action
def answer_advice(
    case: UUID, *, by: Actor, at: datetime, advice: UUID, answer: AdviceAnswer, text: str = ""
) -> AdviceReply:
    """Say what the school does with an advice, and why when it does something else.

    What is needed to stop the bullying goes to the owner when it is declined. Raises NotVisible, also for an advice
    that is not there, or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ANSWER_ADVICE, standing)
    one, answer = advice_in(row, advice), AdviceAnswer(answer)
    is_own, is_head = one.by_id == viewer.person_id, Part.PRINCIPAL in standing.parts
    state, leads_school = state_of(one), row.school_id in viewer.schools_as(Role.PRINCIPAL)
    refuse_if(
        obstacles_to_answer(state, answer, is_own=is_own, is_head=is_head)
        + text_obstacles("text", text, is_required=answer is not AdviceAnswer.ACCEPTED)
    )
    reply = write_row(
        AdviceReply, row, {"words": text}, case=row, advice=one, answer=answer, by_id=viewer.person_id, at=at
    )
    is_raised = goes_to_owner(state, answer, is_at_school=leads_school)
    if is_raised:
        _raise(one, row, at, by=viewer.person_id)
    record(
        Act.ANSWER_ADVICE, row.subject, by=by, at=at, advice=one.pk, answer=answer, advisor=one.by.uuid,
        is_raised=is_raised,
    )
    return reply


@action
def escalate_advice(case: UUID, *, by: Actor, at: datetime, advice: UUID) -> Advice:
    """Let the owner know of a necessary advice that the school has not answered in time. Only the clock does this.

    Raises Refused for anyone else.
    """
    require(Act.ESCALATE_ADVICE, Standing(parts=frozenset(system_parts(by))))
    row = Case.objects.select_for_update(no_key=True).get(pk=case)
    one = advice_in(row, advice)
    _raise(one, row, at, by=None)
    record(Act.ESCALATE_ADVICE, row.subject, by=by, at=at, advice=one.pk, advisor=one.by.uuid)
    return one


@action
def decide_advice(
    case: UUID, *, by: Actor, at: datetime, advice: UUID, ruling: Ruling, text: str
) -> AdviceRuling:
    """Say, for the owner, whether the school shall follow a necessary advice that it declined or did not answer.

    Raises NotVisible, also for an advice that is not there; Refused when it is not the owner's to decide now.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.DECIDE_ADVICE, standing)
    one = advice_in(row, advice)
    is_own = is_own_to_decide(one, viewer.person_id)
    refuse_if(obstacles_to_ruling(state_of(one), is_own=is_own) + text_obstacles("text", text))
    ruled = write_row(
        AdviceRuling, row, {"words": text}, case=row, advice=one, ruling=Ruling(ruling), by_id=viewer.person_id,
        at=at,
    )
    record(
        Act.DECIDE_ADVICE, row.subject, by=by, at=at, advice=one.pk, ruling=ruled.ruling, advisor=one.by.uuid
    )
    return ruled


@action
def carry_out_advice(
    case: UUID, *, by: Actor, at: datetime, advice: UUID, text: str, done_on: date | None = None
) -> AdviceDone:
    """Say, for the school, what was done of what the owner has decided, or the team where it may; and on which day.

    Raises NotVisible, also for an advice that is not there; Refused when nothing of it waits to be done.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.CARRY_OUT_ADVICE, standing)
    one, day = advice_in(row, advice), done_on or day_of(at)
    refuse_if(
        obstacles_to_carrying_out(state_of(one), day, decided_on=decided_on(one))
        + time_obstacles("done_on", day, at=at)
        + text_obstacles("text", text)
    )
    done = write_row(AdviceDone, row, {"words": text}, case=row, advice=one, done_on=day, by_id=viewer.person_id, at=at)
    record(Act.CARRY_OUT_ADVICE, row.subject, by=by, at=at, advice=one.pk, done_on=day)
    return done


def _raise(one: Advice, row: Case, at: datetime, *, by: int | None) -> None:
    """From now the owner's officers know of the case and read this advice; its head, when none of them can decide it.
    """
    held = Appointment.objects.filter(running_on(day_of(at)), school_owner=row.school_owner_id, school=None)
    officers = held.filter(role=Role.OWNER_OFFICER).exclude(person__in=shut_out_of(row) | {one.by_id, by})
    AdviceRaised.objects.create(
        school_owner_id=row.school_owner_id, case=row, advice=one, to_head=not officers.exists(), by_id=by, at=at
    )
