"""How the habilitet of those sent stands, for the team's leader: the outcome and the kind of rule, never the fact."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from innsats.cases.models import Assignment, Case, CaseAccess, Declaration, Recusal, SchoolTies
from innsats.people.models import Person
from innsats.rules import law
from innsats.rules.impartiality import Outcome
from innsats.web import words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeShown:
    """One of those sent last. `is_out`: cannot help here, so that somebody else must be sent."""

    name: str
    said: str
    look: str
    is_out: bool = False


def outcomes_in(case: Case) -> tuple[OutcomeShown, ...]:
    """Those of the newest assignment, by name, also who has gone out of the case since. Five queries."""
    newest = Assignment.objects.filter(case=case, assistance__is_open=True).order_by("at", "pk").last()
    sent = CaseAccess.objects.filter(assignment=newest) if newest else CaseAccess.objects.none()
    people = list(Person.objects.filter(pk__in=sent.values("person")).order_by("sort_key", "pk"))
    of_them = {"case": case, "person__in": people}
    out = {one.person_id: one for one in Recusal.objects.filter(**of_them)}
    held: dict[int, Declaration] = {}
    counts = Q(party_round=case.party_round) | Q(party_round=None)
    for one in Declaration.objects.filter(counts, **of_them).order_by("at", "pk"):
        if one.person_id not in held or held[one.person_id].outcome != Outcome.TO_ASSESS:
            held[one.person_id] = one
    on_way = {one.by_id for one in SchoolTies.objects.filter(case=case, by__in=people)}
    return tuple(_shown(one, out.get(one.pk), held.get(one.pk), has_begun=one.pk in on_way) for one in people)


def _shown(one: Person, out: Recusal | None, held: Declaration | None, *, has_begun: bool) -> OutcomeShown:
    if out is not None and out.source == law.HOUSE_PRACTICE.name:
        return OutcomeShown(name=one.name, said=_("Gikk til side etter eget ønske"), look="neutral", is_out=True)
    if out is not None:
        said = _with_kind(Outcome.DISQUALIFIED, out.source)
        return OutcomeShown(name=one.name, said=said, look="neutral", is_out=True)
    if held is not None and held.outcome == Outcome.TO_ASSESS:
        return OutcomeShown(name=one.name, said=_with_kind(held.outcome, held.source), look="warning")
    if held is not None and held.party_round is not None:
        return OutcomeShown(name=one.name, said=words.of("outcome", held.outcome), look="success")
    said = _("Har svart om skolen, ikke om partene ennå") if has_begun else words.of("impartiality", "undeclared")
    return OutcomeShown(name=one.name, said=said, look="warning")


def _with_kind(outcome: str, source: str) -> str:
    """Inhabil: nær familie"""
    return f"{words.of('outcome', outcome)}: {words.of('rule_kind', source)}"
