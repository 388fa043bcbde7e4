"""Asking the external team for help, its answer, who goes, what it advises, and how it leaves."""

from .advising import answer_advice, decide_advice, escalate_advice, give_advice
from .asking import confirm_family_request, decline_assistance, request_assistance, take_family_request
from .going import assign_assistants, end_assistance, end_commission, give_commission
from .holding import hold_family_request, note_family_talk, pass_family_request, withdraw_family_request

__all__ = [
    "answer_advice",
    "assign_assistants",
    "confirm_family_request",
    "decide_advice",
    "decline_assistance",
    "end_assistance",
    "end_commission",
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
