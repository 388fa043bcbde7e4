"""The families' side: a person reads what will be read; and somebody of the family is let in to read, write and answer.
"""

from .approving import approve_edition
from .asking import ask_for_trail
from .comingin import link_family_sign_in
from .keys import end_family_key, give_family_key, use_family_key
from .trust import answer_trust_check
from .writing import leave_unanswered, write_from_home, write_home

__all__ = [
    "answer_trust_check", "approve_edition", "ask_for_trail", "end_family_key", "give_family_key", "leave_unanswered",
    "link_family_sign_in", "use_family_key", "write_from_home", "write_home",
]  # fmt: skip
