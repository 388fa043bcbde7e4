"""Numbers of reports and cases: the year, seven random digits, a check digit.

A running number would tell rektor that a case is hidden from her; a random one tells nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction

T = TypeVar("T")
TRIES = 20


def new_number(on: date) -> str:
    """A number like 2026-4821357-7, not yet known to be free."""
    body = f"{on.year}{secrets.randbelow(10_000_000):07d}"
    return f"{body[:4]}-{body[4:]}-{check_digit(body)}"


def check_digit(digits: str) -> int:
    """Luhn: one digit typed wrong, or two neighbours swapped, shows."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10


def numbered(create: Callable[[str], T], on: date) -> T:
    """Create a row under a free number, drawing again when somebody else has it."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return create(new_number(on))
        except IntegrityError as error:
            if "number" not in str(error):
                raise
    raise RuntimeError(f"no free number in {TRIES} draws")
