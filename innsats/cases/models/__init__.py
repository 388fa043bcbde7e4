"""Rows of the case. A state worth a name is a row with who, when and why; text about a child is sealed."""

from .adults import EmployeeTold, NoGrounds
from .assistance import (
    Advice,
    AdviceDone,
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
    Practice,
)
from .attachments import Attachment, IntimatePicture
from .caring import Cause, CauseFeedback, CauseLeft, CauseSent, CauseShare
from .case import Case, CaseAccess, CaseReport, Correction, Hearing, Note, RightsInformation, Seriousness
from .consulting import Consult, ConsultAnswer
from .dialogue import ConfirmationEnd, HolderConfirmation, Message
from .disposal import ArchiveReceipt, Disposal, KeepingTime, LegalHold, LegalHoldEnd
from .dues import OPEN, Due
from .editions import EditionApproval, RecipientDecision, RecipientNote
from .errands import Errand, ErrandEnd, ErrandKept
from .familykeys import FamilyKey, FamilySignIn
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
from .holding import FamilyWait, FamilyWaitEnd, FamilyWaitTalk
from .home import HomeMessage
from .impartiality import Objection, SchoolTies
from .linked import CaseLink, GuardianContact, SharedMeasure
from .meetings import MeetingMember, MeetingStep, StepDone, TeamMeeting, WorkNote
from .mornings import MorningOrder, MorningSheet
from .moves import BreachAssessment, PupilCorrection
from .plan import Evaluation, Measure, MeasureAim, MeasureEnd, MeasureStart, Plan, PlanActivation
from .report import AbuseMark, Receipt, Report, Withdrawal
from .shared import Declaration, OwnerTold, Party, Recusal, SafetyStep, Unfounded
from .sharing import ConsentWithdrawal, SharedKnowledge
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
from .trail import TrailRelease, TrailRequest
from .trust import TrustCheck
from .voice import CheckInAnswer, CheckInTurn, ContactPerson

__all__ = [
    "OPEN",
    "AbuseMark",
    "Advice",
    "AdviceDone",
    "AdviceRaised",
    "AdviceReply",
    "AdviceRuling",
    "Aftercare",
    "AftercareStop",
    "ArchiveReceipt",
    "Assignment",
    "Assistance",
    "AssistanceDecline",
    "AssistanceEnd",
    "Attachment",
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
    "CheckInAnswer",
    "CheckInTurn",
    "Closure",
    "Commission",
    "CommissionEnd",
    "ConfirmationEnd",
    "ConsentWithdrawal",
    "Consult",
    "ConsultAnswer",
    "ContactPerson",
    "Correction",
    "Declaration",
    "Disposal",
    "Due",
    "EditionApproval",
    "EmployeeTold",
    "EndingCosign",
    "Errand",
    "ErrandEnd",
    "ErrandKept",
    "Evaluation",
    "FamilyKey",
    "FamilySignIn",
    "FamilyRequest",
    "FamilyWait",
    "FamilyWaitEnd",
    "FamilyWaitTalk",
    "FollowupNote",
    "GovernorCorrection",
    "GovernorEntry",
    "GuardianContact",
    "Handover",
    "Hearing",
    "HelpAnswer",
    "HolderConfirmation",
    "HomeMessage",
    "InterpreterNeed",
    "Intervention",
    "IntimatePicture",
    "KeepingTime",
    "LegalHold",
    "LegalHoldEnd",
    "Measure",
    "MeasureAim",
    "MeasureEnd",
    "MeasureStart",
    "MeetingMember",
    "MeetingStep",
    "Message",
    "MorningOrder",
    "MorningSheet",
    "NoGrounds",
    "Note",
    "Objection",
    "OfferedTalk",
    "OwnerTold",
    "Party",
    "Plan",
    "PlanActivation",
    "PoliceContact",
    "Practice",
    "Proposal",
    "ProposalDecision",
    "PupilCorrection",
    "Receipt",
    "RecipientDecision",
    "RecipientNote",
    "Recusal",
    "Reopening",
    "Report",
    "Restriction",
    "RightsInformation",
    "SafetyStep",
    "SchoolTies",
    "Seriousness",
    "SharedKnowledge",
    "SharedMeasure",
    "StepDone",
    "StopTalk",
    "StopTalksEnd",
    "Supporter",
    "TeamMeeting",
    "TrailRelease",
    "TrailRequest",
    "TrustCheck",
    "Unfounded",
    "Withdrawal",
    "WorkNote",
]
