"""The clocks of a report and of a case: facts in, clocks out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from .. import law
from ..calendar import Calendar, day_of, start_of_day
from ..limits import HOUSE, Limits
from ..reports import Concern
from ..roles import Role
from ..verdicts import Clock, Met
from . import dates
from .assisting import clocks_of_advice, clocks_of_assistances
from .dates import Code, GovernorDates
from .facts import (
    AftercareFacts,
    BreachFacts,
    CallFacts,
    CaseFacts,
    EvaluationFacts,
    HelpFacts,
    InterventionFacts,
    Reading,
    RecipientAsked,
    ReportFacts,
    StopTalkFacts,
    WorkFacts,
)
from .governing import clocks_of_governor
from .making import Lapse, by_day, by_time, ended, voided

NEXT_COUNT = 2  # talks of the follow-up that are promised at a time
# Parts that follow from the case, not from an appointment
CASE_LEAD, FAMILY = "case_lead", "guardian"


def clocks_of_report(facts: ReportFacts, calendar: Calendar, limits: Limits = HOUSE) -> tuple[Clock, ...]:
    """The clocks of one report. Those that move to its case are here only until there is one."""
    receiving = [
        by_time(Code.RECEIPT, facts.holder, dates.receipt_due(facts.reported_at, calendar), facts.received),
        by_time(Code.LEAD_NAMED, facts.holder, dates.receipt_due(facts.reported_at, calendar), facts.lead_named),
        by_day(Code.SAFETY_TODAY, facts.holder, dates.safety_due(facts.reported_at), law.HOUSE_PRACTICE, facts.safety),
    ]
    receiving += [_declaration(reading, number, facts, calendar) for number, reading in enumerate(facts.readings, 1)]
    clocks = [ended(clock, facts.closed, Lapse.CASE_CLOSED) for clock in receiving]
    clocks += [*_telling(facts), *_governor(facts, calendar)]
    if not facts.in_case:
        worker = CASE_LEAD if facts.lead_named is not None else facts.holder
        clocks += _working(CaseFacts(first_reported_at=facts.began_at), worker, calendar, limits)
    return tuple(voided(clock, facts.abuse, Lapse.ABUSE) for clock in clocks)


def clocks_of_case(facts: CaseFacts, calendar: Calendar, limits: Limits = HOUSE) -> tuple[Clock, ...]:
    """The clocks of one case. Those of its reports stay on the reports, and are shown beside these."""
    worker = CASE_LEAD if facts.has_lead else facts.holder
    clocks = _working(facts, worker, calendar, limits)
    if facts.serious is not None:
        told = facts.owner_told if facts.holder is Role.PRINCIPAL else facts.owner_told or facts.serious
        due = dates.owner_due(facts.serious.at)
        clock = by_day(Code.SERIOUS_TO_OWNER, facts.holder, due, law.HOUSE_PRACTICE, told)
        clocks.append(ended(clock, facts.not_serious, Lapse.NOT_SERIOUS))
    clocks += [_intervened(one, number, facts.holder) for number, one in enumerate(facts.interventions, 1)]
    clocks += [_evaluation(evaluation, worker) for evaluation in facts.evaluations]
    clocks += [_help(question, number, worker) for number, question in enumerate(facts.help_questions, 1)]
    clocks += [_called(one, worker, calendar) for one in facts.calls]
    clocks += [_talked(one, number, worker) for number, one in enumerate(facts.stop_talks, 1)]
    clocks += [_recipient(one, number, worker, calendar) for number, one in enumerate(facts.recipients, 1)]
    clocks += clocks_of_assistances(facts.assistances)
    for number, aftercare in enumerate(facts.aftercares, 1):
        clocks += _aftercare(aftercare, number, worker, calendar)
    for number, work in enumerate(facts.reopened, 2):
        clocks = [_shut_meanwhile(clock, work) for clock in clocks]
        clocks += _worked_anew(work, number, worker, calendar, limits)
    if facts.left is not None:
        due = dates.ending_due(facts.left.at, calendar)
        clocks.append(by_day(Code.CASE_TO_END, facts.holder, due, law.HOUSE_PRACTICE, facts.ended_after))
    advice = clocks_of_advice(facts.advice, worker, calendar, facts.closed)
    own = (ended(clock, facts.closed, Lapse.CASE_CLOSED) for clock in clocks)
    breaches = (_breach(breach, number, facts.holder) for number, breach in enumerate(facts.breaches, 1))
    return (*own, *advice, *clocks_of_governor(facts.governor), *breaches)


def governor_of(facts: ReportFacts, calendar: Calendar) -> GovernorDates | None:
    """The governor's dates for one report; None when the matter has not been raised with rektor yet."""
    if facts.past_principal:
        return dates.governor_dates(facts.reported_at, calendar, special_reasons=True)
    if facts.available_to_principal_at is None:
        return None
    return dates.governor_dates(facts.available_to_principal_at, calendar)


