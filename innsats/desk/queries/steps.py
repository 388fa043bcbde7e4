"""The next step of a clock: the one thing that somebody can do now so that it is met, and where that is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from innsats.cases.queries.governing import ANSWERED_BY, SLUGS
from innsats.cases.queries.reports import BOTH_NOUNS
from innsats.rules.access import Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.deadlines import Code
from innsats.rules.stages import Stage

MEETS: dict[Code, Act] = {
    Code.RECEIPT: Act.RECEIVE_REPORT,
    Code.LEAD_NAMED: Act.RECEIVE_REPORT,
    Code.SAFETY_TODAY: Act.SECURE_SAFETY,
    Code.DECLARATION: Act.DECLARE_IMPARTIALITY,
    Code.FIRST_TALK: Act.HEAR_PUPIL,
    Code.PLAN_ACTIVE: Act.ACTIVATE_PLAN,
    Code.SCHOOL_PROMISE: Act.START_MEASURE,
    Code.PRINCIPAL_TO_OWNER: Act.TELL_OWNER,
    Code.SERIOUS_TO_OWNER: Act.TELL_OWNER,
    Code.INTERVENTION_TO_OWNER: Act.TELL_OWNER,
    Code.TEAM_PROMISE: Act.READ_ASSISTANCE,
    Code.ADVICE_ANSWERED: Act.ANSWER_ADVICE,
    Code.ADVICE_DECIDED: Act.DECIDE_ADVICE,
    Code.EVALUATION: Act.EVALUATE_MEASURE,
    Code.HELP_QUESTION: Act.ANSWER_HELP_QUESTION,
    Code.AFTERCARE_CHECK: Act.START_CHECK_IN,
    Code.CHILD_CALLS: Act.ANSWER_CHECK_IN,
    Code.CHILD_ANSWERED: Act.ANSWER_CHECK_IN,
    Code.STOP_TALK_FOLLOWUP: Act.HOLD_STOP_TALK,
    Code.RECIPIENT_DECISION: Act.DECIDE_RECIPIENT,
    Code.PRIVACY_ASSESSMENT: Act.ASSESS_BREACH,
    Code.CASE_TO_END: Act.CLOSE_CASE,
    **dict.fromkeys(ANSWERED_BY, Act.RECORD_GOVERNOR_STEP),
}
WORK = (Code.FIRST_TALK, Code.PLAN_ACTIVE, Code.SCHOOL_PROMISE)  # on a report: there must be a case first
NEVER_WAITS = (Act.SECURE_SAFETY, Act.CLOSE_CASE, Act.READ_ASSISTANCE, Act.DECIDE_ADVICE)
ONE_OF_MANY = (  # which one stands in the address
    Act.EVALUATE_MEASURE, Act.RECORD_GOVERNOR_STEP, Act.ANSWER_ADVICE, Act.DECIDE_ADVICE, Act.ANSWER_CHECK_IN,
)  # fmt: skip
WHERE = {  # chosen among what stands there
    Act.START_MEASURE: "case_plan", Act.READ_ASSISTANCE: "case_assistance", Act.DECIDE_RECIPIENT: "case_family",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A report or a case as one viewer meets it. `has_draft`: a measure is being written.

    `can_begin`: the plan that applies has a measure that would meet the promise and has not begun.
    `is_contact`: the pupil has chosen to talk with the viewer.
    """

    kind: str
    number: str
    standing: Standing
    is_opened: bool = True
    has_draft: bool = False
    can_begin: bool = False
    is_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """An act with the page where it is done. Without an act it is another's turn: `waits` for a habilitet decided."""

    act: Act
    address: str
    waits: bool = False


def next_step(code: str, about: str, matter: Matter) -> NextStep:
    """What the viewer can do next about this clock: read, declare, the act that meets it, or only look."""
    read = Act.READ_REPORT if matter.kind == "report" else Act.READ_CASE
    if not matter.is_opened:
        return _step(read, matter)
    act = _meeting(Code(code), matter)
    reasons = {obstacle.code for obstacle in obstacles_to(act, matter.standing)}
    if not reasons:
        return _step(act, matter, SLUGS[ANSWERED_BY[Code(code)]] if code in ANSWERED_BY else about)
    if "undeclared" in reasons:
        return _step(Act.DECLARE_IMPARTIALITY, matter)
    step = _step(read, matter)
    return NextStep(act=read, address=step.address, waits="impartiality_undecided" in reasons)


def _meeting(code: Code, matter: Matter) -> Act:
    """The act that meets the clock as the matter stands."""
    act = MEETS.get(code, Act.READ_REPORT if matter.kind == "report" else Act.READ_CASE)
    if act in NEVER_WAITS:
        return act
    if matter.kind == "report":
        return Act.OPEN_CASE if code in WORK else act
    if act is Act.RECORD_GOVERNOR_STEP:
        return act
    if matter.standing.stage is Stage.REPORTED or act is Act.RECEIVE_REPORT:
        return Act.RECEIVE_CASE
    if act is Act.START_MEASURE and not matter.can_begin:
        act = Act.ACTIVATE_PLAN
    return Act.DRAFT_MEASURE if act is Act.ACTIVATE_PLAN and not matter.has_draft else act


def _step(act: Act, matter: Matter, about: str = "") -> NextStep:
    args = [matter.number]
    if act in BOTH_NOUNS:
        args.insert(0, "saker" if matter.kind == "case" else "meldinger")
    if act in ONE_OF_MANY:
        args.append(about.partition("/")[0])
    return NextStep(act=act, address=reverse(WHERE.get(act, act.value), args=args))
