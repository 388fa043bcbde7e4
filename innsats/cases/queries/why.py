"""Why somebody is habil or not: the fact, with the paragraph and the letter. For those only who may know the facts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome, Relation, Tie, assess
from innsats.rules.verdicts import Assessment
from innsats.web import words

from ..models import Case, Declaration, Report
from .deciding import ties_of
from .objections import facts_for_decider
from .schoolties import fact_of

Pair = dict[str, str]


def facts_of(held: Declaration) -> tuple[Pair, ...]:
    """Each tie by the party's part in the matter, and the rule it falls under: enough to decide on, without a name.

    What a party has said against it is a fact beside them; so is what was said of the school before the names.
    """
    parts = {}
    for party in held.seated.party_set.select_related("person"):
        parts[str(party.person.uuid if party.person else party.pupil_id)] = words.of("party_part", party.part)
    ties = tuple(
        {"word": parts.get(tie.party, _("En part i saken")), "value": _cited(words.of("relation", tie.kind), tie, held)}
        for tie in ties_of(held)
        if tie.kind is not Relation.NONE
    )
    return (*ties, *fact_of(held), *(facts_for_decider(held) if held.case_id else ()))


def reason_for(held: Declaration, viewer: Viewer) -> str:
    """The facts that the outcome rests on, each with its rule, as one sentence to the one who declared.

    Who is shut out without having said so, is that as a party or as a recorded guardian.
    """
    ties = ties_of(held)
    said = [_cited(words.of("relation", tie.kind), tie, held) for tie in _worst(ties, held)]
    return _("Grunnen er: {facts}.").format(facts="; ".join(dict.fromkeys(said or _known(held.seated, held, viewer))))


def _worst(ties: Iterable[Tie], held: Declaration) -> list[Tie]:
    """The ties that gave the outcome. None when nothing was declared that could."""
    return [tie for tie in ties if held.outcome != Outcome.IMPARTIAL and _alone(tie, held).outcome == held.outcome]


def _known(row: Case | Report, held: Declaration, viewer: Viewer) -> list[str]:
    """What shuts somebody out whatever is declared. A guardian is judged as a parent (fvl67 § 6(1) b)."""
    if row.party_set.filter(person=held.person_id).exists():
        return [_cited(words.of("relation", Relation.SELF), Tie(party="", kind=Relation.SELF), held)]
    if row.party_set.filter(pupil__in=viewer.wards).exists():
        return [_cited(_("registrert som foresatt"), Tie(party="", kind=Relation.PARENT), held)]
    return [_("det som alt er avgjort her")]


def _alone(tie: Tie, held: Declaration) -> Assessment:
    """What one tie says by itself, by the act that the declaration was judged by."""
    return assess([tie], on=day_of(held.at))


def _cited(fact: str, tie: Tie, held: Declaration) -> str:
    return _("{fact} – {rule}").format(fact=fact, rule=words.of_source(_alone(tie, held).source))
