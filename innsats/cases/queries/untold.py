"""Physical interventions, and whose guardians have not heard of theirs."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from innsats.database.prepared import Prepared

from ..models import GuardianContact, Intervention


@Prepared
def interventions_in(case: UUID) -> QuerySet[Intervention]:
    """Newest first, each with its pupil, and whether the guardians were told since, as a contact of its own."""
    told = GuardianContact.objects.filter(
        case=OuterRef("case"), pupil=OuterRef("pupil"), happened_at__gte=OuterRef("happened_at")
    )
    rows = Intervention.objects.filter(case=case).annotate(is_told_since=Exists(told))
    return rows.select_related("by", "pupil").order_by("-happened_at", "-at", "pk")


def is_untold(row: Intervention) -> bool:
    """Whether the guardians have not heard of it. `row` is one of `interventions_in`."""
    return row.guardians_told_at is None and not row.is_told_since  # type: ignore[attr-defined]


def untold_in(case: UUID) -> set[UUID]:
    """The pupils whose guardians have not heard of an intervention. One query."""
    return {one.pupil_id for one in interventions_in(case) if is_untold(one)}
