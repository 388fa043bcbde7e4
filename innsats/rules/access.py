"""Who may do what, as one table, and the one function that reads it.

`POLICY` says who; `stages.MOVES` says from where to where. A grant may narrow, never widen what `MOVES` allows.
Deny by default: no row, no act. Habilitet is read before roles and has no override, save the urgent safety measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from . import law
from .acts import Act
from .stages import MOVES, OPEN_STAGES, Stage, out_of_stage
from .verdicts import Obstacle, Refused


class Part(StrEnum):
    """How somebody stands to what the act concerns: a unit, a report or a case."""

    ANYONE = "anyone"
    OPERATOR = "operator"
    ONESELF = "oneself"  # somebody signed in, about the own way in
    CLOCK = "clock"
    OFFICER_OF_UNIT = "officer_of_unit"
    HEAD_OF_UNIT = "head_of_unit"  # kommunedirektør, or whoever is above the officer
    PRIVACY_OFFICER = "privacy_officer"  # personvernombud: reads who has read, and nothing of what
    PRINCIPAL_OF_UNIT = "principal_of_unit"
    AT_WORK_AT_UNIT = "at_work_at_unit"  # whatever the work: at the school, or at its owner
    PRINCIPAL = "principal"  # holds rektor's part here: rektor, the deputy it went on to, or the owner's officer
    OWNER_TOLD = "owner_told"  # the owner's officer, of a serious case or a staff case the owner was told of
    ADVISED = "advised"  # at the owner, which must say whether the school shall follow what the external team advises
    STEPPED_ASIDE = "stepped_aside"  # inhabil here, and still at work at the school or its owner
    REPORTER = "reporter"  # sent this report, signed in or with its receipt: one's own is never shut by habilitet
    LEAD = "lead"
    TEAM = "team"
    ASSISTANT = "assistant"  # of the external team, for a while
    COMMISSIONED = "commissioned"  # of those who assist: the school has asked this one to talk and observe for it
    TEAM_LEADER = "team_leader"  # leads the external team that is asked here, or stands in for its leader
    ASKER = "asker"  # has asked an external team without names
    SEAT_HOLDER = "seat_holder"  # whose own place in a team it is
    KNOWER = "knower"  # has cause to report to the child welfare service
    CAUSE_READER = "cause_reader"  # somebody whom that one has named, with a need
    ERRAND_HOLDER = "errand_holder"  # was given a piece of work, and may be inhabil: it opens nothing of the case
    FAMILY = "family"  # the pupil itself, or a guardian who may get what the school tells of the pupil
    OWN_PUPIL = "own_pupil"  # the pupil whom the case is about, let in by an own code; never a guardian by theirs
    DECIDER = "decider"  # decides somebody else's habilitet: rektor, and for rektor the owner's officer


class Impartiality(StrEnum):
    """How somebody's habilitet stands in one case right now."""

    IMPARTIAL = "impartial"
    UNDECLARED = "undeclared"
    TO_ASSESS = "to_assess"
    DISQUALIFIED = "disqualified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one person stands to one unit, report or case, at one moment. `stage` is None outside a case."""

    parts: frozenset[Part]
    impartiality: Impartiality = Impartiality.IMPARTIAL
    trained: bool = True
    stage: Stage | None = None
    under_disqualified: bool = False  # works directly under a rektor who is inhabil here
    is_disposed: bool = False  # its keys are destroyed: nobody has a part in it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who gets the act, in which stages, and which of the gates stand before it."""

    to: frozenset[Part]
    stages: frozenset[Stage]
    declared: bool = True  # habilitet must be declared and clear
    trained: bool = True  # opplf § 20-2
    urgent: bool = False  # fvl67 § 7: also for somebody undeclared or disqualified, and then provisional
    decides: bool = False  # fvl67 § 6(3): not for somebody directly under a rektor who is inhabil here


