"""Asking the external team for help, its answer, who goes, what it advises, and how it leaves."""

from .advising import answer_advice, carry_out_advice, decide_advice, escalate_advice, give_advice
from .asking import confirm_family_request, decline_assistance, request_assistance, take_family_request
from .consulting import answer_consult, consult_team
from .ending import end_team, keep_team
from .going import assign_assistants, end_assistance, end_commission, give_commission
from .holding import hold_family_request, note_family_talk, pass_family_request, withdraw_family_request
from .meeting import finish_step, hold_team_meeting
from .notes import erase_work_notes, hand_note_to_school, write_work_note

__all__ = [
    "answer_advice",
    "answer_consult",
    "consult_team",
    "assign_assistants",
    "carry_out_advice",
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
    "end_team",
    "keep_team",
    "escalate_advice",
    "give_advice",
    "give_commission",
    "hold_family_request",
    "note_family_talk",
    "pass_family_request",
    "request_assistance",
    "take_family_request",
    "withdraw_family_request",
]
