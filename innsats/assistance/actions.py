"""Asking the external team for help, its answer, who goes, and how it leaves. The school keeps the case throughout."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from innsats.cases.actions.report import report_concern
from innsats.cases.actions.restricting import obstacles_to_one_more
from innsats.cases.actions.writing import write_row
from innsats.cases.models import (
    Advice,
    AdviceReply,
    AdviceRuling,
    Assignment,
    Assistance,
    AssistanceDecline,
    AssistanceEnd,
    Case,
    CaseAccess,
    Commission,
    CommissionEnd,
    FamilyRequest,
    OwnerTold,
    Report,
)
from innsats.cases.queries.access import NotVisible, commissions, lock_visible, system_parts
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.viewers import Viewer
from innsats.planning.assigning import faults
from innsats.rules import law
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.advising import (
    AdviceAnswer,
    Ruling,
    Weight,
    goes_to_owner,
    obstacles_to_advice,
    obstacles_to_answer,
    obstacles_to_ruling,
)
from innsats.rules.assistance import (
    USUAL_HOURS,
    Basis,
    Declined,
    Reason,
    obstacles_to_assign,
    obstacles_to_commission,
    obstacles_to_family_request,
    obstacles_to_request,
)
from innsats.rules.calendar import day_of, start_of_day
from innsats.rules.inputs import LONGEST_NAME, text_obstacles
from innsats.rules.mandates import Thing
from innsats.rules.reports import Arena, Channel, Concern, Sender
from innsats.rules.verdicts import Obstacle, Refused
from innsats.teams.queries.facts import levels_on, mandate_row_on, signed_mandates

from .queries.advice import advice_in, state_of
from .queries.asking import answering, schools_of, teams_for
from .queries.candidates import candidates_for, helping_in, need_of, open_assistance


@action
def take_family_request(
    team: UUID, *, by: Actor, at: datetime, school: UUID, reasons: Iterable[Reason], told_by: str, text: str,
    asks: str, pupil_named: str = "", other: str = "", channel: Channel = Channel.PHONE,
    concern: Concern = Concern.PUPILS, said_at: datetime | None = None,
) -> Report:
    """Type in that a family asks an external team for help. The school, or its owner when the leadership is the
    concern, gets it as this report at once; the team is asked in the case as soon as there is one.

    Raises NotVisible for who does not answer for the team, or Refused with every reason.
    """
    row, standing, viewer = answering(team, by=by, at=at)
    require(Act.TAKE_FAMILY_REQUEST, standing)
    given = set(map(Reason, reasons))
    why = [reason for reason in Reason if reason in given]
    served = next((one for one in schools_of(row) if one.uuid == school), None)
    refuse_if(
        obstacles_to_family_request(why, other=other, is_served=served is not None)
        + text_obstacles("text", text)
        + text_obstacles("asks", asks)
        + text_obstacles("told_by", told_by, longest=LONGEST_NAME)
        + text_obstacles("other", other, is_required=False)
    )
    report = report_concern(
        school, by=by, at=at, text=text, arena=Arena.SCHOOL, concern=Concern(concern), channel=Channel(channel),
        said_at=said_at, pupil_named=pupil_named, told_by=told_by, sender=Sender.GUARDIAN,
    )  # fmt: skip
    made = write_row(
        FamilyRequest, report, {"asks": asks, "other": other if Reason.OTHER in why else ""}, report=report, team=row,
        reasons=" ".join(why), by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.TAKE_FAMILY_REQUEST, report.subject, by=by, at=at, request=made.pk, team=row.uuid, reasons=why
    )
    return report


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
            why, other=other, necessity=necessity, is_open=open_assistance(row.pk) is not None,
            is_served=asked is not None,
        )
        + text_obstacles("done", done)
        + text_obstacles("asks", asks)
        + text_obstacles("necessity", necessity, is_required=False)
        + text_obstacles("other", other, is_required=False)
    )
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
    asked = _open(row)
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
    team: inhabil, away, not freed, too few, or an end beyond the mandate.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ASSIGN_ASSISTANTS, standing)
    asked, on, named = _open(row), day_of(at), [str(one) for one in members]
    mandate = mandate_row_on(signed_mandates(asked.team), on)
    found = candidates_for(asked, at)
    need = need_of(asked, at, hours_a_week)
    refuse_if(
        obstacles_to_assign(
            until, hours_a_week, on=on, has_mandate=mandate is not None,
            mandate_until=mandate.ends_on if mandate else None,
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
    asked = _open(row)
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


@action
def give_commission(case: UUID, *, by: Actor, at: datetime, member: UUID, text: str) -> Commission:
    """Ask somebody who assists to talk with pupils and observe for the school, and say what. It is written in the
    school's record, marked so, and the school can take it back.

    Raises NotVisible; Refused for who does not assist here, or has a commission already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.GIVE_COMMISSION, standing)
    asked = _open(row)
    helpers = {person.uuid: person for person in helping_in(row.pk, at)}
    person = helpers.get(UUID(str(member)))
    has_one = person is not None and commissions().filter(case=row, person=person).exists()
    refuse_if(
        obstacles_to_commission(str(member), assists=person is not None, has_one=has_one)
        + text_obstacles("text", text)
    )
    given = write_row(
        Commission, row, {"words": text}, case=row, assistance=asked, person=person, by_id=viewer.person_id, at=at
    )
    record(Act.GIVE_COMMISSION, row.subject, by=by, at=at, commission=given.pk, member=member)
    return given


