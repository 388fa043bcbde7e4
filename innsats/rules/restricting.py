"""A case that is in the media: one speaks for the school, and only those who are named read the case."""

from __future__ import annotations

from . import law
from .access import Part
from .verdicts import Obstacle


def obstacles_to_admitting(parts: frozenset[Part], *, is_restricted: bool) -> tuple[Obstacle, ...]:
    """`readers_restricted`: while readers are named, only rektor's part lets in one more.

    Source: law.HOUSE_PRACTICE. That few should read follows from confidentiality; who lets them in is our choice.
    """
    if is_restricted and Part.PRINCIPAL not in parts:
        return (Obstacle("readers_restricted", law.HOUSE_PRACTICE),)
    return ()
