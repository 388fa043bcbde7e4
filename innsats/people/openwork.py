"""How much somebody has open, for the pages about people. Nobody here knows a case: the slice that does, counts."""

from __future__ import annotations

from collections.abc import Callable

from .models import Person
from .viewers import Viewer

Count = Callable[[Viewer, Person], int]
_counts: list[Count] = []


def counted_by(count: Count) -> None:
    """Let `count` say how much of what this viewer may see the person has open."""
    if count not in _counts:
        _counts.append(count)


def open_work_of(viewer: Viewer, person: Person) -> int:
    """How many pieces of work that the viewer may see lie with this person now."""
    return sum(count(viewer, person) for count in _counts)
