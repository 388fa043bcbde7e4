"""Seal text, and open it again. Only actions seal; only queries open, all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import cipher, keys
from .errors import DamagedKey, Destroyed, Unreadable
from .fields import Sealed
from .models import DataKey

T = TypeVar("T")
__all__ = [
    "DamagedKey", "Destroyed", "Sealed", "Unreadable", "open_all", "open_file", "open_one", "seal", "seal_file",
    "sha256",
]  # fmt: skip


def seal(text: str, *, key: DataKey | UUID, field: str, row: UUID) -> Sealed:
    """The text, sealed for one field ("cases.Note.words") of one row. Empty text is empty: b"" with no key.

    Give the key's row where you have it; by uuid it may cost a query. Raises ValueError for a lone surrogate or more
    than `cipher.MAX_TEXT_BYTES` (room for 100,000 characters), Destroyed or Unreadable when there is no such key.
    """
    if not isinstance(text, str) or not isinstance(row, UUID):
        raise TypeError("seal() takes text and the uuid of a row")
    if not text:
        return Sealed(b"", field)
    key_id, found = _cipher_for(key, field, row)
    return Sealed(cipher.sealed(text, cipher=found, key_id=key_id, field=field, row=row), field)


def open_all(sealed: Iterable[tuple[Sealed, UUID]]) -> list[str]:
    """The texts of (sealed, row uuid) pairs, in their order. At most one query for each five hundred keys.

    Raises Destroyed when a key is gone, Unreadable when a blob is damaged or belongs to another row or field, and
    DamagedKey when a key's row was changed.
    """
    pairs = [(bytes(one), one.field, row) for one, row in sealed]
    ciphers = keys.ciphers_of({cipher.key_id_of(blob) for blob, _, _ in pairs if blob})
    return [_with_cipher(cipher.opened, blob, field, row, ciphers) if blob else "" for blob, field, row in pairs]


def open_one(sealed: Sealed, row: UUID) -> str:
    """The text of one. In a loop, use `open_all`."""
    return open_all([(sealed, row)])[0]


def destroyed_among(sealed: Iterable[tuple[Sealed, UUID]]) -> set[UUID]:
    """The rows of those of these (sealed, row uuid) pairs whose key is gone for good. At most one query."""
    keyed = [(cipher.key_id_of(blob), row) for one, row in sealed if (blob := bytes(one))]
    ciphers = keys.ciphers_of({key for key, _row in keyed})
    return {row for key, row in keyed if ciphers.get(key) is None}


def seal_file(content: bytes, *, key: DataKey | UUID, field: str, row: UUID) -> Sealed:
    """The bytes of a file, sealed as `seal` seals a text. Raises ValueError for an empty file."""
    key_id, found = _cipher_for(key, field, row)
    return Sealed(cipher.sealed_file(content, cipher=found, key_id=key_id, field=field, row=row), field)


def open_file(sealed: Sealed, row: UUID) -> bytes:
    """The bytes of one file. At most one query. Raises as `open_all` does."""
    blob = bytes(sealed)
    ciphers = keys.ciphers_of([cipher.key_id_of(blob)])
    return _with_cipher(cipher.opened_file, blob, sealed.field, row, ciphers)


def sha256(sealed: Sealed | bytes) -> str:
    """The hash of what is stored, in hex, for the event that concerns a sealed row."""
    return hashlib.sha256(bytes(sealed)).hexdigest()


def _cipher_for(key: DataKey | UUID, field: str, row: UUID) -> tuple[UUID, AESGCM]:
    if isinstance(key, DataKey):
        key_id, found = key.uuid, keys.cipher_of(key)
    else:
        by_id = keys.ciphers_of([key.bytes])
        if key.bytes not in by_id:
            raise Unreadable(key=key, field=field, row=row)
        key_id, found = key, by_id[key.bytes]
    if found is None:
        raise Destroyed(key=key_id, field=field, row=row)
    return key_id, found


def _with_cipher(
    opened: Callable[..., T], blob: bytes, field: str, row: UUID, ciphers: dict[bytes, AESGCM | None]
) -> T:
    key_id = cipher.key_id_of(blob)
    if key_id not in ciphers:
        raise Unreadable(key=UUID(bytes=key_id), field=field, row=row)
    found = ciphers[key_id]
    if found is None:
        raise Destroyed(key=UUID(bytes=key_id), field=field, row=row)
    try:
        return opened(blob, cipher=found, field=field, row=row)
    except InvalidTag:
        raise Unreadable(key=UUID(bytes=key_id), field=field, row=row) from None
