"""What parties have objected to, and how it stands: rows, and words about them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer
from innsats.rules.impartiality import Outcome
from innsats.rules.objecting import Objector
from innsats.web import dates, words

from ..models import Case, Declaration, Objection, Report
from .moved import before_move, was_before_move
from .superiors import decides_for
from .texts import Key, keys_of, texts_of

SEALED = ("who", "words", "because")
OF_THE_CHILD = (Objector.SUBJECT, Objector.GUARDIAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionShown:
    """An objection in words, for those who read the case. `because`: why it was not laid before the superior."""

    whom: str
    who: str
    said: str
    text: str
    because: str
    standing: str
    is_decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaiting:
    """What must be decided of somebody's habilitet, the oldest first; `own` wait for that one alone."""

    all: tuple[Declaration, ...]
    own: tuple[Declaration, ...]


def awaiting(row: Case | Report, person: int | None) -> Awaiting:
    """What waits of this person towards the parties there are now. One query."""
    held = row.declaration_set.filter(person=person, party_round=row.party_round, outcome=Outcome.TO_ASSESS)
    found = list(held.annotate(is_own=own_to_decide()).order_by("at", "pk"))
    return Awaiting(all=tuple(found), own=tuple(one for one in found if one.is_own))


def own_to_decide() -> Q:
    """The declarations that wait for the declarer alone: a party objects, and the superior is not to be waited for."""
    made_by = Objection.objects.filter(declaration=OuterRef("pk"))
    return Q(Exists(made_by)) & ~Q(Exists(made_by.filter(goes_up=True)))


def unanswered(row: Case | Report, person: int | None) -> list[Objection]:
    """What parties have said of this person and nobody has decided yet. One query for a case."""
    if isinstance(row, Report):
        return []
    waits = Q(declaration=None) | Q(declaration__outcome=Outcome.TO_ASSESS)
    found = list(_marked(Objection.objects.filter(waits, case=row, person=person)))
    return still_said(found, texts_of(*keys_of([one for one in found if was_before_move(one)], "who")))


@Prepared
def objections_in(case: UUID) -> QuerySet[Objection]:
    """Those of a case, the oldest first."""
    return _marked(Objection.objects.filter(case=case).select_related("person", "declaration__decided_by"))


def still_said(rows: Iterable[Objection], said: Mapping[Key, str]) -> list[Objection]:
    """Those of these that count. What a child or its guardian has said, whom the case was wrongly about, does not: they
    are no party, and nothing of that child goes along.
    """
    return [one for one in rows if not (was_before_move(one) and json.loads(said[one, "who"])[0] in OF_THE_CHILD)]


def keys_in(rows: Iterable[Objection]) -> list[Key]:
    """What must be opened to show them."""
    return keys_of(rows, *SEALED)


def shown(one: Objection, said: Mapping[Key, str], cleared: Collection[str]) -> ObjectionShown:
    """`cleared` are the ids of employees whose name is shown no more."""
    part, uuid, name = json.loads(said[one, "who"])
    name = "" if uuid in cleared else name
    standing, is_decided = _standing(one)
    return ObjectionShown(
        whom=one.person.name, who=called(Objector(part), name), said=dates.moment(one.said_at),
        text=said[one, "words"], because=said[one, "because"], standing=standing, is_decided=is_decided,
    )


def facts_for_decider(held: Declaration) -> tuple[dict[str, str], ...]:
    """What parties have said of the one who declared: by the part of each, and without a name."""
    rows = list(_marked(Objection.objects.filter(case=held.case_id, person=held.person_id)))
    said = texts_of(*keys_in(rows))
    return tuple(
        {"word": _("{who} har sagt imot {when}").format(
            who=words.of("objector", json.loads(said[one, "who"])[0]), when=dates.moment(one.said_at)),
         "value": said[one, "words"]}
        for one in still_said(rows, said)
    )  # fmt: skip


def said_against(held: Declaration) -> str:
    """What parties have said of the one who declared, in a word that one more makes another."""
    rows = Objection.objects.filter(case=held.case_id, person=held.person_id).order_by("pk")
    said = rows.values_list("pk", flat=True) if held.case_id else ()
    return sha256("|".join(map(str, said)).encode()).hexdigest()[:16]


def told_in_doubt(row: Case, viewer: Viewer) -> str:
    """What one is told while the own habilitet is not decided: that there is an objection, if so, and who decides."""
    rows = unanswered(row, viewer.person_id)
    if not rows:
        return decides_for(row, viewer)
    if any(one.goes_up for one in rows):
        return " ".join((_("En part sier at du ikke er habil i saken."), decides_for(row, viewer)))
    return _(
        "En part sier at du ikke er habil i saken. Det ville ta for lang tid å vente på den som er over deg. Du "
        "avgjør selv. Svar på nytt på om du er habil."
    )


def _marked(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    return rows.annotate(is_before_move=before_move()).order_by("at", "pk")


def _standing(one: Objection) -> tuple[str, bool]:
    held = one.declaration
    if held is None:
        return _("Teller når personen svarer om habilitet"), False
    if held.outcome == Outcome.TO_ASSESS:
        waits = _("Venter på den som er over personen") if one.goes_up else _("Venter på at personen selv avgjør")
        return waits, False
    decided = _("{outcome}, avgjort av {name} {when}")
    by, at = held.decided_by, held.decided_at or held.at
    return decided.format(
        outcome=words.of("outcome", held.outcome), name=by.name if by else one.person.name, when=dates.day(at)
    ), True


def called(part: Objector, name: str) -> str:
    said = words.of("objector", part)
    return f"{name} ({said[:1].lower()}{said[1:]})" if name else said
