"""A team that is ready, cases in which it is asked for help, and one in which it helps. It is `world.AT` throughout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from innsats.assistance.actions import (
    answer_advice,
    answer_consult,
    assign_assistants,
    consult_team,
    decide_advice,
    decline_assistance,
    end_assistance,
    escalate_advice,
    give_advice,
    give_commission,
    hold_family_request,
    hold_team_meeting,
    request_assistance,
    take_family_request,
    withdraw_family_request,
    write_work_note,
)
from innsats.cases.models import (
    Advice,
    AdviceRuling,
    Assignment,
    Assistance,
    Case,
    CaseAccess,
    Commission,
    TeamMeeting,
    WorkNote,
)
from innsats.journal.actors import CLOCK
from innsats.people.models import Person, SchoolOwner
from innsats.rules.advising import Weight
from innsats.rules.assistance import Basis
from innsats.rules.assistance import Reason as AskedFor
from innsats.rules.mandates import Thing
from innsats.rules.meetings import Step
from innsats.rules.teams import Place, Skill
from innsats.teams.actions import agree_release, record_competence, sign_mandate
from innsats.teams.models import Membership, Team
from tests.world import (
    AT,
    SINCE,
    WORDS,
    a_member,
    a_team,
    actor,
    an_agreement,
    an_officer,
    an_owner,
    declared,
    officer_of,
    principal_of,
)

OF_TEAM = ("team_leader", "assistant", "other_assistant")


def a_ready_team(owner: SchoolOwner, *names: str, name: str = "Hjelpeteamet") -> Team:
    """An external team with a mandate, whose members know what is asked, and are freed. The first one leads it."""
    team = a_team(owner, name)
    by = {"by": actor(officer_of(owner)), "at": AT}
    signed = {"document": "Sak 1", "signed_by": "Siri Moe", "signed_on": SINCE, "starts_on": SINCE}
    sign_mandate(team.uuid, may_decide=[Thing.SAFETY_TODAY], may_demand=[Thing.CALL_MEETING], **signed, **by)
    for number, member in enumerate(names):
        seat = a_member(team, name=member, place=Place.CORE if number else Place.LEADER)
        record_competence(seat.uuid, skills=list(Skill), learned_on=SINCE, learned_from="Videreutdanning", **by)
        agree_release(
            seat.uuid, hours_a_week=8, notice_hours=24, employer="PPT", signed_by="Siri Moe", starts_on=SINCE, **by
        )
    return team


def asked_for_help(case: Case, team: Team, *, at: datetime = AT, **facts: object) -> Assistance:
    """Rektor has asked the team, whose leader has declared."""
    usual = {"done": WORDS, "asks": WORDS, "necessity": WORDS, "reasons": [AskedFor.COMPLEX]}
    usual |= {"basis": basis_for(case, team)}
    rektor = actor(principal_of(case.school))
    made = request_assistance(case.pk, by=rektor, at=at, team=team.uuid, **(usual | facts))
    declared(case, leader_of(team), at=at)
    return made


def basis_for(case: Case, team: Team) -> Basis:
    """On what ground the school can tell this team: a neighbour's is another organ."""
    return Basis.SAME_ORGAN if team.school_owner_id == case.school_owner_id else Basis.OTHER_ORGAN


def a_neighbours_team(owner: SchoolOwner, *names: str, until: date | None = None) -> Team:
    """A ready team of another owner, with which this owner has an agreement."""
    neighbour = an_owner("Nes kommune")
    an_officer(neighbour, "Nina Nes")
    team = a_ready_team(neighbour, *names)
    an_agreement(owner, team, until=until)
    return team


def helped(case: Case, team: Team, *, at: datetime = AT, words: Callable[[], str] = str) -> Assignment:
    """Everybody in the team but the leader assists for a month, and has declared, in `words` of the school."""
    seats = [one for one in Membership.objects.filter(team=team).order_by("pk") if one.place != Place.LEADER]
    given = assign_assistants(
        case.pk, by=actor(leader_of(team)), at=at, members=[one.uuid for one in seats],
        until=at.date() + timedelta(days=30),
    )
    for seat in seats:
        declared(case, seat.person, at=at, of_school=words())
    return given


def advised(
    case: Case, *, at: datetime = AT, weight: Weight = Weight.NECESSARY, text: str = WORDS, why: str = WORDS
) -> Advice:
    """Somebody who assists has given advice: to call a meeting."""
    helper = CaseAccess.objects.filter(case=case, part=CaseAccess.ASSISTANT).order_by("-at", "pk").first().person
    return give_advice(
        case.pk, by=actor(helper), at=at, thing=Thing.CALL_MEETING, weight=weight, text=text, why=why
    )


