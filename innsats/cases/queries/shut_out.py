"""Who can have no part in a report or a case, whatever they hold: one answer for every list and every route."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from innsats.people.models import Guardian, KnownRelation, Person
from innsats.rules.impartiality import Outcome, Relation, Tie, assess

from ..models import Case, Report


def shut_out_of(row: Case | Report) -> frozenset[int]:
    """Person ids of those inhabil here: recused, a party, or a recorded guardian of a party. One query."""
    parties = row.party_set.order_by()
    guardians = Guardian.objects.filter(pupil__in=parties.exclude(pupil=None).values("pupil")).exclude(person=None)
    out = (rows.order_by().values_list("person") for rows in (parties.exclude(person=None), guardians))
    return frozenset(person for (person,) in row.recusal_set.order_by().values_list("person").union(*out))


def known_to_be_close(row: Case | Report, people: Iterable[Person], on: date) -> frozenset[int]:
    """Those of these whose known relations to a pupil here would disqualify by themselves. One query."""
    pupils = row.party_set.exclude(pupil=None).values("pupil")
    known = KnownRelation.objects.filter(person__in=[one.pk for one in people], pupil__in=pupils)
    ties: dict[int, list[Tie]] = defaultdict(list)
    for person, pupil, kind in known.values_list("person_id", "pupil_id", "kind"):
        ties[person].append(Tie(party=str(pupil), kind=Relation(kind)))
    return frozenset(one for one, held in ties.items() if assess(held, on=on).outcome == Outcome.DISQUALIFIED)
