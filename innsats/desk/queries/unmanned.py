"""Open cases without anybody at work who leads them, or with a measure that nobody at work answers for.

A role ends by itself, by an act, or with its school. No work is left lying: it comes to whoever holds rektor's part.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from innsats.cases.models import Case, CaseAccess, Measure, MeasureEnd, PlanActivation
from innsats.cases.queries.access import has_part, visible
from innsats.cases.queries.assignees import at_work
from innsats.people.viewers import Viewer
from innsats.rules.access import Part
from innsats.rules.acts import Act
from innsats.rules.roles import HOLDING
from innsats.rules.stages import Stage


def holds_cases(viewer: Viewer) -> bool:
    """Whether the viewer is somebody to whom such cases come."""
    return viewer.trained and any(held.role in HOLDING for held in viewer.appointments)


def unmanned(viewer: Viewer, on: date) -> QuerySet[Case]:
    """Each with `has_lead`: when it has one, it is a measure that lacks somebody."""
    of_case = {"case": OuterRef("pk")}
    leads = CaseAccess.objects.filter(at_work("person", on), part=CaseAccess.LEAD, ends_at=None, **of_case)
    newest = PlanActivation.objects.filter(case=OuterRef("case")).order_by("-at").values("plan")[:1]
    over = MeasureEnd.objects.filter(lineage=OuterRef("lineage"))
    left = Measure.objects.filter(~Exists(over), ~at_work("responsible", on), plan=Subquery(newest), **of_case)
    mine = visible(Act.SEE_CASE, viewer, Case).filter(has_part(Part.PRINCIPAL, viewer, Case))
    rows = mine.exclude(stage__in=[Stage.REPORTED, Stage.CLOSED]).annotate(has_lead=Exists(leads))
    return rows.filter(Q(has_lead=False) | Q(Exists(left), stage=Stage.MEASURES))
