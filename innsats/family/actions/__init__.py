"""The families' side: a person reads what will be read, and somebody of the family is let in to read it."""

from .approving import approve_edition
from .keys import end_family_key, give_family_key, use_family_key

__all__ = ["approve_edition", "end_family_key", "give_family_key", "use_family_key"]
