"""The address at which a calendar program reads a member's own days."""

from __future__ import annotations

import hashlib

from ..models import CalendarAddress


def hash_of(key: str) -> str:
    """Keys are drawn with 256 bits, so that a plain hash is enough: there is nothing to guess from."""
    return hashlib.sha256(key.encode()).hexdigest()


def open_address(person: int | None) -> CalendarAddress | None:
    return CalendarAddress.objects.filter(person=person, closed_at=None).first() if person else None


def address_by_key(key: str) -> CalendarAddress | None:
    """Whose calendar this is; None for an address that is over or never was."""
    found = CalendarAddress.objects.select_related("person__account")
    return found.filter(key_hash=hash_of(key), closed_at=None).first()
