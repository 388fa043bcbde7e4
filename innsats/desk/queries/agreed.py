"""What the viewer has to do after meetings with those who assist, in cases that the viewer reads."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from innsats.cases.models import Case, MeetingStep
from innsats.cases.queries.access import visible
from innsats.cases.queries.agreed import clock_of_step, waiting_steps
from innsats.cases.queries.clocks import due_of, left_of, look_of
from innsats.cases.queries.compiled import rows_for
from innsats.people.naming import with_class
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.stages import Stage
from innsats.vault.sealing import open_all
from innsats.web import words

from .todo import TodoRow

SHOWN_COUNT = 25
PUPIL = ("case__pupil", "case__pupil__sealed_name", "case__pupil__class_name", "case__pupil__grade")


def own_steps(viewer: Viewer) -> tuple[TodoRow, ...]:
    """Those that wait, the least time left first. Two queries; one when there are none."""
    rows = rows_for(_waiting, viewer) if viewer.trained else []
    names = open_all((name, pupil) for *_step, pupil, name, _class, _grade in rows)
    return tuple(
        _row(viewer, step, due_on, number, with_class(name, *in_class))
        for (step, due_on, number, _pupil, _sealed, *in_class), name in zip(rows, names, strict=True)
    )


def _waiting(viewer: Viewer) -> QuerySet[MeetingStep, Any]:
    cases = visible(Act.READ_CASE, viewer, Case).exclude(stage=Stage.CLOSED)
    mine = waiting_steps().filter(person=viewer.person_id or 0, case__in=cases.values("pk"))
    return mine.order_by("due_on", "pk").values_list("pk", "due_on", "case__number", *PUPIL)[:SHOWN_COUNT]


def _row(viewer: Viewer, step: UUID, due_on: date, number: str, whom: str) -> TodoRow:
    clock = clock_of_step(due_on)
    return TodoRow(
        group="mine", kind=Case.KIND, number=number, clocks=(clock.code,), due=clock.due,
        overdue_from=clock.overdue_from, status=look_of(clock, viewer.at), act=Act.FINISH_STEP,
        left=left_of(clock, viewer.at), whom=whom, what=words.of("todo", clock.code), note=due_of(clock),
        reference=number, step=words.of("act", Act.FINISH_STEP),
        address=reverse(Act.FINISH_STEP.value, args=[number, step]),
    )  # fmt: skip
