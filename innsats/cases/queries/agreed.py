"""What was agreed at meetings with those who assist, and is not done yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.rules import law
from innsats.rules.acts import Act
from innsats.rules.calendar import start_of_day
from innsats.rules.verdicts import Clock

from ..models import MeetingStep
from .clocks import due_of, left_of, look_of
from .head import OpenCase, address
from .moved import before_move
from .texts import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step that waits: what, who, what is left of its time, and where it is said that it is done, for who can."""

    text: str
    who: str
    status: str
    left: str
    due: str
    finish: str


@Prepared
def open_steps(case: UUID) -> QuerySet[MeetingStep]:
    """Those of a case, the least time left first. One query."""
    waiting = waiting_steps().filter(case=case).select_related("person")
    return waiting.order_by("due_on", "at", "place", "pk")


def waiting_steps() -> QuerySet[MeetingStep]:
    """All that wait: not what was agreed of a child whom the case was wrongly about."""
    return MeetingStep.objects.filter(~before_move(), done=None)


def step_lines(case: OpenCase, rows: list[MeetingStep], said: Mapping[Key, str]) -> tuple[StepLine, ...]:
    """As pages say them. Their words must be among what is opened."""
    can_finish = not case.obstacles_to(Act.FINISH_STEP)
    return tuple(_line(case, one, said[one, "words"], can_finish) for one in rows)


def clock_of_step(due_on: date) -> Clock:
    """A step's own day, as clocks are said. It is over at midnight, and practice, not law."""
    return Clock(
        code="meeting_step", for_="", due=due_on, overdue_from=start_of_day(due_on + timedelta(days=1)),
        source=law.HOUSE_PRACTICE,
    )  # fmt: skip


def _line(case: OpenCase, one: MeetingStep, text: str, can_finish: bool) -> StepLine:
    clock, at = clock_of_step(one.due_on), case.viewer.at
    return StepLine(
        text=text, who=one.person.name, status=look_of(clock, at), left=left_of(clock, at), due=due_of(clock),
        finish=address(Act.FINISH_STEP, case.row.number, one.pk) if can_finish else "",
    )  # fmt: skip
