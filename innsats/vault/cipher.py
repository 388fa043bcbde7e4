"""The bytes: padding, blobs and wrapped keys. Plain Python; knows no database.

A blob is version (1 byte), data-key id (16), nonce (12), and AES-256-GCM of the padded text (its size + 16).
Padded text is its length (4 bytes, big-endian), UTF-8, and zeros up to one of eight sizes, so that a stored length
tells little. The associated data binds a blob to its version, its key, its field and its row.

A file is sealed the same way with a version of its own and no padding: a picture of ours is as long as it is drawn, and
filling it up to hide that would double what is stored.
"""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
FILE_VERSION = b"\x02"
KEY_BYTES = 32
NONCE_BYTES = 12
HEAD_BYTES = len(VERSION) + 16
OVERHEAD_BYTES = HEAD_BYTES + NONCE_BYTES + 16
LENGTH_BYTES = 4
SIZES = tuple(64 * 4**n for n in range(8))  # 64 bytes to 1 MiB; 100,000 characters of four bytes fit
BLOB_SIZES = frozenset(size + OVERHEAD_BYTES for size in SIZES)
MAX_TEXT_BYTES = SIZES[-1] - LENGTH_BYTES


def padded(text: str) -> bytes:
    """The text as bytes of one of the eight sizes.

    Raises ValueError, without the text in it, for a lone surrogate and for more than `MAX_TEXT_BYTES`.
    """
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise ValueError("the text holds half of a character (a lone surrogate) and cannot be stored") from None
    if len(encoded) > MAX_TEXT_BYTES:
        raise ValueError(f"the text is {len(encoded)} bytes; at most {MAX_TEXT_BYTES} can be sealed")
    size = next(size for size in SIZES if size >= LENGTH_BYTES + len(encoded))
    return (len(encoded).to_bytes(LENGTH_BYTES) + encoded).ljust(size, b"\0")


def unpadded(content: bytes) -> str:
    """The text that `padded` was given."""
    end = LENGTH_BYTES + int.from_bytes(content[:LENGTH_BYTES])
    return content[LENGTH_BYTES:end].decode()


def is_blob(stored: bytes) -> bool:
    """True if the bytes have a blob's version and one of its eight lengths, or are a file's."""
    if stored[:1] == FILE_VERSION:
        return len(stored) > OVERHEAD_BYTES
    return stored[:1] == VERSION and len(stored) in BLOB_SIZES


def key_id_of(blob: bytes) -> bytes:
    """The 16 bytes of the data key's uuid."""
    return blob[len(VERSION) : HEAD_BYTES]


def sealed(text: str, *, cipher: AESGCM, key_id: UUID, field: str, row: UUID) -> bytes:
    """A blob. Raises ValueError as `padded` does."""
    return _sealed(padded(text), VERSION, cipher, key_id, field, row)


def opened(blob: bytes, *, cipher: AESGCM, field: str, row: UUID) -> str:
    """The text of a blob. Raises cryptography's InvalidTag if anything differs from when it was sealed."""
    return unpadded(_opened(blob, VERSION, cipher, field, row))


def sealed_file(content: bytes, *, cipher: AESGCM, key_id: UUID, field: str, row: UUID) -> bytes:
    """The blob of a file. Raises ValueError for an empty one."""
    if not content:
        raise ValueError("an empty file is no file")
    return _sealed(content, FILE_VERSION, cipher, key_id, field, row)


def opened_file(blob: bytes, *, cipher: AESGCM, field: str, row: UUID) -> bytes:
    """The bytes of a file's blob. Raises InvalidTag as `opened` does, also for the blob of a text."""
    return _opened(blob, FILE_VERSION, cipher, field, row)


def wrapped(key: bytes, *, under: bytes, bound_to: str) -> bytes:
    """A key sealed under another key: nonce and AES-GCM, bound to a description of what it is for."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(under).encrypt(nonce, key, bound_to.encode())


def unwrapped(stored: bytes, *, under: bytes, bound_to: str) -> bytes:
    """The key that `wrapped` was given. Raises InvalidTag for another key or description."""
    return AESGCM(under).decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], bound_to.encode())


def _sealed(content: bytes, version: bytes, cipher: AESGCM, key_id: UUID, field: str, row: UUID) -> bytes:
    head, nonce = version + key_id.bytes, os.urandom(NONCE_BYTES)
    return head + nonce + cipher.encrypt(nonce, content, _bound(head, field, row))


def _opened(blob: bytes, version: bytes, cipher: AESGCM, field: str, row: UUID) -> bytes:
    head, nonce = blob[:HEAD_BYTES], blob[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES]
    if head[:1] != version:
        raise InvalidTag
    return cipher.decrypt(nonce, blob[HEAD_BYTES + NONCE_BYTES :], _bound(head, field, row))


def _bound(head: bytes, field: str, row: UUID) -> bytes:
    return b"%b|%b|%b" % (head, field.encode(), row.bytes)
