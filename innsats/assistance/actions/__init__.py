"""Asking the external team for help, its answer, who goes, what it advises, and how it leaves."""

from .advising import answer_advice, decide_advice, escalate_advice, give_advice
from .asking import confirm_family_request, decline_assistance, request_assistance, take_family_request
from .going import assign_assistants, end_assistance, end_commission, give_commission
from .meeting import finish_step, hold_team_meeting
from .notes import erase_work_notes, hand_note_to_school, write_work_note

__all__ = [
    "answer_advice",
    "assign_assistants",
    "confirm_family_request",
    "decide_advice",
    "decline_assistance",
    "erase_work_notes",
    "finish_step",
    "hand_note_to_school",
    "hold_team_meeting",
    "write_work_note",
    "end_assistance",
    "end_commission",
    "escalate_advice",
    "give_advice",
    "give_commission",
    "request_assistance",
    "take_family_request",
]
