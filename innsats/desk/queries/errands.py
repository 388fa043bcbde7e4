"""What somebody was asked to do, without a word of what it is: the page may be seen over a shoulder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.cases.models import Errand
from innsats.cases.queries.clocks import SOON
from innsats.cases.queries.errandpages import when_of
from innsats.rules.acts import Act
from innsats.rules.verdicts import Status
from innsats.web import dates, words

from .lying import Asked
from .todo import TodoRow


def errand_rows(asked: Iterable[Asked], at: datetime) -> tuple[TodoRow, ...]:
    """Each that waits for the viewer, and each that need not be done after all, until its time is over."""
    return tuple(_row(one, at) for one in asked)


def _row(asked: Asked, at: datetime) -> TodoRow:
    said = _("Dette trenger du ikke gjøre likevel") if asked.is_over else _("{name} har bedt deg gjøre noe")
    return TodoRow(
        group="mine",
        kind=Errand.KIND,
        number=str(asked.uuid),
        clocks=(),
        due=asked.ends_at,
        overdue_from=asked.ends_at,
        status=Status.LAPSED if asked.is_over else _status(asked.ends_at, at),
        act=Act.READ_ERRAND if asked.is_over else Act.FINISH_ERRAND,
        left=_("tatt tilbake") if asked.is_over else dates.left_until(asked.ends_at, at),
        whom="",
        what=said.format(name=asked.giver),
        note=when_of(asked.starts_at, asked.ends_at),
        reference="",
        step=words.of("act", Act.READ_ERRAND),
        address=reverse("read_errand", args=[asked.uuid]),
    )


def _status(ends_at: datetime, at: datetime) -> str:
    if at >= ends_at:
        return Status.OVERDUE
    return "soon" if ends_at - at <= SOON else Status.OPEN
