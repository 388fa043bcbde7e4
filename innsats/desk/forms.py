"""How a list of cases is narrowed and sorted, as it stands in the address. What is not understood is left out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from .queries.cases import Asked, Clocks, Sort, Which

LONGEST_SEARCH = 200
E_ = TypeVar("E_", bound=StrEnum)


def asked_for(typed: Mapping[str, str], words: str = "") -> Asked:
    """What `?vis=…&over=…&skole=…&sorter=…&etter=…` asks for, or the case to find by `words`."""
    return Asked(
        which=_code(Which, typed.get("vis", "")),
        clocks=_code(Clocks, typed.get("over", "")),
        sort=_code(Sort, typed.get("sorter", "")),
        school=_uuid(typed.get("skole", "")),
        words=words.strip()[:LONGEST_SEARCH],
        after=typed.get("etter", ""),
    )


def _code(codes: type[E_], said: str) -> E_:
    return codes(said) if said in set(codes) else codes("")


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
