"""What can go wrong in the vault. Messages name keys, fields and rows, never content."""

from __future__ import annotations

from uuid import UUID


class Unreadable(Exception):
    """A blob is not what was sealed for this field of this row: damaged, moved, or its key is missing."""

    def __init__(self, *, key: UUID | None, field: str, row: UUID) -> None:
        super().__init__(f"{field} of row {row} cannot be opened with key {key}")
        self.key, self.field, self.row = key, field, row


class Destroyed(Unreadable):
    """The data key was destroyed, so that what it sealed is gone for good."""


class DamagedKey(Exception):
    """A key's row was changed: it no longer unwraps to what was made for it."""


class Locked(Exception):
    """The master keys cannot be unwrapped. What it says is a sentence for the operator."""


class WrongRootKey(Locked):
    """The root key, or the key of the key service, does not unwrap this database's master keys."""


class TransitAway(Locked):
    """The key service does not answer, is sealed, or is too busy: later it may be otherwise."""


class TransitRefused(Locked):
    """The key service answered no: the token, the mount or the key is not right."""
