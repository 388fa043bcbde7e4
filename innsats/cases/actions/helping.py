"""What a family has asked of an external team, asked in the case as soon as there is one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from innsats.journal.action import record
from innsats.journal.actors import Actor
from innsats.rules.acts import Act
from innsats.rules.assistance import Basis

from ..models import Assistance, Case, FamilyRequest, Report
from .writing import write_row


def ask_for_families(case: Case, reports: Iterable[Report], *, by: Actor, at: datetime) -> None:
    """Ask the team on behalf of each family that has: nothing the school does or leaves undone stands in its way.

    The team's week runs from when the family asked. Is a team asked here already, it knows.
    """
    waiting = FamilyRequest.objects.filter(report__in=list(reports), assistance=None).select_related("team")
    for asked in waiting.order_by("at", "pk"):
        if Assistance.objects.filter(case=case, is_open=True).exists():
            return
        made = write_row(
            Assistance, case, {}, case=case, team=asked.team, reasons=asked.reasons, basis=Basis.CONSENT,
            family_request=asked, by_id=asked.by_id, at=at,
        )  # fmt: skip
        record(
            Act.REQUEST_ASSISTANCE, case.subject, by=by, at=at, assistance=made.pk, team=asked.team.uuid,
            reasons=asked.reasons.split(), basis=made.basis, family_request=asked.pk, asked_at=asked.at,
        )  # fmt: skip
