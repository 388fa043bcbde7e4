"""What is known of people's habilitet goes along when reports become a case, or one more belongs to it.

Nobody answers the same question twice, and nobody becomes impartial by a report being made into a case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.impartiality import Outcome

from ..models import Case, Declaration, Recusal, Report
from .impartiality import carry_declaration, recuse

Held = Mapping[int, list[Declaration]]


def declared_on(rows: Iterable[Case | Report], *, doubts_only: bool = False) -> Held:
    """Each person's declarations for the parties that each of `rows` has now.

    Those who have answered for all of the rows; and always those in doubt. `doubts_only`: nobody has answered for all.
    """
    asked = list(rows)
    found: dict[int, list[Declaration]] = defaultdict(list)
    for row in asked:
        for held in row.declaration_set.filter(party_round=row.party_round).order_by("at", "pk"):
            found[held.person_id].append(held)
    return {person: held for person, held in found.items() if _counts(held, 0 if doubts_only else len(asked))}


def carry(case: Case, reports: Iterable[Report], held: Held, viewer: Viewer, at: datetime) -> None:
    """Let those inhabil on the reports be so in the case, and what others answered hold for its parties now."""
    recusals = Recusal.objects.filter(report__in=list(reports)).select_related("person").order_by("at", "pk")
    out = set()
    for recusal in recusals:
        out.add(recusal.person_id)
        recuse(case, recusal.person, law.source_named(recusal.source), viewer, at)
    for person, declarations in held.items():
        if person not in out:
            carry_declaration(case, person, declarations, viewer, at)


def _counts(held: list[Declaration], rows_count: int) -> bool:
    in_doubt = any(one.outcome == Outcome.TO_ASSESS for one in held)
    return in_doubt or (0 < rows_count == len({(one.report_id, one.case_id) for one in held}))
