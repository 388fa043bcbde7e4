"""Codes of sixteen digits that somebody keeps on a scrap of paper: made, read as typed, and hashed slowly.

Who has the code has what it opens, so that the database must not have it: kept is a hash, keyed with a secret of the
vault (`keys.codes_key`). A copy of the database alone lets nobody try a code; with the secret too, trying all the
codes there can be takes one core some million years.
"""

from __future__ import annotations

import hmac
import os
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from threading import BoundedSemaphore

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import cipher

DIGITS_COUNT = 16
LONGEST_TYPED_COUNT = 100  # signs that are looked at
HASHES_AT_ONCE = 2  # in a process: a flood of tries takes neither the memory nor both cores from everybody else
MEMORY_KIB, ROUNDS_COUNT = 19 * 1024, 1
_hashing = BoundedSemaphore(HASHES_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Derived:
    """What comes of a code: `lookup` (32 bytes) may be stored, `key` (32 bytes) never is."""

    lookup: bytes
    key: bytes


def code_of(seed: str, *, secret: bytes) -> str:
    """Sixteen digits, the same each time for one seed: a form that is sent twice gives one code.

    Nobody can tell the code from its seed without the secret.
    """
    drawn = hmac.digest(secret, b"code|" + seed.encode(), "sha512")
    return str(int.from_bytes(drawn) % 10**DIGITS_COUNT).zfill(DIGITS_COUNT)


def secret_of(seed: str, *, secret: bytes) -> bytes:
    """Twenty bytes, the same each time for one seed, which nobody can tell from it without the secret."""
    return hmac.digest(secret, b"shared|" + seed.encode(), "sha256")[:20]


def read_code(typed: str) -> str:
    """The sixteen digits in what was typed, in whatever script and with whatever between them; "" for anything else."""
    signs = [sign for sign in typed[:LONGEST_TYPED_COUNT] if unicodedata.category(sign) == "Nd"]
    return "".join(str(unicodedata.digit(sign)) for sign in signs) if len(signs) == DIGITS_COUNT else ""


def grouped(code: str) -> str:
    """1234 5678 9012 3456"""
    return " ".join(code[n : n + 4] for n in range(0, len(code), 4))


def derived(code: str, *, secret: bytes) -> Derived:
    """The slow part: about 10 ms, and at most `HASHES_AT_ONCE` at the same time in a process."""
    with _hashing:
        raw = hash_secret_raw(
            code.encode(), salt=sha256(b"salt|" + secret).digest()[:16], time_cost=ROUNDS_COUNT,
            memory_cost=MEMORY_KIB, parallelism=1, hash_len=64, type=Type.ID,
        )  # fmt: skip
    return Derived(lookup=hmac.digest(secret, raw[:32], "sha256"), key=raw[32:])


def sealed_by(key: bytes, text: str, *, bound_to: str) -> bytes:
    """`text` sealed with the key of a code, so that it is read with the code alone. Raises ValueError as `seal`."""
    nonce = os.urandom(cipher.NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, cipher.padded(text), bound_to.encode())


def opened_by(key: bytes, sealed: bytes, *, bound_to: str) -> str:
    """The text that `sealed_by` was given. Raises cryptography's InvalidTag for another key or row."""
    nonce, rest = sealed[: cipher.NONCE_BYTES], sealed[cipher.NONCE_BYTES :]
    return cipher.unpadded(AESGCM(key).decrypt(nonce, rest, bound_to.encode()))
