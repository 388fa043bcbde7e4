"""What is asked or done in a case now, as every act about it finds it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from innsats.cases.models import Assistance, Case, Report
from innsats.rules import law
from innsats.rules.verdicts import Obstacle, Refused

from ..queries.candidates import open_assistance


def open_in(row: Case, at: datetime) -> Assistance:
    """What is asked or done here now. Raises Refused."""
    asked = open_assistance(row.pk, at)
    if asked is None:
        raise Refused((Obstacle("no_assistance", law.HOUSE_PRACTICE),))
    return asked


def begun_in(row: Case, at: datetime) -> Assistance:
    """The same, when somebody has been sent. Raises Refused."""
    asked = open_in(row, at)
    if not asked.assignment_set.exists():
        raise Refused((Obstacle("nobody_assists", law.HOUSE_PRACTICE),))
    return asked


def reports_of(row: Case) -> Iterable[Report]:
    return Report.objects.filter(casereport__case=row).order_by("pk")
