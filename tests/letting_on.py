"""Who comes from outside the school has no tie to it, and says so before the names."""

from __future__ import annotations

from datetime import datetime

from innsats.cases.actions.schoolties import declare_school_ties
from innsats.cases.models import Case, Report
from innsats.cases.queries.access import standing_of
from innsats.cases.queries.schoolties import FirstStep, first_step
from innsats.journal.actors import Actor
from innsats.people.viewers import viewer_of
from innsats.rules.schoolties import SchoolTie


def let_on(row: Case | Report, by: Actor, at: datetime) -> None:
    """On to the names of `row`, when that has not been asked yet."""
    viewer = viewer_of(by, at)
    if first_step(viewer, row, standing_of(viewer, row)) is FirstStep.ASKED:
        for case in [row] if isinstance(row, Case) else Case.objects.filter(casereport__report=row):
            declare_school_ties(case.pk, by=by, at=at, answer=SchoolTie.NONE)
