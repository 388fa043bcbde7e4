"""The families' side: a person reads what will be read, and somebody of the family is let in to read and to write."""

from .approving import approve_edition
from .keys import end_family_key, give_family_key, use_family_key
from .writing import leave_unanswered, write_from_home, write_home

__all__ = [
    "approve_edition", "end_family_key", "give_family_key", "leave_unanswered", "use_family_key", "write_from_home",
    "write_home",
]  # fmt: skip
