"""Habilitet: declared before any other act, decided when in doubt, and handed on when it fails."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor, Subject
from innsats.people.models import Guardian, KnownRelation, Person, Pupil
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome, Tie, assess
from innsats.rules.inputs import text_obstacles
from innsats.rules.reports import Concern
from innsats.rules.verdicts import Obstacle, Refused, Source

from ..models import Case, Declaration, Party, Recusal, Report
from ..queries.access import lock_visible
from ..queries.deciding import lock_to_decide
from ..queries.recipients import SEATS, receivers_of
from .writing import on, sealed_texts, write_row

MODELS: dict[str, type[Case] | type[Report]] = {"case": Case, "report": Report}


@action
def declare_impartiality(
    subject: Subject, *, by: Actor, at: datetime, parties: Iterable[UUID] = (), ties: Iterable[Tie] = ()
) -> Declaration:
    """Say who the matter concerns and how one stands to them. Every known fact must be answered.

    `parties` are pupils or employees not yet named; on a report the receiver names them here. `ties` may hold
    Relation.NONE as the answer to a hint. Inhabil: one's own seat is handed on in the same step.
    Raises NotVisible, or Refused with `known_relation_unanswered`, `parties_missing`, `unknown_party`.
    """
    row, viewer, standing = lock_visible(MODELS[subject.kind], subject.id, by=by, at=at, act=Act.DECLARE_IMPARTIALITY)
    require(Act.DECLARE_IMPARTIALITY, standing)
    seats = row.seats
    added = add_parties(row, parties, viewer, at)
    if not row.party_set.exists():
        raise Refused((Obstacle("parties_missing", law.IMPARTIALITY),))
    declaration = declare(row, viewer, at, tuple(ties))
    record(
        Act.DECLARE_IMPARTIALITY,
        row.subject,
        by=by,
        at=at,
        outcome=declaration.outcome,
        source=law.source_named(declaration.source),
        declaration=declaration.pk,
        parties=added,
        handed_to=row.seats - seats,
    )
    return declaration


@action
def decide_impartiality(declaration: UUID, *, by: Actor, at: datetime, is_impartial: bool, reason: str) -> Declaration:
    """Decide a habilitet that must be assessed: rektor for the others, the owner's officer for rektor.

    Raises NotVisible, or Refused: nobody decides on oneself, and a decision stands.
    """
    held, standing, viewer = lock_to_decide(declaration, by=by, at=at)
    row = held.seated
    require(Act.DECIDE_IMPARTIALITY, standing)
    undecided = (
        () if held.outcome == Outcome.TO_ASSESS else (Obstacle("decided_already", law.IMPARTIALITY_SELF_DECIDED),)
    )
    refuse_if(undecided + text_obstacles("reason", reason))
    held.outcome = Outcome.IMPARTIAL if is_impartial else Outcome.DISQUALIFIED
    held.decided_by_id, held.decided_at = viewer.person_id, at
    held.decided_because = sealed_texts(Declaration, held.pk, {"decided_because": reason}, row.data_key_id)[
        "decided_because"
    ]
    held.save(update_fields=["outcome", "decided_by", "decided_at", "decided_because"])
    seats = row.seats
    if not is_impartial:
        _recuse(row, held.person, law.IMPARTIALITY, viewer, at)
    record(
        Act.DECIDE_IMPARTIALITY,
        row.subject,
        by=by,
        at=at,
        declaration=held.pk,
        outcome=held.outcome,
        handed_to=row.seats - seats,
    )
    return held


def add_parties(row: Case | Report, parties: Iterable[UUID], viewer: Viewer, at: datetime) -> list[UUID]:
    """Name pupils or employees as parties, once each. A new party means that habilitet is declared anew."""
    named = list(dict.fromkeys(UUID(str(party)) for party in parties))
    here = {party.pupil_id or party.person_id for party in row.party_set.all()}
    pupils = {p.uuid: p for p in Pupil.objects.filter(uuid__in=named, school_owner_id=row.school_owner_id)}
    adults = {p.uuid: p for p in Person.objects.filter(uuid__in=set(named) - pupils.keys())}
    if missing := [uuid for uuid in named if uuid not in pupils and uuid not in adults]:
        raise Refused((Obstacle("unknown_party", law.HOUSE_PRACTICE, tuple(map(str, missing))),))
    added = []
    for uuid in named:
        who = {"pupil": pupils[uuid]} if uuid in pupils else {"person": adults[uuid]}
        if next(iter(who.values())).pk in here:
            continue
        part = Party.INVOLVED if uuid in pupils else Party.ADULT
        Party.objects.create(
            school_owner_id=row.school_owner_id, **on(row), **who, part=part, by_id=viewer.person_id, at=at
        )
        added.append(uuid)
    if added:
        row.party_round += 1
        row.save(update_fields=["party_round"])
        hand_on(row, at)
    return added


def declare(row: Case | Report, viewer: Viewer, at: datetime, ties: tuple[Tie, ...]) -> Declaration:
    """Write one declaration for the parties there are now, and recuse when it says inhabil.

    Raises Refused when a known relation has not been answered.
    """
    hints = KnownRelation.objects.filter(
        person_id=viewer.person_id, pupil__in=row.party_set.exclude(pupil=None).values("pupil")
    )
    answered = {str(tie.party) for tie in ties}
    refuse_if(
        tuple(
            Obstacle("known_relation_unanswered", law.IMPARTIALITY_SELF_DECIDED, (hint.kind, str(hint.pupil.uuid)))
            for hint in hints.select_related("pupil")
            if str(hint.pupil.uuid) not in answered
        )
    )
    assessment = assess(ties, on=day_of(at))
    facts = json.dumps([[str(tie.party), tie.kind] for tie in ties])
    declaration = write_row(
        Declaration,
        row,
        {"facts": facts if ties else "", "decided_because": ""},
        **on(row),
        person_id=viewer.person_id,
        party_round=row.party_round,
        outcome=assessment.outcome,
        source=assessment.source.name,
        by_id=viewer.person_id,
        at=at,
    )
    if assessment.outcome == Outcome.DISQUALIFIED:
        _recuse(row, declaration.person, assessment.source, viewer, at)
    return declaration


def _recuse(row: Case | Report, person: Person, source: Source, viewer: Viewer, at: datetime) -> None:
    """Shut `person` out, end the tasks, and let rektor's part go on to the next when it was rektor's."""
    row_kind = on(row)
    Recusal.objects.get_or_create(
        **row_kind,
        person=person,
        defaults={"school_owner_id": row.school_owner_id, "source": source.name, "by_id": viewer.person_id, "at": at},
    )
    if isinstance(row, Case):
        row.caseaccess_set.filter(person=person, ends_at=None).update(ends_at=at)
    elif row.lead_id == person.pk:
        row.lead = None
        row.save(update_fields=["lead"])
    hand_on(row, at)


def hand_on(row: Case | Report, at: datetime) -> None:
    """When nobody who holds rektor's part is impartial any more, the next in line gets it.

    A deputy is rektor's subordinate and does not decide in rektor's stead (fvl67 § 6(3)): it goes to the owner.
    """
    out = set(row.recusal_set.values_list("person_id", flat=True))
    out |= set(row.party_set.exclude(person=None).values_list("person_id", flat=True))
    pupils = row.party_set.exclude(pupil=None).values("pupil")
    out |= set(Guardian.objects.filter(pupil__in=pupils).exclude(person=None).values_list("person_id", flat=True))
    seated = [r for r in receivers_of(row.school, Concern.PUPILS, at=at) if getattr(row, r.seat)]
    if not seated or any(r.person.pk not in out for r in seated):
        return
    candidates = receivers_of(row.school, Concern.LEADERSHIP, at=at, concerned=frozenset(out))
    for seat in SEATS.values():
        setattr(row, seat, bool(candidates) and seat == candidates[0].seat)
    row.save(update_fields=list(SEATS.values()))
