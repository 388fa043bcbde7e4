"""Gjøremål: who meets one, and which a case has. Whoever was given one is asked of now, never of when it was given."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as Case_
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, When

from innsats.database.prepared import Prepared
from innsats.journal.actors import Actor
from innsats.people.viewers import Viewer, system_parts, viewer_of
from innsats.rules.access import Part, Standing
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.errands import SHOWN_FOR, ErrandOutcome

from ..models import Case, CaseAccess, Errand, ErrandEnd, ErrandKept, Party, PupilCorrection
from .access import NotVisible, visible
from .assignees import at_work

TAKEN_BACK = ErrandOutcome.TAKEN_BACK.value


def errands_of(viewer: Viewer) -> QuerySet[Errand]:
    """What this viewer was given: all that waits, and what ended in the last fourteen days, the first due first.

    One query. Nothing once the appointment has ended, or when the case has come to concern the viewer.
    """
    waits = Q(end=None) | Q(end__at__gt=viewer.at - SHOWN_FOR)
    return _held(day_of(viewer.at)).filter(waits, person_id=viewer.person_id or 0)


def waiting_in(people: Collection[int], cases: Collection[UUID], at: datetime) -> set[tuple[int, UUID]]:
    """(person, case) for those of these people whom a piece of work of one of these cases waits for. One query, none
    for nobody.
    """
    if not people:
        return set()
    found = _held(day_of(at)).filter(_tells(at), person__in=people, case__in=cases)
    return set(found.order_by().values_list("person_id", "case_id"))


def seen_errand(viewer: Viewer, uuid: UUID | str) -> tuple[Errand, Standing]:
    """A piece of work of the viewer's own, and how the viewer stands to it. Raises NotVisible for everything else."""
    found = errands_of(viewer).filter(pk=uuid).first()
    if found is None:
        raise NotVisible(f"errand:{uuid}")
    return found, Standing(parts=frozenset(system_parts(viewer.actor) | {Part.ERRAND_HOLDER}), trained=viewer.trained)


def lock_errand(uuid: UUID | str, *, by: Actor, at: datetime) -> tuple[Errand, Viewer, Standing]:
    """A piece of work of one's own, with its case locked: what is done with it is told there. Raises NotVisible."""
    viewer = viewer_of(by, at)
    row, _standing = seen_errand(viewer, uuid)
    Case.objects.select_for_update(no_key=True).get(pk=row.case_id)
    row, standing = seen_errand(viewer, uuid)
    return row, viewer, standing


def end_of(errand: Errand) -> ErrandEnd | None:
    """How it ended; None while it waits."""
    return getattr(errand, "end", None)


def outcome_of(errand: Errand) -> ErrandOutcome | None:
    end = end_of(errand)
    return ErrandOutcome(end.outcome) if end else None


def waits(errand: Errand) -> bool:
    """Whether somebody is still to do it. `errand` is one of `errands_in`."""
    return end_of(errand) is None and errand.is_held  # type: ignore[attr-defined]


def errand_in(case: Case, uuid: UUID | str) -> Errand:
    """A piece of work of a case that somebody has locked. Raises NotVisible."""
    found = Errand.objects.select_related("end", "person", "by", "case").filter(case=case, pk=uuid).first()
    if found is None:
        raise NotVisible(f"errand:{uuid}")
    return found


def left_in(case: Case) -> QuerySet[Errand]:
    """What was given while the case was about another pupil, waits, and nobody has looked at since."""
    return Errand.objects.filter(is_left(), case=case)


def is_left() -> Q:
    """The same, of any errand. Each time the case is moved, it must be looked at again."""
    looked_at = ErrandKept.objects.filter(errand=OuterRef(OuterRef("pk")), at__gte=OuterRef("at"))
    moves = PupilCorrection.objects.filter(case=OuterRef("case"), at__gt=OuterRef("at"))
    return Q(Exists(moves.filter(~Exists(looked_at))), end=None)


@Prepared
def errands_in(case: UUID, on: date) -> QuerySet[Errand]:
    """Every piece of work of a case, the newest first, each with how it ended, whether anybody still has it, whether it
    must be looked at (`is_left`), and who has said last that it is to be done all the same.
    """
    found = Errand.objects.filter(case=case).select_related("person", "by", "end__by")
    kept = ErrandKept.objects.filter(errand=OuterRef("pk")).order_by("-at", "pk")
    return found.annotate(
        is_held=_is_held(on), is_left=Case_(When(is_left(), then=True), default=False),
        kept_by=Subquery(kept.values("by__name")[:1]), kept_at=Subquery(kept.values("at")[:1]),
    ).order_by("-at", "pk")  # fmt: skip


def met_by(viewer: Viewer, at: datetime, on: date) -> QuerySet[Errand]:
    """What the viewer is to do, or no longer has to though its time has not passed (`is_mine`, `is_over`); and what is
    late, nobody's (`is_held`) or from before the case was moved (`is_left`) of what the viewer gave, or of the cases
    the viewer leads and reads.

    Found by the viewer or by what the viewer leads: never by looking through all that waits in the country.
    """
    person = viewer.person_id or 0
    led = CaseAccess.objects.filter(part=CaseAccess.LEAD, ends_at=None, person_id=person).values("case")
    first, *others = (
        Errand.objects.filter(way_in).order_by().values("pk")
        for way_in in (Q(person_id=person), Q(by_id=person), Q(case__in=led))
    )
    mine, held = Q(person_id=person), _is_held(on)
    readable = Exists(visible(Act.READ_CASE, viewer, Case).filter(pk=OuterRef("case")))
    left = is_left()
    late = Q(end=None) & (Q(ends_at__lte=at) | ~held | left) & Q(readable)
    found = Errand.objects.filter(mine & held & _tells(at) | late, pk__in=first.union(*others, all=True))
    return found.annotate(
        is_mine=Case_(When(mine & held, then=True), default=False),
        is_over=Case_(When(end=None, then=False), default=True),
        is_held=Case_(When(held, then=True), default=False),
        is_left=Case_(When(left, then=True), default=False),
    )  # fmt: skip


def _held(on: date) -> QuerySet[Errand]:
    """All that is somebody's on this day, with what its pages say."""
    found = Errand.objects.select_related("by", "person", "end", "case__school__school_owner")
    held = found.filter(_is_held(on), case__disposed_at=None)
    return held.order_by(F("end__at").asc(nulls_first=True), "ends_at", "pk")


def _is_held(on: date) -> Any:
    """Whether whoever was given it works there, and is not somebody whom the case concerns."""
    concerned = Party.objects.filter(case=OuterRef("case"), person=OuterRef("person"))
    return Q(at_work("person", on)) & ~Q(Exists(concerned))


def _tells(at: datetime) -> Q:
    return Q(end=None) | Q(end__outcome=TAKEN_BACK, ends_at__gt=at)
