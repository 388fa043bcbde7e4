"""Who meets a case on its way out: those who may see it, and whoever answers for it at the owner once it is archived.

Those at the owner see the number, the school and the dates of what the archive has, and why it is kept; never more.
Of what habilitet shuts them out of they see nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from innsats.cases.models import ArchiveReceipt, Case
from innsats.cases.queries.access import Disposed, conflict, lock_visible, standing_of
from innsats.cases.queries.head import read
from innsats.journal.actors import Actor
from innsats.journal.looks import looked
from innsats.people.viewers import Viewer, standing_at_unit, viewer_of
from innsats.rules.access import OWNERS, Standing
from innsats.rules.acts import Act


def handed_over(viewer: Viewer) -> QuerySet[Case]:
    """The cases that the archive has, at the owners that the viewer looks after. Also what is disposed of."""
    archived = ArchiveReceipt.objects.filter(case=OuterRef("pk"))
    held = Case.objects.filter(Exists(archived), school_owner__in=viewer.owners_kept)
    return held.exclude(conflict(viewer, Case))


def kept_seen(viewer: Viewer, number: str) -> tuple[Case, Standing]:
    """One case, and how the viewer stands to it; the look is kept. Raises NotVisible, Disposed, or Shut for who may see
    it and not read it.
    """
    row = _with_school(handed_over(viewer)).filter(number=number).first()
    if row is None:
        case = read(viewer, number)
        return case.row, _at_owner(viewer, case.row, case.standing)
    if row.disposed_at is not None:
        raise Disposed(row.subject.stream)
    looked(Act.SEE_CASE, row.subject, by=viewer.actor, at=viewer.at)
    return row, _at_owner(viewer, row, standing_of(viewer, row))


def lock_kept(case: UUID, *, by: Actor, at: datetime) -> tuple[Case, Viewer, Standing]:
    """As `kept_seen`, locked, for the acts. Raises NotVisible."""
    viewer = viewer_of(by, at)
    if not handed_over(viewer).filter(pk=case, disposed_at=None).exists():
        return lock_visible(Case, case, by=by, at=at)
    row = Case.objects.select_for_update(no_key=True).get(pk=case)
    return row, viewer, _at_owner(viewer, row, standing_of(viewer, row))


def _at_owner(viewer: Viewer, row: Case, standing: Standing) -> Standing:
    """With the part that the viewer has at the owner, when the archive has the case."""
    if not ArchiveReceipt.objects.filter(case=row).exists():
        return standing
    held = standing_at_unit(viewer, row.school_owner).parts & frozenset(OWNERS)
    return replace(standing, parts=standing.parts | held)


def _with_school(rows: QuerySet[Case]) -> QuerySet[Case, Any]:
    return rows.select_related("school__school_owner", "school_owner")