def commissioned(case: Case, *, at: datetime = AT, text: str = WORDS) -> Commission:
    """Rektor has asked the last of those who assist to talk and observe for the school."""
    helper = CaseAccess.objects.filter(case=case, part=CaseAccess.ASSISTANT).order_by("-person__pk").first().person
    return give_commission(case.pk, by=actor(principal_of(case.school)), at=at, member=helper.uuid, text=text)


def met(
    case: Case, *, by: Person | None = None, who: Person | None = None, at: datetime = AT, what: str = WORDS,
    due_on: date | None = None, text: str = WORDS, **said: str,
) -> TeamMeeting:
    """Rektor, or `by`, has kept the minutes of a meeting, at which `who`, or rektor, was given something to do."""
    rektor = principal_of(case.school)
    has_it = who or rektor
    step = Step(what=what, who=has_it.uuid, due_on=due_on or at.date() + timedelta(days=7))
    return hold_team_meeting(
        case.pk, by=actor(by or rektor), at=at, members=[has_it.uuid], text=text, steps=[step], **said
    )


def jotted(case: Case, *, by: Person | None = None, at: datetime = AT, text: str = WORDS) -> WorkNote:
    """Somebody who assists, the last of them or `by`, has written a work note."""
    helper = CaseAccess.objects.filter(case=case, part=CaseAccess.ASSISTANT).order_by("-person__pk").first().person
    return write_work_note(case.pk, by=actor(by or helper), at=at, text=text)


def ruled(case: Case, advice: Advice, *, at: datetime = AT, text: str = WORDS) -> AdviceRuling:
    """The school has not answered in time, and the owner's officer has decided that it shall follow the advice."""
    escalate_advice(case.pk, by=CLOCK, at=at, advice=advice.pk)
    by = actor(officer_of(case.school_owner))
    return decide_advice(case.pk, by=by, at=at, advice=advice.pk, ruling="instructed", text=text)


def leader_of(team: Team) -> Person:
    return Membership.objects.get(team=team, place=Place.LEADER).person


def _said_no_and_left(case: Case, team: Team, words: Callable[[], str], **leader: object) -> None:
    asked = {"done": words(), "asks": words(), "necessity": words()}
    asked_for_help(case, team, **asked)
    decline_assistance(case.pk, why="prevention", text=words(), **leader)
    asked_for_help(case, team, reasons=[AskedFor.OTHER], other=words(), **asked)
    helped(case, team, words=words)
    end_assistance(
        case.pk, done=words(), school_can=words(), owner_learns=words(), learned=[Skill.STOP],
        took_part=[principal_of(case.school).uuid], **leader,
    )  # fmt: skip


def a_team_that_helps(
    case: Case, other: Case, words: Callable[[], str], *, own_words: Callable[[], str] | None = None
) -> Team:
    """A team that said no once and left once, helps in the first case, where it has met with the school, and is asked
    in the other; and that a family has asked, of which there is no case yet, and two that wish to wait, of which one
    has withdrawn it; rektor has asked it twice without names, and got one answer. `words` are new ones for each text,
    `own_words` for what it writes for itself. What it advised last has no answer.
    """
    team = a_ready_team(case.school_owner, *OF_TEAM)
    leader, rektor = {"by": actor(leader_of(team)), "at": AT}, principal_of(case.school)
    _said_no_and_left(case, team, words, **leader)
    for row in (case, other):
        asked_for_help(row, team, done=words(), asks=words(), necessity=words())
    helped(case, team, words=words)
    commissioned(case, text=words())
    met(case, what=words(), text=words(), decisions=words(), family=words(), others=words())
    jotted(case, text=(own_words or words)())
    plain = advised(case, weight=Weight.ADVICE, text=words())
    answer_advice(case.pk, by=actor(rektor), at=AT, advice=plain.pk, answer="adapted", text=words())
    advised(case, text=words(), why=words())
    take_family_request(
        team.uuid, school=case.school.uuid, told_by="Hege", text="Ringte", asks=words(), reasons=[AskedFor.OTHER],
        consents=True, other=words(), phone=words(), **leader,
    )  # fmt: skip
    for _ in range(2):
        wait = hold_family_request(
            team.uuid, school=case.school.uuid, told_by=words(), text=words(), asks=words(), other=words(),
            reasons=[AskedFor.OTHER], consents=True, pupil_named=words(), phone=words(), because=words(),
            until=AT.date() + timedelta(days=7), no_danger=True, **leader,
        )  # fmt: skip
    withdraw_family_request(wait.pk, text=words(), **leader)
    _ask_without_names(case, team, words)
    return team


def _ask_without_names(case: Case, team: Team, words: Callable[[], str]) -> None:
    for _ in range(2):
        rektor = actor(principal_of(case.school))
        asked = consult_team(team.uuid, school=case.school.uuid, text=words(), by=rektor, at=AT)
    answer_consult(asked.pk, text=words(), by=actor(leader_of(team)), at=AT)
