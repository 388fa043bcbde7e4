"""Signing in, and staying in: by what means somebody shows who it is, and what a session is worth.

`passwords`, `codes` and `passkeys` are the means. `begun.begin` starts every session, whatever the means, also one by
another service; `begun.door_of` says what it is worth right now; `gate` is the one place that lets nobody further.
"""

from .begun import By, begin

__all__ = ["By", "begin"]
