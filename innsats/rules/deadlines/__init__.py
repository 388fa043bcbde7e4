"""Every promised date, and nothing else computes one: what is due, by when, by whom, on which source.

A clock's date never moves because it is met; lists, pages, reminders and numbers all ask `Clock.status_at`.
"""

from .assisting import TEAM_LEADER, AdviceFacts, AssistanceFacts
from .caring import KNOWER, CauseFacts, clocks_of_cause
from .clocks import (
    CASE_LEAD,
    FAMILY,
    clocks_of_case,
    clocks_of_report,
    earliest,
    governor_of,
    promise_met,
)
from .dates import (
    READINGS,
    Code,
    GovernorDates,
    advice_due,
    aftercare_due,
    appeal_due,
    child_answered_due,
    child_calls_due,
    child_welfare_due,
    child_welfare_feedback_due,
    declaration_due,
    earliest_governor,
    ending_due,
    escalation_times,
    evaluation_due,
    first_talk_due,
    governor_dates,
    governor_due,
    help_due,
    measures_work_from,
    owner_due,
    plan_due,
    privacy_due,
    promise_due,
    receipt_due,
    recipient_due,
    safety_due,
    stop_talk_due,
    straks_due,
)
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
from .governing import OWNER, AskedFacts, DecidedFacts, GovernorFacts
from .making import Lapse

__all__ = [
    "CASE_LEAD", "FAMILY", "KNOWER", "OWNER", "READINGS", "TEAM_LEADER", "AdviceFacts", "AftercareFacts",
    "AskedFacts", "AssistanceFacts", "BreachFacts", "CallFacts", "CaseFacts", "CauseFacts", "Code", "DecidedFacts",
    "EvaluationFacts", "GovernorDates", "GovernorFacts", "HelpFacts", "InterventionFacts", "Lapse", "Reading",
    "RecipientAsked", "ReportFacts", "StopTalkFacts", "WorkFacts", "advice_due", "aftercare_due", "appeal_due",
    "child_answered_due", "child_calls_due", "child_welfare_due", "child_welfare_feedback_due", "clocks_of_case",
    "clocks_of_cause", "clocks_of_report", "declaration_due", "earliest", "earliest_governor", "ending_due",
    "escalation_times", "evaluation_due", "first_talk_due", "governor_dates", "governor_due", "governor_of", "help_due",
    "measures_work_from", "owner_due", "plan_due", "privacy_due", "promise_due", "promise_met", "receipt_due",
    "recipient_due", "safety_due", "stop_talk_due", "straks_due",
]
