"""Whoever holds the code of a report, in tests."""

from __future__ import annotations

from uuid import uuid4

from innsats.cases.models import Receipt, Report
from innsats.journal.actors import Actor
from tests import world


def by_code(report: Report) -> Actor:
    """With a code that holds: given now, where the report was sent without one."""
    Receipt.objects.get_or_create(
        report=report, ended_at=None,
        defaults={"school_owner_id": report.school_owner_id, "lookup": uuid4().bytes * 2, "at": world.AT},
    )  # fmt: skip
    return Actor.holding(report)
