"""Who can have no part in a report or a case, whatever they hold: one answer for every list and every route."""

from __future__ import annotations

from innsats.people.models import Guardian

from ..models import Case, Report


def shut_out_of(row: Case | Report) -> frozenset[int]:
    """Person ids of those inhabil here: recused, a party, or a recorded guardian of a party. One query."""
    parties = row.party_set.order_by()
    guardians = Guardian.objects.filter(pupil__in=parties.exclude(pupil=None).values("pupil")).exclude(person=None)
    out = (rows.order_by().values_list("person") for rows in (parties.exclude(person=None), guardians))
    return frozenset(person for (person,) in row.recusal_set.order_by().values_list("person").union(*out))
