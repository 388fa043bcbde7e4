"""What somebody was asked to do, without a word of what it is: the page may be seen over a shoulder."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.cases.models import Errand
from innsats.cases.queries.clocks import SOON
from innsats.cases.queries.errandpages import when_of
from innsats.cases.queries.errands import end_of, waiting_for
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.verdicts import Status
from innsats.web import dates, words

from .todo import TodoRow


def own_errands(viewer: Viewer) -> tuple[TodoRow, ...]:
    """Each gjøremål that waits for the viewer, and each that need not be done after all, until its time is over. One
    query.
    """
    return tuple(_row(one, viewer.at) for one in waiting_for(viewer))


def _row(row: Errand, at: datetime) -> TodoRow:
    is_over = end_of(row) is not None
    asked = _("Dette trenger du ikke gjøre likevel") if is_over else _("{name} har bedt deg gjøre noe")
    return TodoRow(
        group="mine",
        kind=Errand.KIND,
        number=str(row.pk),
        clocks=(),
        due=row.ends_at,
        overdue_from=row.ends_at,
        status=Status.LAPSED if is_over else _status(row.ends_at, at),
        act=Act.READ_ERRAND if is_over else Act.FINISH_ERRAND,
        left=_("tatt tilbake") if is_over else dates.left_until(row.ends_at, at),
        whom="",
        what=asked.format(name=row.by.name),
        note=when_of(row),
        reference="",
        step=words.of("act", Act.READ_ERRAND),
        address=reverse("read_errand", args=[row.pk]),
    )


def _status(ends_at: datetime, at: datetime) -> str:
    if at >= ends_at:
        return Status.OVERDUE
    return "soon" if ends_at - at <= SOON else Status.OPEN
