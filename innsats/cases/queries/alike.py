"""Twins and pupils of the same name: whoever chooses one is asked once more."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from innsats.people.models import Pupil
from innsats.people.queries.pupils import alike_in
from innsats.rules import law
from innsats.rules.verdicts import Obstacle

from ..models import Case, Report


def choosing_obstacles(row: Case | Report, chosen: Iterable[UUID], *, is_sure: bool) -> tuple[Obstacle, ...]:
    """`pupils_alike`, about the chosen ones of whom the school has a namesake or a twin; nothing for who is sure."""
    if is_sure:
        return ()
    alike = alike_in(row.school_id, Pupil.objects.filter(school_id=row.school_id, pk__in=list(chosen)))
    return (Obstacle("pupils_alike", law.ACCURACY, tuple(sorted(map(str, alike)))),) if alike else ()