def promise_met(begun: Met | None, activated: Met | None) -> Met | None:
    """What met the promise for one measure: the later of its true beginning and the activation of its plan.

    Source: law.ONE_WEEK.
    Chosen reading: only for a measure that counts (`plans.counts_as_measure`). Begun without a plan, or planned without
    having begun, has not met it.
    """
    if begun is None or activated is None:
        return None
    return max(activated, begun, key=lambda met: met.at)


def earliest(mets: Iterable[Met | None]) -> Met | None:
    """The first of these that happened."""
    return min((met for met in mets if met is not None), key=lambda met: met.at, default=None)


def _working(facts: CaseFacts, worker: str, calendar: Calendar, limits: Limits) -> list[Clock]:
    """The clocks of the work itself: on the report until there is a case, then on the case."""
    began_at = facts.first_reported_at
    talk_on, plan_on = dates.first_talk_due(began_at, calendar, limits), dates.plan_due(began_at, calendar)
    return [
        by_day(Code.SCHOOL_PROMISE, worker, dates.promise_due(began_at), law.ONE_WEEK, facts.promise_met),
        by_day(Code.FIRST_TALK, worker, talk_on, law.HOUSE_PRACTICE, facts.heard),
        by_day(Code.PLAN_ACTIVE, worker, plan_on, law.HOUSE_PRACTICE, facts.plan_activated),
    ]


def _telling(facts: ReportFacts) -> list[Clock]:
    """Who has told whom: the employee rektor or the owner, and rektor the owner."""
    due, itself = dates.straks_due(facts.began_at), Met(facts.reported_at, facts.told_by)
    if facts.about == Concern.LEADERSHIP:
        told = facts.rerouted_to_owner or (itself if facts.past_principal else None)
        if facts.rerouted_to_owner and facts.first_read_at and not facts.by_staff:  # its reader was the first to know
            due = dates.straks_due(facts.first_read_at)
        return [by_day(Code.LEADERSHIP_TO_OWNER, Role.EMPLOYEE, due, law.LEADERSHIP_TO_OWNER, told)]
    is_about_staff = facts.about == Concern.EMPLOYEE
    clocks = []
    if is_about_staff or (facts.by_staff and facts.about == Concern.PUPILS):
        source = law.STAFF_TO_PRINCIPAL if is_about_staff else law.REPORT_TO_PRINCIPAL
        has_reader = facts.past_principal or facts.available_to_principal_at is not None
        clocks.append(by_day(Code.STAFF_TO_PRINCIPAL, Role.EMPLOYEE, due, source, itself if has_reader else None))
    if is_about_staff and facts.past_principal:
        clocks.append(_to_owner(facts, facts.reported_at, facts.owner_told or itself))
    elif is_about_staff and facts.first_read_at is not None:
        clocks.append(_to_owner(facts, facts.first_read_at, facts.owner_told))
    return clocks


def _to_owner(facts: ReportFacts, judged_at: datetime, told: Met | None) -> Clock:
    lapsed = Lapse.UNFOUNDED if facts.unfounded is not None and told is None else ""
    due = dates.owner_due(judged_at)
    return by_day(Code.PRINCIPAL_TO_OWNER, facts.holder, due, law.HOUSE_PRACTICE, told, lapsed=lapsed)


def _governor(facts: ReportFacts, calendar: Calendar) -> list[Clock]:
    families = governor_of(facts, calendar)
    if families is None:
        return []
    return [
        Clock(
            code=Code.GOVERNOR_FROM, for_=FAMILY, due=families.from_, overdue_from=start_of_day(families.from_),
            source=law.COUNTY_GOVERNOR, is_entitlement=True,
            lapsed=Lapse.PUPIL_LEFT if facts.pupil_left_on is not None else "",
        )
    ]


def _evaluation(facts: EvaluationFacts, worker: str) -> Clock:
    due = dates.evaluation_due(facts.due_on)
    is_stopped_first = facts.done is None and facts.stopped_on is not None and facts.stopped_on <= due
    lapsed = Lapse.MEASURE_STOPPED if is_stopped_first else ""
    clock = by_day(Code.EVALUATION, worker, due, law.WRITTEN_PLAN, facts.done, about=facts.about, lapsed=lapsed)
    return ended(clock, facts.over, Lapse.MEASURES_ENDED)