ANY = frozenset(Stage)
BEFORE_AFTERCARE = OPEN_STAGES - {Stage.AFTERCARE}  # what a pupil's word has ended is opened again first
IN_AFTERCARE = frozenset({Stage.AFTERCARE})
WHEN_CLOSED = frozenset({Stage.CLOSED})
WITH_MEASURES = IN_AFTERCARE | {Stage.MEASURES}  # before, what the pupil says is a hearing
PERSONAL_ACTS = frozenset({Act.SEND_CHILD_WELFARE_REPORT, Act.LEAVE_CAUSE_UNSENT})  # done by the one who knows
# Two factors shown within the last ten minutes: much is taken out, a code is given, a way in changed, a key destroyed
ASKED_AGAIN = frozenset({
    Act.PRINT_CASE, Act.PRINT_PLAN, Act.PRINT_OPEN_CASES, Act.RELEASE_TRAIL, Act.GIVE_FAMILY_KEY, Act.RENEW_RECEIPT,
    Act.DISPOSE_CASE, Act.SET_MORNING_LIST, Act.FETCH_MORNING_LIST,
    Act.ADD_CODE_APP, Act.ADD_PASSKEY, Act.REMOVE_FACTOR, Act.RENEW_RECOVERY_CODES, Act.CHANGE_PASSWORD,
    Act.RESET_SIGN_IN, Act.LINK_SIGN_IN,
})  # fmt: skip
SYSTEM = frozenset({Part.ANYONE, Part.OPERATOR, Part.CLOCK})
HEAD = (Part.PRINCIPAL,)
LEADING = (Part.PRINCIPAL, Part.LEAD)
WORKING = (Part.PRINCIPAL, Part.LEAD, Part.TEAM)
INQUIRING = (*WORKING, Part.COMMISSIONED)  # what is found out and said stands in the school's record
HEARING = (Part.TEAM_LEADER, Part.OFFICER_OF_UNIT)  # what a family asks of an external team
ASSISTING = (Part.TEAM_LEADER, Part.ASSISTANT)
KEEPING_TEAMS = (Part.OFFICER_OF_UNIT, Part.HEAD_OF_UNIT, Part.PRINCIPAL_OF_UNIT)  # rektor: the school's own
OWNERS = (Part.OFFICER_OF_UNIT, Part.HEAD_OF_UNIT)
UNIT = (Part.OFFICER_OF_UNIT, Part.PRINCIPAL_OF_UNIT, Part.OPERATOR)


def grant(
    *to: Part, stages: frozenset[Stage] = OPEN_STAGES, declared: bool = True, trained: bool = True,
    urgent: bool = False, decides: bool = False,
) -> Grant:  # fmt: skip
    return Grant(to=frozenset(to), stages=stages, declared=declared, trained=trained, urgent=urgent, decides=decides)


