"""Physical interventions: what is kept of each, and when the owner must hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from . import law
from .inputs import text_obstacles, time_obstacles
from .verdicts import Obstacle

Obstacles = tuple[Obstacle, ...]
KEPT = ("event", "intervention", "pupil_view")  # the three things that the law wants in every record


def obstacles_to_recording(texts: Mapping[str, str]) -> Obstacles:
    """Each of `KEPT` that `texts` lacks, and each that is too long.

    Source: law.INTERVENTION_DOCUMENTED (§ 13-5(2): the event, the intervention and the pupil's view).
    Chosen reading: all three, also when the pupil says nothing: then that is what is written.
    """
    lacking = (
        Obstacle("intervention_lacks", law.INTERVENTION_DOCUMENTED, (field,))
        for field in KEPT
        if not texts.get(field, "").strip()
    )
    long = (one for field in KEPT for one in text_obstacles(field, texts.get(field, ""), is_required=False))
    return (*lacking, *long)


def obstacles_to_telling(happened_at: datetime, told: Mapping[str, datetime | None], *, at: datetime) -> Obstacles:
    """`told_before_it_happened` or `in_the_future`, about each of `told` (field → when, None when not said).

    Source: law.HOUSE_PRACTICE. Chosen reading: to the minute, for it is told the same day.
    """
    early = (
        Obstacle("told_before_it_happened", law.HOUSE_PRACTICE, (field,))
        for field, when in told.items()
        if when is not None and when < happened_at
    )
    return (*early, *(one for field, when in told.items() for one in time_obstacles(field, when, at=at)))


def owes_owner(earlier_count: int, *, is_serious: bool) -> bool:
    """Whether the owner must be told: the pupil has met it before at this school, or it was especially serious.

    Source: law.INTERVENTION_TOLD (§ 13-5(1)).
    Chosen reading: the second counts as repeated, in whichever case of the school the first stands.
    """
    return is_serious or earlier_count > 0
