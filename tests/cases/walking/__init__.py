"""Random walks: any act, by anybody, in any order. What the rules refuse is refused and passed by.

Each function here that takes a walk is one step, named after its act; `read` and `tick` are the two that are none.
"""

from __future__ import annotations

from collections.abc import Callable

from . import apart, ending, helping, opening, planning
from .walk import FRIDAY, Walk, a_walk

STEPS: dict[str, Callable[[Walk], object]] = {
    name: step
    for module in (opening, planning, ending, apart, helping)
    for name, step in vars(module).items()
    if getattr(step, "__module__", None) == module.__name__ and not name.startswith("_")
}

__all__ = ["FRIDAY", "STEPS", "Walk", "a_walk"]
