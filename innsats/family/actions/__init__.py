"""The families' side: what they read is approved by a person, and somebody of a family is let in, and asked."""

from .approving import approve_edition
from .keys import end_family_key, give_family_key, use_family_key
from .trust import answer_trust_check

__all__ = ["answer_trust_check", "approve_edition", "end_family_key", "give_family_key", "use_family_key"]
