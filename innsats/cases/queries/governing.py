"""The steps of the county governor's case, as the rules and the pages take them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from innsats.rules.deadlines import Code
from innsats.rules.governor import GovernorStep, Taken
from innsats.web.prepared import Prepared

from ..models import Case, GovernorEntry

SLUGS = {  # how each step is called in an address
    GovernorStep.REPORTED: "melding",
    GovernorStep.ASKED: "krav",
    GovernorStep.HANDED_OVER: "utlevering",
    GovernorStep.DECIDED: "vedtak",
    GovernorStep.APPEAL: "klage",
    GovernorStep.FULFILLED: "oppfylt",
    GovernorStep.FINED: "mulkt",
    GovernorStep.ENDED: "slutt",
}
STEPS = {slug: step for step, slug in SLUGS.items()}
ANSWERED_BY = {  # which step each of the owner's clocks waits for
    Code.GOVERNOR_REQUEST: GovernorStep.HANDED_OVER,
    Code.GOVERNOR_ORDER: GovernorStep.FULFILLED,
    Code.APPEAL: GovernorStep.APPEAL,
}


@Prepared
def entries_of(case: UUID) -> QuerySet[GovernorEntry]:
    """Every step with who wrote it, the oldest first."""
    return GovernorEntry.objects.filter(case=case).select_related("by").order_by("place")


def steps_of(case: Case) -> tuple[Taken, ...]:
    """The steps as the rules take them, the oldest first. One query."""
    return tuple(entry.taken for entry in entries_of(case.pk))