@action
def end_commission(case: UUID, *, by: Actor, at: datetime, commission: UUID) -> CommissionEnd:
    """Take a commission back. What was written stands.

    Raises NotVisible, also for a commission that is not there or is over.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.END_COMMISSION, standing)
    given = commissions().filter(case=row, pk=commission).select_related("person").first()
    if given is None:
        raise NotVisible(f"commission:{commission}")
    ended = write_row(CommissionEnd, row, {}, case=row, commission=given, by_id=viewer.person_id, at=at)
    record(
        Act.END_COMMISSION, row.subject, by=by, at=at, commission=given.pk, member=given.person.uuid
    )
    return ended


@action
def give_advice(
    case: UUID, *, by: Actor, at: datetime, thing: Thing, weight: Weight, text: str, why: str = ""
) -> Advice:
    """Advise the school: in what, how heavily, and why when it is more than advice.

    Raises NotVisible; Refused when the mandate does not let the team go so far in this.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.GIVE_ADVICE, standing)
    asked, thing, weight = _open(row), Thing(thing), Weight(weight)
    level = levels_on(asked.team, day_of(at)).get(thing)
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
    refuse_if(
        obstacles_to_answer(state_of(one), answer, is_own=is_own, is_head=is_head)
        + text_obstacles("text", text, is_required=answer is not AdviceAnswer.ACCEPTED)
    )
    reply = write_row(
        AdviceReply, row, {"words": text}, case=row, advice=one, answer=answer, by_id=viewer.person_id, at=at
    )
    is_raised = goes_to_owner(Weight(one.weight), answer, is_at_school=row.is_at_school)
    if is_raised:
        _let_owner_know(row, at, by=viewer.person_id)
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
    row = Case.objects.select_for_update().get(pk=case)
    one = advice_in(row, advice)
    _let_owner_know(row, at, by=None)
    record(Act.ESCALATE_ADVICE, row.subject, by=by, at=at, advice=one.pk)
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
    refuse_if(
        obstacles_to_ruling(state_of(one), is_own=one.by_id == viewer.person_id) + text_obstacles("text", text)
    )
    ruled = write_row(
        AdviceRuling, row, {"words": text}, case=row, advice=one, ruling=Ruling(ruling), by_id=viewer.person_id, at=at
    )
    record(
        Act.DECIDE_ADVICE, row.subject, by=by, at=at, advice=one.pk, ruling=ruled.ruling, advisor=one.by.uuid
    )
    return ruled


def _let_owner_know(row: Case, at: datetime, *, by: int | None) -> None:
    """From now the owner's officers know of the case, and read the advice that went to them."""
    OwnerTold.objects.create(school_owner_id=row.school_owner_id, case=row, told_at=at, by_id=by, at=at)


def _shut(row: Case, people: Iterable[Person], standing: Standing, at: datetime) -> tuple[Obstacle, ...]:
    """While readers are named, the team lets in nobody new."""
    found = (one for person in people for one in obstacles_to_one_more(row, person, standing.parts, at))
    return tuple(dict.fromkeys(found))


def _open(row: Case) -> Assistance:
    """What is asked or done here now. Raises Refused."""
    asked = open_assistance(row.pk)
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


def _close(asked: Assistance) -> None:
    asked.is_open = False
    asked.save(update_fields=["is_open"])