POLICY: dict[Act, tuple[Grant, ...]] = {
    Act.SEE_CASE: (grant(*WORKING, *ASSISTING, Part.OWNER_TOLD, Part.ADVISED, stages=ANY, declared=False),),
    Act.READ_CASE: (grant(*WORKING, Part.ASSISTANT, stages=ANY),),
    Act.READ_ASSISTANCE: (grant(*WORKING, *ASSISTING, stages=ANY),),
    Act.READ_ADVICE: (
        grant(*WORKING, Part.ASSISTANT, stages=ANY), grant(Part.ADVISED, stages=ANY, declared=False),
    ),
    Act.READ_REPORT: (
        grant(*HEAD, stages=ANY, declared=False), grant(Part.LEAD, Part.TEAM, Part.ASSISTANT, stages=ANY),
    ),
    Act.READ_EDITION: (grant(Part.FAMILY, stages=ANY, declared=False, trained=False),),
    Act.READ_TRAIL: (grant(Part.PRIVACY_OFFICER, stages=ANY),),
    # the register
    Act.IMPORT_REGISTER: (grant(Part.OPERATOR),),
    Act.SET_CALENDAR: (grant(Part.OPERATOR, Part.OFFICER_OF_UNIT),),
    Act.NAME_DUTY: (grant(Part.OPERATOR, Part.OFFICER_OF_UNIT),),
    Act.SET_LIMITS: (grant(Part.OPERATOR, Part.OFFICER_OF_UNIT),),
    Act.CONFIRM_REAL_USE: (grant(Part.OFFICER_OF_UNIT),),
    Act.REGISTER_PERSON: (grant(*UNIT, Part.HEAD_OF_UNIT),),  # for a team; roles the head gives to nobody
    Act.APPOINT: (grant(*UNIT),),
    Act.END_APPOINTMENT: (grant(*UNIT),),
    Act.RECORD_TRAINING: (grant(*UNIT),),
    # one's own way in, and another's anew
    Act.ADD_CODE_APP: (grant(Part.ONESELF, declared=False, trained=False),),
    Act.ADD_PASSKEY: (grant(Part.ONESELF, declared=False, trained=False),),
    Act.REMOVE_FACTOR: (grant(Part.ONESELF, declared=False, trained=False),),
    Act.RENEW_RECOVERY_CODES: (grant(Part.ONESELF, declared=False, trained=False),),
    Act.CHANGE_PASSWORD: (grant(Part.ONESELF, declared=False, trained=False),),
    Act.RESET_SIGN_IN: (grant(*UNIT),),
    Act.LINK_SIGN_IN: (grant(Part.ANYONE, trained=False),),  # one's own account: the action asks for proof
    Act.PROPOSE_APPOINTMENT: (grant(Part.ANYONE, trained=False),),  # opens nothing before it is decided
    Act.CONFIRM_PROPOSAL: (grant(Part.OFFICER_OF_UNIT, Part.PRINCIPAL_OF_UNIT),),
    Act.DECLINE_PROPOSAL: (grant(Part.OFFICER_OF_UNIT, Part.PRINCIPAL_OF_UNIT),),
    Act.REGISTER_PUPIL: (grant(Part.PRINCIPAL_OF_UNIT, Part.OPERATOR),),
    Act.IMPORT_PUPILS: (grant(Part.OPERATOR),),
    Act.NOTE_RELATION: (grant(Part.PRINCIPAL_OF_UNIT, Part.OPERATOR),),
    Act.MOVE_PUPIL: (grant(Part.PRINCIPAL_OF_UNIT, Part.OPERATOR),),
    Act.HAND_OVER_WORK: (grant(Part.OFFICER_OF_UNIT, Part.PRINCIPAL_OF_UNIT),),  # each piece by its own act
    Act.SUCCEED_SCHOOL: (grant(Part.OPERATOR, Part.OFFICER_OF_UNIT),),
    Act.SUCCEED_OWNER: (grant(Part.OPERATOR),),
    # the response teams
    Act.SET_UP_TEAM: (grant(*KEEPING_TEAMS),),
    Act.ADD_MEMBER: (grant(*KEEPING_TEAMS),),
    Act.END_MEMBERSHIP: (grant(*KEEPING_TEAMS),),
    Act.RECORD_COMPETENCE: (grant(*KEEPING_TEAMS),),
    Act.SIGN_MANDATE: (grant(*KEEPING_TEAMS),),
    Act.SET_PROCESS_MAP: (grant(*OWNERS),),
    Act.AGREE_RELEASE: (grant(*KEEPING_TEAMS),),
    Act.NOTE_ABSENCE: (grant(*KEEPING_TEAMS), grant(Part.SEAT_HOLDER, trained=False)),
    Act.END_ABSENCE: (grant(*KEEPING_TEAMS), grant(Part.SEAT_HOLDER, trained=False)),
    Act.OPEN_CALENDAR: (grant(Part.SEAT_HOLDER, trained=False),),
    Act.CLOSE_CALENDAR: (grant(Part.SEAT_HOLDER, trained=False),),
    Act.AGREE_ON_TEAM: (grant(*OWNERS),),  # the owner that asks; either of the two ends it
    Act.END_TEAM_AGREEMENT: (grant(*OWNERS),),
    Act.END_TEAM: (grant(*KEEPING_TEAMS),),
    Act.KEEP_TEAM: (grant(*KEEPING_TEAMS),),
    # the report: sending one is never gated, by sign-in, appointment or training
    Act.REPORT_CONCERN: (grant(Part.ANYONE, declared=False, trained=False),),
    Act.REROUTE_REPORT: (grant(*HEAD, declared=False),),
    Act.ESCALATE_REPORT: (grant(Part.CLOCK),),
    Act.DECLARE_IMPARTIALITY: (grant(*WORKING, *ASSISTING, declared=False),),
    Act.DECIDE_IMPARTIALITY: (grant(Part.DECIDER, declared=False),),
    Act.DECLARE_SCHOOL_TIES: (grant(*WORKING, *ASSISTING, declared=False),),  # before the names, from outside
    Act.NOTE_OBJECTION: (grant(*WORKING, *ASSISTING),),
    Act.RECEIVE_REPORT: (grant(*HEAD),),
    Act.FIND_UNFOUNDED: (grant(*HEAD, decides=True),),
    Act.WITHDRAW_REPORT: (
        grant(Part.REPORTER, stages=ANY, declared=False, trained=False), grant(*HEAD, stages=ANY),
    ),
    # what is said between the school and whoever reported, read by those who read the report
    Act.ANSWER_REPORTER: (grant(*LEADING, stages=ANY),),
    Act.WRITE_TO_SCHOOL: (grant(Part.REPORTER, stages=ANY, declared=False, trained=False),),  # also after the case
    Act.CONFIRM_HOLDER: (grant(*LEADING, stages=ANY),),
    Act.END_CONFIRMATION: (grant(*LEADING, stages=ANY),),
    Act.GIVE_RECEIPT: (grant(Part.REPORTER, stages=ANY, declared=False, trained=False),),  # to whoever told it
    Act.RENEW_RECEIPT: (grant(*LEADING, stages=ANY),),
    Act.REMOVE_ATTACHMENT: (  # whoever finds that it is an intimate picture: no gate stands before that
        grant(*HEAD, stages=ANY, declared=False), grant(Part.LEAD, Part.TEAM, stages=ANY),
    ),
    Act.MARK_ABUSE: (grant(*HEAD, declared=False, decides=True),),  # a flood cannot be declared on one by one
    Act.SECURE_SAFETY: (grant(*WORKING, Part.STEPPED_ASIDE, declared=False, trained=False, urgent=True),),
    Act.TELL_OWNER: (grant(*HEAD),),
    # the case
    Act.OPEN_CASE: (grant(*HEAD),),
    Act.LINK_REPORT: (grant(*HEAD),),
    Act.RECEIVE_CASE: (grant(*LEADING, decides=True),),
    Act.ASSESS_SERIOUSNESS: (grant(*HEAD, decides=True),),
    Act.NAME_LEAD: (grant(*HEAD),),
    Act.ADMIT_TO_TEAM: (grant(*LEADING),),
    Act.RELEASE_FROM_TEAM: (grant(*LEADING),),
    Act.NAME_PARTY: (grant(*WORKING),),
    Act.NOTE_EMPLOYEE_TOLD: (grant(*HEAD, stages=ANY),),
    Act.FIND_NO_GROUNDS: (grant(*HEAD, stages=ANY, decides=True),),
    Act.CORRECT_PUPIL: (grant(*HEAD, stages=BEFORE_AFTERCARE),),
    Act.ASSESS_BREACH: (grant(*HEAD, stages=ANY),),
    Act.INFORM_OF_RIGHTS: (grant(*WORKING),),
    Act.NOTE_INQUIRY: (grant(*INQUIRING),),
    Act.HEAR_PUPIL: (grant(*INQUIRING),),
    Act.CONTACT_GUARDIANS: (grant(*WORKING),),
    Act.HOLD_STOP_TALK: (grant(*INQUIRING),),
    Act.END_STOP_TALKS: (grant(*WORKING),),
    Act.CORRECT_RECORD: (grant(*WORKING, stages=ANY),),
    # from another service: through a gate in the secrecy of whoever brings it in, also from the external team
    Act.SHARE_KNOWLEDGE: (grant(*WORKING, Part.ASSISTANT),),
    Act.WITHDRAW_CONSENT: (grant(*WORKING, Part.ASSISTANT, stages=ANY),),
    # what the family reads: the recipient check stands before it, and a person has read it first
    Act.NOTE_RECIPIENT: (grant(*WORKING, stages=ANY),),
    Act.DECIDE_RECIPIENT: (grant(*LEADING, stages=ANY, decides=True),),
    Act.APPROVE_EDITION: (grant(*LEADING, stages=ANY),),
    Act.GIVE_FAMILY_KEY: (grant(*LEADING, stages=ANY),),
    Act.USE_FAMILY_KEY: (grant(Part.ANYONE, stages=ANY, declared=False, trained=False),),
    Act.END_FAMILY_KEY: (grant(*LEADING, stages=ANY),),
    Act.LINK_FAMILY_SIGN_IN: (grant(Part.FAMILY, stages=ANY, declared=False, trained=False),),
    Act.ANSWER_TRUST_CHECK: (grant(Part.FAMILY, stages=ANY, declared=False, trained=False),),
    Act.ASK_FOR_TRAIL: (grant(Part.FAMILY, stages=ANY, declared=False, trained=False),),
    Act.RELEASE_TRAIL: (grant(Part.PRIVACY_OFFICER, stages=ANY),),
    Act.RAISE_READING: (grant(Part.CLOCK, stages=ANY),),
    Act.SETTLE_READING: (grant(Part.PRIVACY_OFFICER, stages=ANY),),
    Act.WRITE_FROM_HOME: (grant(Part.FAMILY, stages=ANY, declared=False, trained=False),),  # also after the case
    Act.WRITE_HOME: (grant(*LEADING, stages=ANY),),
    Act.LEAVE_UNANSWERED: (grant(*LEADING, stages=ANY),),
    # cases that have to do with each other: asked of both
    Act.LINK_CASES: (grant(*HEAD),),
    Act.UNLINK_CASES: (grant(*HEAD, stages=ANY),),
    Act.SHARE_NOTE: (grant(*WORKING),),
    Act.SHARE_MEASURE: (grant(*WORKING),),
    # on paper
    Act.PRINT_CASE: (grant(*LEADING, stages=ANY),),
    Act.PRINT_PLAN: (grant(*LEADING, stages=ANY),),
    **dict.fromkeys(
        (Act.PRINT_OPEN_CASES, Act.SET_MORNING_LIST, Act.FETCH_MORNING_LIST),
        (grant(Part.OFFICER_OF_UNIT, Part.PRINCIPAL_OF_UNIT),),
    ),
    Act.MAKE_MORNING_LIST: (grant(Part.CLOCK),),
    # out of here: rektor's part hands over to the archive, and somebody at the owner lets what is handed over go
    Act.SET_KEEPING_TIME: (grant(Part.OFFICER_OF_UNIT),),
    Act.RECORD_ARCHIVED: (grant(*LEADING, stages=WHEN_CLOSED),),
    Act.PLACE_HOLD: (grant(*LEADING, stages=ANY), grant(*OWNERS, stages=ANY, declared=False)),
    Act.LIFT_HOLD: (grant(*HEAD, stages=ANY), grant(*OWNERS, stages=ANY, declared=False)),
    Act.DISPOSE_CASE: (grant(*OWNERS, stages=WHEN_CLOSED, declared=False),),
    # the external team: the school asks and keeps the case, the team says who goes and when it leaves
    Act.TAKE_FAMILY_REQUEST: (grant(*HEARING),),
    Act.CONFIRM_FAMILY_REQUEST: (grant(*LEADING),),
    # a family that asks that the school is not told yet: never seen by who works at that school
    Act.READ_FAMILY_WAIT: (grant(*HEARING),),
    Act.HOLD_FAMILY_REQUEST: (grant(*HEARING),),
    Act.NOTE_FAMILY_TALK: (grant(*HEARING),),
    Act.PASS_FAMILY_REQUEST: (grant(*HEARING), grant(Part.CLOCK)),
    Act.WITHDRAW_FAMILY_REQUEST: (grant(*HEARING),),
    # a general question without names, on no case: between whoever asks and whoever leads the team
    Act.CONSULT_TEAM: (grant(Part.AT_WORK_AT_UNIT, declared=False),),
    Act.READ_CONSULT: (
        grant(Part.ASKER, declared=False, trained=False), grant(Part.TEAM_LEADER, declared=False),
    ),
    Act.ANSWER_CONSULT: (grant(Part.TEAM_LEADER, declared=False),),
    Act.REQUEST_ASSISTANCE: (grant(*LEADING),),
    Act.DECLINE_ASSISTANCE: (grant(Part.TEAM_LEADER, stages=ANY),),
    Act.ASSIGN_ASSISTANTS: (grant(Part.TEAM_LEADER),),
    Act.END_ASSISTANCE: (grant(Part.TEAM_LEADER, stages=ANY),),
    Act.GIVE_COMMISSION: (grant(*LEADING),),
    Act.END_COMMISSION: (grant(*LEADING, stages=ANY),),
    # its advice: the school answers, and what it may not leave undone goes to the owner
    Act.GIVE_ADVICE: (grant(Part.ASSISTANT),),
    Act.ANSWER_ADVICE: (grant(*LEADING, decides=True),),
    Act.ESCALATE_ADVICE: (grant(Part.CLOCK),),
    Act.DECIDE_ADVICE: (grant(Part.ADVISED, declared=False),),
    Act.CARRY_OUT_ADVICE: (grant(*LEADING, stages=ANY),),  # what was decided is answered for, also after the case
    # its meetings stand in the school's record, and either side keeps the minutes; its own notes are for nobody else
    Act.HOLD_TEAM_MEETING: (grant(*WORKING, Part.ASSISTANT),),
    Act.FINISH_STEP: (grant(*WORKING, Part.ASSISTANT),),
    Act.READ_WORK_NOTES: (grant(Part.ASSISTANT, stages=ANY),),
    Act.WRITE_WORK_NOTE: (grant(Part.ASSISTANT),),
    Act.HAND_NOTE_TO_SCHOOL: (grant(Part.ASSISTANT, stages=ANY),),
    Act.ERASE_WORK_NOTES: (grant(Part.CLOCK),),
    # help from outside, aftercare, and how a case ends
    Act.ANSWER_HELP_QUESTION: (grant(*LEADING, decides=True),),
    Act.END_MEASURES: (grant(*LEADING, decides=True),),
    Act.RENEW_AFTERCARE: (grant(*LEADING, stages=IN_AFTERCARE, decides=True),),
    Act.STOP_AFTERCARE: (grant(*LEADING, stages=IN_AFTERCARE | {Stage.MEASURES}),),
    Act.CHECK_IN_PUPIL: (
        grant(*WORKING, stages=WITH_MEASURES),
        grant(Part.OWN_PUPIL, stages=WITH_MEASURES, declared=False, trained=False),
    ),
    Act.START_CHECK_IN: (grant(*WORKING, stages=WITH_MEASURES),),
    Act.ANSWER_CHECK_IN: (grant(*WORKING, stages=ANY),),
    Act.CHOOSE_CONTACT_PERSON: (grant(*WORKING),),
    Act.NOTE_FOLLOWUP: (grant(*WORKING, stages=IN_AFTERCARE),),
    Act.OFFER_TALK: (grant(*WORKING),),
    Act.COSIGN_ENDING: (grant(Part.OWNER_TOLD, declared=False),),
    Act.CLOSE_CASE: (grant(*HEAD, decides=True),),
    Act.REOPEN_CASE: (grant(*LEADING, stages=ANY),),
    Act.HAND_OVER_CASE: (grant(*HEAD, stages=ANY),),
    # the county governor's case: it may come after the school has closed its own, and its orders are to the owner
    Act.RECORD_GOVERNOR_STEP: (grant(*LEADING, stages=ANY), grant(Part.OWNER_TOLD, stages=ANY, declared=False)),
    Act.CORRECT_GOVERNOR_STEP: (grant(*LEADING, stages=ANY), grant(Part.OWNER_TOLD, stages=ANY, declared=False)),
    # what is rare, and the law has rules of its own for
    Act.RECORD_INTERVENTION: (grant(*WORKING),),
    Act.PROPOSE_EXCLUSION: (grant(*WORKING),),
    Act.PROPOSE_SCHOOL_CHANGE: (grant(*WORKING),),
    Act.PROPOSE_SURVEY: (grant(*WORKING),),
    Act.RECORD_DECISION: (grant(*LEADING),),
    Act.NOTE_POLICE: (grant(*WORKING),),
    Act.NOTE_INTERPRETER: (grant(*WORKING),),
    Act.NAME_SUPPORTER: (grant(*WORKING),),
    Act.RESTRICT_READERS: (grant(*HEAD, stages=ANY),),
    Act.LIFT_RESTRICTION: (grant(*HEAD, stages=ANY),),
    # concern for a child: never gated by training or habilitet for the one who knows, and on no case
    Act.SEE_CAUSE: (grant(Part.AT_WORK_AT_UNIT, declared=False, trained=False),),
    Act.READ_CAUSE: (
        grant(Part.KNOWER, declared=False, trained=False, stages=ANY),
        grant(Part.CAUSE_READER, declared=False, stages=ANY),
    ),
    Act.SEND_CHILD_WELFARE_REPORT: (grant(Part.KNOWER, declared=False, trained=False),),
    Act.LEAVE_CAUSE_UNSENT: (grant(Part.KNOWER, declared=False, trained=False),),
    Act.NOTE_CHILD_WELFARE_FEEDBACK: (grant(Part.KNOWER, declared=False, trained=False),),
    Act.SHARE_CAUSE: (grant(Part.KNOWER, declared=False, trained=False),),
    # work for somebody who may not, or need not, see the case: never gated by what stands between that one and the case
    Act.GIVE_ERRAND: (grant(*WORKING),),
    Act.TAKE_BACK_ERRAND: (grant(*WORKING, stages=ANY),),
    Act.KEEP_ERRAND: (grant(*WORKING, stages=ANY),),
    **dict.fromkeys(
        (Act.READ_ERRAND, Act.FINISH_ERRAND, Act.DECLINE_ERRAND),
        (grant(Part.ERRAND_HOLDER, stages=ANY, declared=False, trained=False),),
    ),
    # the plan and its measures
    Act.DRAFT_MEASURE: (grant(*WORKING),),
    Act.DROP_MEASURE: (grant(*WORKING),),
    Act.ACTIVATE_PLAN: (grant(*LEADING, decides=True),),
    Act.START_MEASURE: (grant(*WORKING),),
    Act.END_MEASURE: (grant(*WORKING),),
    Act.EVALUATE_MEASURE: (grant(*WORKING),),
}