def _intervened(facts: InterventionFacts, number: int, holder: Role) -> Clock:
    """Of a physical intervention. Whoever has rektor's part at the owner has heard of it by writing it down."""
    told = facts.told if holder is Role.PRINCIPAL else facts.told or facts.recorded
    due, about = dates.owner_due(facts.recorded.at), "" if number == 1 else str(number)
    return by_day(Code.INTERVENTION_TO_OWNER, holder, due, law.HOUSE_PRACTICE, told, about=about)


def _help(facts: HelpFacts, number: int, worker: str) -> Clock:
    due, about = dates.help_due(facts.asked.at), "" if number == 1 else str(number)
    clock = by_day(Code.HELP_QUESTION, worker, due, law.HOUSE_PRACTICE, facts.answered, about=about)
    return ended(clock, facts.over, Lapse.MEASURES_ENDED)


def _called(facts: CallFacts, worker: str, calendar: Calendar) -> Clock:
    if not facts.at_once:
        to_read_at = dates.child_answered_due(facts.told.at, calendar)
        return by_time(Code.CHILD_ANSWERED, worker, to_read_at, facts.answered, about=facts.about)
    due = dates.child_calls_due(facts.told.at)
    return by_day(Code.CHILD_CALLS, worker, due, law.HOUSE_PRACTICE, facts.answered, about=facts.about)


def _talked(facts: StopTalkFacts, number: int, worker: str) -> Clock:
    """The talk that follows on a stop talk: by the number of the talk in which it was booked."""
    due = dates.stop_talk_due(facts.next_on)
    return by_day(Code.STOP_TALK_FOLLOWUP, worker, due, law.HOUSE_PRACTICE, facts.done, about=str(number))


def _recipient(facts: RecipientAsked, number: int, worker: str, calendar: Calendar) -> Clock:
    due, about = dates.recipient_due(day_of(facts.noted.at), calendar), "" if number == 1 else str(number)
    return by_day(Code.RECIPIENT_DECISION, worker, due, law.HOUSE_PRACTICE, facts.done, about=about)


def _breach(facts: BreachFacts, number: int, holder: Role) -> Clock:
    """What was told about the wrong child is assessed, whatever becomes of the case."""
    due = dates.privacy_due(facts.found_at)
    return Clock(
        code=Code.PRIVACY_ASSESSMENT, for_=holder, due=due, overdue_from=due, source=law.BREACH_REPORTED,
        about="" if number == 1 else str(number), met=facts.assessed,
    )


def _aftercare(facts: AftercareFacts, number: int, worker: str, calendar: Calendar) -> list[Clock]:
    """The talks held, and the two that come next: by number, and by period when it is not the first.

    A talk meets everything that was due before its day. Is nothing, it meets the next one, when the one before that was
    due already: two talks in a week are not the talk of the week after.
    """
    days = dates.aftercare_due(facts.starts_on, facts.until, calendar)
    mets: list[Met] = []
    for check in facts.checks:
        on, missed_count = day_of(check.at), sum(day < day_of(check.at) for day in days[len(mets) :])
        is_awaited = len(mets) < len(days) and (not mets or days[len(mets) - 1] < on)
        mets += [check] * (missed_count or int(is_awaited))
    clocks = []
    for place, day in enumerate(days[: len(mets) + NEXT_COUNT]):
        about = str(place + 1) if number == 1 else f"{number}/{place + 1}"
        met = mets[place] if place < len(mets) else None
        clock = by_day(Code.AFTERCARE_CHECK, worker, day, law.HOUSE_PRACTICE, met, about=about)
        clocks.append(ended(clock, facts.ended, facts.why))
    return clocks


def _worked_anew(work: WorkFacts, number: int, worker: str, calendar: Calendar, limits: Limits) -> list[Clock]:
    """A case that is reopened is as one that is reported then: the pupil is heard, and the week runs."""
    facts = CaseFacts(
        first_reported_at=work.reopened.at, heard=work.heard, promise_met=work.promise_met,
        plan_activated=work.plan_activated,
    )  # fmt: skip
    return [replace(clock, about=str(number)) for clock in _working(facts, worker, calendar, limits)]


def _shut_meanwhile(clock: Clock, work: WorkFacts) -> Clock:
    """What fell due while the case was closed stays lapsed; what falls due later runs on, with no time hidden."""
    if work.shut_since is None or clock.overdue_from > work.reopened.at:
        return clock
    return ended(clock, work.shut_since, Lapse.CASE_CLOSED)


def _declaration(reading: Reading, number: int, facts: ReportFacts, calendar: Calendar) -> Clock:
    due = dates.declaration_due(reading.at, calendar)
    clock = by_time(Code.DECLARATION, facts.holder, due, reading.declared)
    return ended(replace(clock, about="" if number == 1 else str(number)), reading.sent_on, Lapse.SENT_ON)
