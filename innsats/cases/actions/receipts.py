"""Codes that people give: to whoever told something by phone or in a talk, and to somebody known who lost one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.viewers import viewer_of
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act

from ..models import Receipt, Report
from ..queries.access import NotVisible, lock_visible
from ..queries.receipts import bars_first_code, bars_new_code, told_to


@action
def give_receipt(report: UUID, *, by: Actor, at: datetime, lookup: str) -> Receipt:
    """Give whoever told it a code, by the colleague who typed it in. `lookup` is what the code is found by, in
    hexadecimal digits.

    Raises NotVisible for everybody else; Refused a second time, and when more than an hour has gone.
    """
    viewer = viewer_of(by, at)
    row = Report.objects.select_for_update(no_key=True).filter(told_to(viewer), pk=report).first()
    if row is None:
        raise NotVisible(f"report:{report}")
    require(Act.GIVE_RECEIPT, Standing(parts=frozenset({Part.REPORTER})))
    refuse_if(bars_first_code(row, at))
    receipt = _made(row, lookup, viewer.person_id, at)
    record(Act.GIVE_RECEIPT, row.subject, by=by, at=at, receipt=receipt.pk)
    return receipt


@action
def renew_receipt(report: UUID, *, by: Actor, at: datetime, lookup: str) -> Receipt:
    """Give whoever is confirmed to hold the code a new one. The old one is worth nothing from now, nor is a page that
    it has opened. `lookup` as in `give_receipt`.

    Raises NotVisible; Refused when undeclared, and when nobody is confirmed to hold the code now.
    """
    row, viewer, standing = lock_visible(Report, report, by=by, at=at)
    require(Act.RENEW_RECEIPT, standing)
    refuse_if(bars_new_code(row, at))
    old = Receipt.objects.filter(report=row, ended_at=None)
    ended = list(old.values_list("pk", flat=True))
    old.update(ended_at=at)
    receipt = _made(row, lookup, viewer.person_id, at)
    record(Act.RENEW_RECEIPT, row.subject, by=by, at=at, receipt=receipt.pk, ended=ended)
    return receipt


def _made(row: Report, lookup: str, by_id: int | None, at: datetime) -> Receipt:
    return Receipt.objects.create(
        school_owner_id=row.school_owner_id, report=row, lookup=bytes.fromhex(lookup), by_id=by_id, at=at
    )
