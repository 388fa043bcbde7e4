"""Who meets a concern for a child: the one who knows, and those that one has named. Never by way of a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from innsats.database.prepared import Prepared
from innsats.journal.actors import Actor
from innsats.people.viewers import Viewer, system_parts, viewer_of
from innsats.rules.access import Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import start_of_day
from innsats.rules.caring import Handled
from innsats.rules.deadlines import CauseFacts, clocks_of_cause
from innsats.rules.verdicts import Clock, Met

from ..models import Cause, CauseFeedback, CauseLeft, CauseSent, CauseShare
from .access import NotVisible

PRIVATE = "private"


def causes_of(viewer: Viewer) -> QuerySet[Cause]:
    """The causes this viewer may read, newest first, each with what has been done about it. One query."""
    own = Q(person_id=viewer.person_id or 0)
    if viewer.trained:
        own |= Q(Exists(CauseShare.objects.filter(cause=OuterRef("pk"), person_id=viewer.person_id or 0)))
    return _with_done(Cause.objects.filter(own, school_owner_id__in=_owners(viewer))).order_by("-at", "pk")


def waiting_for(viewer: Viewer) -> list[tuple[Cause, Clock]]:
    """The clocks that still run of what this viewer knows, the least time left first. One query."""
    if viewer.person_id is None:
        return []
    own = _own(viewer.person_id, tuple(sorted(_owners(viewer))))
    found = ((cause, clock) for cause in own for clock in clocks_of(cause) if clock.met is None)
    return sorted(found, key=lambda one: one[1].overdue_from)


def seen_cause(viewer: Viewer, uuid: UUID | str) -> tuple[Cause, Standing]:
    """One cause, and how the viewer stands to it. Raises NotVisible, also for what does not exist."""
    cause = _with_done(Cause.objects.filter(pk=uuid)).first()
    if cause is None:
        raise NotVisible(f"cause:{uuid}")
    standing = standing_to(viewer, cause)
    if obstacles_to(Act.READ_CAUSE, standing):
        raise NotVisible(f"cause:{uuid}")
    return cause, standing


def lock_cause(uuid: UUID | str, *, by: Actor, at: datetime) -> tuple[Cause, Viewer, Standing]:
    """Lock one cause that `by` may read. Raises NotVisible."""
    viewer = viewer_of(by, at)
    Cause.objects.select_for_update(no_key=True).filter(pk=uuid).first()
    return (seen := seen_cause(viewer, uuid))[0], viewer, seen[1]


def standing_to(viewer: Viewer, cause: Cause) -> Standing:
    """How the viewer stands to a cause: who left the school and its owner has no part in it any more."""
    parts = system_parts(viewer.actor)
    if viewer.person_id is not None and cause.school_owner_id in _owners(viewer):
        if cause.person_id == viewer.person_id:
            parts.add(Part.KNOWER)
        elif CauseShare.objects.filter(cause=cause, person_id=viewer.person_id).exists():
            parts.add(Part.CAUSE_READER)
    return Standing(parts=frozenset(parts), trained=viewer.trained)


def handled(cause: Any) -> Handled:
    """What has been done about a cause, as the rules take it. `cause` is one of those above."""
    return Handled(sent_on=cause.sent_on, is_left=cause.left_at is not None)


def clocks_of(cause: Any) -> tuple[Clock, ...]:
    """Its clocks, computed as they are read: no row of the school's clocks tells that there is a cause."""
    answers = [start_of_day(cause.sent_on) if cause.sent_on else None, cause.left_at]
    answered = min((at for at in answers if at is not None), default=None)
    facts = CauseFacts(
        seen_on=cause.seen_on, is_private=cause.school_owner.kind == PRIVATE,
        answered=Met(answered) if answered else None, sent_on=cause.sent_on,
        feedback=Met(start_of_day(cause.reply_on)) if cause.reply_on else None,
    )  # fmt: skip
    return clocks_of_cause(facts)


def readers_of(cause: Cause) -> list[CauseShare]:
    """Those that the one who knows has named, in the order they were."""
    return list(CauseShare.objects.filter(cause=cause).select_related("person").order_by("at", "pk"))


@Prepared
def _own(person: int, owners: tuple[int, ...]) -> QuerySet[Cause]:
    return _with_done(Cause.objects.filter(person=person, school_owner__in=owners)).order_by("pk")


def _with_done(causes: QuerySet[Cause]) -> QuerySet[Cause]:
    of_it = {"cause": OuterRef("pk")}
    replies = CauseFeedback.objects.filter(**of_it).order_by("received_on", "pk")
    return causes.select_related("school_owner", "school", "person").annotate(
        sent_on=Subquery(CauseSent.objects.filter(**of_it).values("sent_on")[:1]),
        left_at=Subquery(CauseLeft.objects.filter(**of_it).values("at")[:1]),
        reply_on=Subquery(replies.values("received_on")[:1]),
    )


def _owners(viewer: Viewer) -> frozenset[int]:
    return frozenset(held.school_owner_id for held in viewer.appointments)
