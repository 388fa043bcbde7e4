"""What is asked or done in a case now, as every act about it finds it and leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from innsats.cases.models import Assistance, Case, CaseAccess, Report
from innsats.rules import law
from innsats.rules.verdicts import Obstacle, Refused

from ..queries.candidates import open_assistance


def open_in(row: Case, at: datetime) -> Assistance:
    """What is asked or done here now. Raises Refused."""
    asked = open_assistance(row.pk, at)
    if asked is None:
        raise Refused((Obstacle("no_assistance", law.HOUSE_PRACTICE),))
    return asked


def close(asked: Assistance) -> None:
    asked.is_open = False
    asked.save(update_fields=["is_open"])


def close_what_may_not_go_on(row: Case, at: datetime) -> None:
    """A neighbour's team whose agreement ended before it left can answer no more: it is over when another is asked."""
    for left in Assistance.objects.filter(case=row, is_open=True):
        let_go(row, at)
        close(left)


def let_go(row: Case, at: datetime) -> None:
    """Nobody assists here any more, from now."""
    held = CaseAccess.objects.filter(case=row, part=CaseAccess.ASSISTANT, ends_at__gt=at)
    held.update(ends_at=at)


def reports_of(row: Case) -> Iterable[Report]:
    return Report.objects.filter(casereport__case=row).order_by("pk")
