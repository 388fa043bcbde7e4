"""Rows of the case. A state worth a name is a row with who, when and why; text about a child is sealed."""

from .assistance import (
    Advice,
    AdviceRaised,
    AdviceReply,
    AdviceRuling,
    Assignment,
    Assistance,
    AssistanceDecline,
    AssistanceEnd,
    Commission,
    CommissionEnd,
    FamilyRequest,
)
from .caring import Cause, CauseFeedback, CauseLeft, CauseSent, CauseShare
from .case import Case, CaseAccess, CaseReport, Correction, Hearing, Note, RightsInformation, Seriousness
from .dues import OPEN, Due
from .followup import (
    Aftercare,
    AftercareStop,
    CheckIn,
    Closure,
    EndingCosign,
    FollowupNote,
    HelpAnswer,
    OfferedTalk,
    Reopening,
)
from .governor import GovernorCorrection, GovernorEntry
from .handover import Handover
from .impartiality import Objection, SchoolTies
from .linked import CaseLink, GuardianContact, SharedMeasure
from .moves import BreachAssessment, PupilCorrection
from .plan import Evaluation, Measure, MeasureAim, MeasureEnd, MeasureStart, Plan, PlanActivation
from .report import Report, Withdrawal
from .shared import Declaration, OwnerTold, Party, Recusal, SafetyStep, Unfounded
from .special import (
    InterpreterNeed,
    Intervention,
    PoliceContact,
    Proposal,
    ProposalDecision,
    Restriction,
    Supporter,
)
from .talks import StopTalk, StopTalksEnd

__all__ = [
    "OPEN",
    "Advice",
    "AdviceRaised",
    "AdviceReply",
    "AdviceRuling",
    "Aftercare",
    "AftercareStop",
    "Assignment",
    "Assistance",
    "AssistanceDecline",
    "AssistanceEnd",
    "BreachAssessment",
    "Case",
    "CaseAccess",
    "CaseLink",
    "CaseReport",
    "Cause",
    "CauseFeedback",
    "CauseLeft",
    "CauseSent",
    "CauseShare",
    "CheckIn",
    "Closure",
    "Commission",
    "CommissionEnd",
    "Correction",
    "Declaration",
    "Due",
    "EndingCosign",
    "Evaluation",
    "FamilyRequest",
    "FollowupNote",
    "GovernorCorrection",
    "GovernorEntry",
    "GuardianContact",
    "Handover",
    "Hearing",
    "HelpAnswer",
    "InterpreterNeed",
    "Intervention",
    "Measure",
    "MeasureAim",
    "MeasureEnd",
    "MeasureStart",
    "Note",
    "Objection",
    "OfferedTalk",
    "OwnerTold",
    "Party",
    "Plan",
    "PlanActivation",
    "PoliceContact",
    "Proposal",
    "ProposalDecision",
    "PupilCorrection",
    "Recusal",
    "Reopening",
    "Report",
    "Restriction",
    "RightsInformation",
    "SafetyStep",
    "SchoolTies",
    "Seriousness",
    "SharedMeasure",
    "StopTalk",
    "StopTalksEnd",
    "Supporter",
    "Unfounded",
    "Withdrawal",
]
