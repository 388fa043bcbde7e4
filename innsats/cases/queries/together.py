"""Measures that are carried out once for several pupils: what is answered for one of them already."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q, Subquery

from ..models import Evaluation, SharedMeasure


def answered_elsewhere(lineage: UUID) -> Evaluation | None:
    """The newest answer on carrying out, given for a measure in common with this one since this was last evaluated.

    Only an answer that was asked for: one that was itself taken over is no new answer. One query.
    """
    here = SharedMeasure.objects.filter(lineage=lineage).values("common")
    others = SharedMeasure.objects.filter(common__in=here).exclude(lineage=lineage).values("lineage")
    given = Evaluation.objects.filter(lineage__in=others, answered_by=None)
    newest_here = Evaluation.objects.filter(lineage=lineage).order_by("-at").values("at")[:1]
    since = given.annotate(newest_here=Subquery(newest_here))
    return since.filter(Q(newest_here=None) | Q(at__gt=F("newest_here"))).order_by("-at", "pk").first()
