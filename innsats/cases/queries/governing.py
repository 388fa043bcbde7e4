"""The steps of the county governor's case, as the rules and the pages take them."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.rules.deadlines import Code
from innsats.rules.governor import GovernorStep, Taken

from ..models import Case, GovernorCorrection, GovernorEntry

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


def entries_of(case: UUID) -> list[GovernorEntry]:
    """Every step with who wrote it and what was corrected in it since, the oldest first. Two queries."""
    entries, found = _entries(case), defaultdict(list)
    for one in _corrections(case):
        found[one.entry_id].append(one)
    for entry in entries:
        entry.corrected = tuple(found[entry.pk])
    return entries


@Prepared
def _entries(case: UUID) -> QuerySet[GovernorEntry]:
    return GovernorEntry.objects.filter(case=case).select_related("by").order_by("place")


@Prepared
def _corrections(case: UUID) -> QuerySet[GovernorCorrection]:
    return GovernorCorrection.objects.filter(case=case).select_related("by").order_by("at", "pk")


def steps_of(case: Case) -> tuple[Taken, ...]:
    """The steps as the rules take them, the oldest first. Two queries."""
    return tuple(entry.taken for entry in entries_of(case.pk))
