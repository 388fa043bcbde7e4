"""Who comes from outside the school has no tie to it, and says so before the names."""

from __future__ import annotations

from datetime import datetime

from innsats.cases.actions.schoolties import declare_school_ties
from innsats.cases.models import Case, Report
from innsats.cases.queries.access import standing_of
from innsats.cases.queries.schoolties import FirstStep, first_step
from innsats.journal.actors import Actor
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.schoolties import SchoolTie


def let_on(row: Case | Report, by: Actor, at: datetime, text: str = "") -> None:
    """On to the names of `row`, when that has not been asked yet."""
    viewer = viewer_of(by, at)
    if not _is_asked(viewer, row):
        return
    for case in [row] if isinstance(row, Case) else Case.objects.filter(casereport__report=row):
        if _is_asked(viewer, case):
            declare_school_ties(case.pk, by=by, at=at, answer=SchoolTie.NONE, text=text)


def _is_asked(viewer: Viewer, row: Case | Report) -> bool:
    now = type(row)._default_manager.get(pk=row.pk)  # rektor's part may have gone on since
    return first_step(viewer, now, standing_of(viewer, now)) is FirstStep.ASKED
