"""What the school and whoever reported have written to each other in the watched world, and who holds the code."""

from __future__ import annotations

from collections.abc import Callable

from innsats.cases import actions
from innsats.cases.models import Report
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from tests.cases.codes import by_code
from tests.world import AT


def talked_on(report: Report, pupil: Pupil, rektor: Actor, words: Callable[[], str]) -> None:
    """Messages both ways, and a confirmation of who holds the code, after one that has ended."""
    by = {"by": rektor, "at": AT}
    actions.answer_reporter(report.pk, text=words(), **by)
    actions.write_to_school(report.pk, text=words(), by=by_code(report), at=AT)
    known = {"pupil": pupil.pk, "how": "met", **by}
    ended = actions.confirm_holder(report.pk, text=words(), **known)
    actions.end_confirmation(report.pk, confirmation=ended.pk, reason=words(), **by)
    actions.confirm_holder(report.pk, text=words(), **known)
