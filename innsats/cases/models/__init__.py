"""Rows of the case. A state worth a name is a row with who, when and why; text about a child is sealed."""

from .case import Case, CaseAccess, CaseReport, Correction, Hearing, Note, RightsInformation, Seriousness
from .dues import OPEN, Due
from .linked import CaseLink, GuardianContact, SharedMeasure
from .plan import Evaluation, Measure, MeasureAim, MeasureEnd, MeasureStart, Plan, PlanActivation
from .report import Report
from .shared import Declaration, OwnerTold, Party, Recusal, SafetyStep, Unfounded

__all__ = [
    "OPEN",
    "Case",
    "CaseAccess",
    "CaseLink",
    "CaseReport",
    "SharedMeasure",
    "Correction",
    "Declaration",
    "Due",
    "Evaluation",
    "GuardianContact",
    "Hearing",
    "Measure",
    "MeasureAim",
    "MeasureEnd",
    "MeasureStart",
    "Note",
    "OwnerTold",
    "Party",
    "Plan",
    "PlanActivation",
    "Recusal",
    "Report",
    "RightsInformation",
    "SafetyStep",
    "Seriousness",
    "Unfounded",
]
