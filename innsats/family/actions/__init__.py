"""What the school does on the families' side: a person reads what will be read, and approves it."""

from .approving import approve_edition

__all__ = ["approve_edition"]