def obstacles_to(act: Act, standing: Standing) -> tuple[Obstacle, ...]:
    """Every reason why this person may not do this now; empty means they may.

    Somebody disqualified is told only that: nothing else about the matter is theirs to know; nor is what is gone.
    """
    if standing.is_disposed:
        return (Obstacle("disposed", law.ARCHIVED),)
    held = [row for row in POLICY[act] if row.to & standing.parts]
    if standing.impartiality is Impartiality.DISQUALIFIED and not any(row.urgent for row in held):
        return (Obstacle("disqualified", law.IMPARTIALITY),)
    start = MOVES[act].start if act in MOVES else ANY
    found = [] if held else [_no_part(act), *out_of_stage(act, start, standing.stage)]
    fewest = min((_gates(act, row, start, standing) for row in held), key=len, default=[])
    return tuple(dict.fromkeys(found + fewest))


def _no_part(act: Act) -> Obstacle:
    """Why somebody without a part may not: the act is for others, or it is a duty that nobody can take over."""
    if act in PERSONAL_ACTS:
        return Obstacle("personal_duty", law.CHILD_WELFARE)
    return Obstacle("wrong_part", law.HOUSE_PRACTICE)


def _gates(act: Act, row: Grant, start: frozenset[Stage], standing: Standing) -> list[Obstacle]:
    """What stands between this person and what `row` grants."""
    found = out_of_stage(act, row.stages & start, standing.stage)
    if row.to & standing.parts & SYSTEM:
        return found
    if row.trained and not standing.trained:
        found.append(Obstacle("untrained", law.TRAINING_FIRST))
    if row.declared and standing.impartiality is Impartiality.UNDECLARED:
        found.append(Obstacle("undeclared", law.IMPARTIALITY_SELF_DECIDED))
    if row.declared and standing.impartiality is Impartiality.TO_ASSESS:
        found.append(Obstacle("impartiality_undecided", law.IMPARTIALITY_SELF_DECIDED))
    if row.decides and standing.under_disqualified:
        found.append(Obstacle("superior_disqualified", law.IMPARTIALITY_DERIVED))
    return found


def require(act: Act, standing: Standing) -> None:
    """Raise Refused unless the act is allowed."""
    refuse_if(obstacles_to(act, standing))


def refuse_if(obstacles: tuple[Obstacle, ...]) -> None:
    """Raise Refused with all of `obstacles`, when there are any."""
    if obstacles:
        raise Refused(obstacles)
