"""Who interprets for a family: never a child, and nobody in the family."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from . import law
from .verdicts import Obstacle


class Interpreter(StrEnum):
    """Who interprets."""

    QUALIFIED = "qualified"
    OTHER_ADULT = "other_adult"
    TO_BE_BOOKED = "to_be_booked"
    RELATIVE = "relative"
    CHILD = "child"


def obstacles_to_interpreter(
    who: Interpreter, name: str, *, children: Iterable[str], family: Iterable[str]
) -> tuple[Obstacle, ...]:
    """`child_interprets` or `relative_interprets`: said, or known by the name of a registered pupil or a guardian.

    Source: law.CHILD_INTERPRETS (tolkeloven § 4: nobody under 18); law.HOUSE_PRACTICE for those close to the family,
    who cannot be neutral. Chosen reading: the whole name, however it is written. A grown-up of the same name as a pupil
    is written with a position.
    """
    if who is Interpreter.CHILD or _is_among(name, children):
        return (Obstacle("child_interprets", law.CHILD_INTERPRETS),)
    if who is Interpreter.RELATIVE or _is_among(name, family):
        return (Obstacle("relative_interprets", law.HOUSE_PRACTICE),)
    return ()


def _is_among(name: str, names: Iterable[str]) -> bool:
    return bool(name.strip()) and _plain(name) in {_plain(one) for one in names}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
