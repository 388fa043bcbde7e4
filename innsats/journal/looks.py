"""Looking leaves a trace: written before the answer, and without it there is no page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.database.turns import in_turn
from innsats.rules.acts import Act

from .action import tell_hooks
from .actors import Actor, Subject
from .models import Look
from .writes import listed_write

STARTS_A_CLOCK = frozenset({Act.READ_REPORT})
RECENT_COUNT = 50  # looks at one thing that are asked for, to see whether this one is kept already


def looked(act: Act, subject: Subject, *, by: Actor, at: datetime) -> None:
    """Keep that `by` read `subject` within this hour. A second look in the same hour adds nothing, and writes nothing.

    A reading that may start a clock (the declaration of habilitet) is told to the hooks.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    if (by.id, hour) in _recent(subject.stream, act.value):
        return
    look = Look(
        actor_id=by.id, stream=subject.stream, act=act, hour=hour, at=at, school_owner_id=subject.school_owner_id
    )
    with listed_write():
        if act not in STARTS_A_CLOCK:
            Look.objects.bulk_create([look], ignore_conflicts=True)
            return
        with in_turn(), transaction.atomic():
            Look.objects.bulk_create([look], ignore_conflicts=True)
            tell_hooks([subject], at)


@Prepared
def _recent(stream: str, act: str) -> QuerySet[Look, tuple[str, datetime]]:
    """Who looked, and in which hour."""
    looks = Look.objects.filter(stream=stream, act=act).order_by("-hour")
    return looks.values_list("actor_id", "hour")[:RECENT_COUNT]


def looked_at_all(act: Act, subjects: Iterable[Subject], *, by: Actor, at: datetime) -> None:
    """Keep, inside an action, that `by` read all of these within this hour. One statement, whatever is kept already."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    Look.objects.bulk_create(
        [
            Look(actor_id=by.id, stream=one.stream, act=act, hour=hour, at=at, school_owner_id=one.school_owner_id)
            for one in subjects
        ],
        ignore_conflicts=True,
    )
