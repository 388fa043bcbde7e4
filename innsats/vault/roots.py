"""What master keys are wrapped by: a root key that we are given, or a key service that never gives its own away.

What is stored says which: a key service's ciphertext begins with its name. So both may be set while one takes over from
the other: what stands is opened by the one that wrapped it, and what is new is wrapped by the service.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from . import cipher, transit
from .errors import WrongRootKey


def root_key() -> bytes:
    """The 32 bytes of `settings.ROOT_KEY`. Raises ImproperlyConfigured if it is not 64 hexadecimal digits."""
    return read_root_key(settings.ROOT_KEY)


def read_root_key(said: str, *, name: str = "INNSATS_ROOT_KEY") -> bytes:
    """The 32 bytes that 64 hexadecimal digits say. Raises ImproperlyConfigured, never with what was said in it."""
    try:
        root = bytes.fromhex(said)
    except (TypeError, ValueError):
        root = b""
    if len(root) != cipher.KEY_BYTES or len(said) != 2 * cipher.KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must be 64 hexadecimal digits (32 random bytes). See docs/running.md.")
    return root


def check_settings() -> None:
    """What is set has the right form. Asks nobody. Raises ImproperlyConfigured."""
    if settings.KEY_SERVICE:
        transit.engine()
    if settings.ROOT_KEY or not settings.KEY_SERVICE:
        root_key()


def wrapped(master: bytes, *, bound_to: str, root: bytes | None = None) -> bytes:
    """A master key wrapped by `root` if one is given, else by the key service if there is one, else by the root key.

    Raises TransitAway or TransitRefused.
    """
    if root is None and settings.KEY_SERVICE:
        return transit.encrypted(master, bound_to=bound_to)
    return cipher.wrapped(master, under=root or root_key(), bound_to=bound_to)


def unwrapped(stored: bytes, *, bound_to: str) -> bytes:
    """The master key that was wrapped. Raises a kind of Locked."""
    if stored.startswith(transit.BEGINS):
        if not settings.KEY_SERVICE:
            raise WrongRootKey(
                "This database's keys are wrapped by a key service, and INNSATS_KEY_SERVICE is not set."
                " See docs/running.md."
            )
        return transit.decrypted(stored, bound_to=bound_to)
    if not settings.ROOT_KEY:
        raise WrongRootKey(
            "This database's keys are wrapped by a root key, and INNSATS_ROOT_KEY is not set: keep both settings until"
            " `innsats rotate-keys` has been run. See docs/running.md."
        )
    try:
        return cipher.unwrapped(stored, under=root_key(), bound_to=bound_to)
    except InvalidTag:
        raise WrongRootKey(
            "INNSATS_ROOT_KEY does not unwrap this database's keys: it belongs to another database."
            " See docs/running.md."
        ) from None
