"""What only the viewer knows of: one's own duty to report to the child welfare service, and what is to come back."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.cases.models import Cause
from innsats.cases.queries.causes import waiting_for
from innsats.cases.queries.clocks import due_of, left_of, look_of
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.deadlines import Code
from innsats.rules.verdicts import Clock
from innsats.web import words

from .todo import TodoRow

MEETS = {
    Code.CHILD_WELFARE_REPORT: Act.SEND_CHILD_WELFARE_REPORT,
    Code.CHILD_WELFARE_FEEDBACK: Act.NOTE_CHILD_WELFARE_FEEDBACK,
}


def own_duties(viewer: Viewer) -> tuple[TodoRow, ...]:
    """Each open clock of what the viewer knows, without a name: the page may be seen over a shoulder. One query."""
    return tuple(_row(viewer, cause, clock) for cause, clock in waiting_for(viewer))


def _row(viewer: Viewer, cause: Cause, clock: Clock) -> TodoRow:
    act, kind = MEETS[Code(clock.code)], cause.school_owner.kind
    return TodoRow(
        group="mine",
        kind=Cause.KIND,
        number=str(cause.pk),
        clocks=(clock.code,),
        due=clock.due,
        overdue_from=clock.overdue_from,
        status=look_of(clock, viewer.at),
        act=act,
        left=left_of(clock, viewer.at),
        whom=_("Bare du ser dette"),
        what=words.of("todo", clock.code, owner_kind=kind),
        note=due_of(clock),
        reference="",
        step=words.of("act", Act.READ_CAUSE, owner_kind=kind),
        address=reverse("read_cause", args=[cause.pk]),
    )
