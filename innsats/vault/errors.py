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
    """A data key's row was changed: it no longer unwraps to what was made for its kind, owner and subject."""


class WrongRootKey(Exception):
    """The root key does not unwrap this database's master keys."""
