"""Habilitet: declared before any other act, decided when in doubt, and handed on when it fails."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from innsats.journal.action import action, record
from innsats.journal.actors import Actor, Subject
from innsats.people.models import KnownRelation, Person, Pupil
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import Impartiality, Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome, Tie, assess, set_aside
from innsats.rules.inputs import text_obstacles
from innsats.rules.subordinates import assess_objection
from innsats.rules.verdicts import Assessment, Obstacle, Refused, Source
from innsats.vault.sealing import open_one

from ..models import Case, CaseAccess, Declaration, Party, Recusal, Report, SafetyStep
from ..models.case import runs_at
from ..queries.access import lock_visible
from ..queries.deciding import lock_to_decide, ties_of
from ..queries.objections import awaiting, said_against, unanswered
from ..queries.schoolties import obstacles_to_names
from ..queries.shut_out import shut_out_of
from .routing import bring_cases_along, end_tasks, hand_on, raise_concern
from .writing import on, sealed_texts, write_row

MODELS: dict[str, type[Case] | type[Report]] = {"case": Case, "report": Report}


@action
def declare_impartiality(
    subject: Subject, *, by: Actor, at: datetime, parties: Iterable[UUID] = (), ties: Iterable[Tie] = (),
    asks_superior: bool = False,
) -> Declaration:  # fmt: skip
    """Say who the matter concerns and how one stands to them. Every known fact must be answered.

    `parties` are pupils or employees not yet named; on a report the receiver names them here. `ties` may hold
    Relation.NONE as the answer to a hint. `asks_superior`: one wishes the superior to decide, also without a tie.
    Inhabil: one's own seat is handed on in the same step.
    Raises NotVisible, or Refused with `known_relation_unanswered`, `parties_missing`, `unknown_party`; and
    `school_ties_first` for somebody from outside who has not been let on to the names.
    """
    row, viewer, standing = lock_visible(MODELS[subject.kind], subject.id, by=by, at=at, act=Act.DECLARE_IMPARTIALITY)
    require(Act.DECLARE_IMPARTIALITY, standing)
    refuse_if(obstacles_to_names(viewer, row, standing))
    seats, parties = row.seats, tuple(parties)
    if parties and isinstance(row, Case):  # as by the act that names them there: nobody from outside does
        require(Act.NAME_PARTY, replace(standing, impartiality=Impartiality.IMPARTIAL))
    added = add_parties(row, parties, viewer, at)
    if not row.party_set.exists():
        raise Refused((Obstacle("parties_missing", law.IMPARTIALITY),))
    raised = raise_concern(row, at) if isinstance(row, Report) else {}
    declaration = declare(row, viewer, at, tuple(ties), asks_superior=asks_superior)
    record(
        Act.DECLARE_IMPARTIALITY, row.subject, by=by, at=at, outcome=declaration.outcome,
        source=law.source_named(declaration.source), declaration=declaration.pk, parties=added,
        handed_to=row.seats - seats, **raised, **_left_team(standing, declaration),
    )  # fmt: skip
    if isinstance(row, Report) and "route" in raised:
        bring_cases_along(row, Act.DECLARE_IMPARTIALITY, by=by, at=at)
    answer_reports_of(row, declaration, Act.DECLARE_IMPARTIALITY, viewer, by=by, at=at)
    recuse_elsewhere(row, declaration, Act.DECLARE_IMPARTIALITY, viewer, by=by, at=at)
    return declaration


@action
def decide_impartiality(
    declaration: UUID, *, by: Actor, at: datetime, is_impartial: bool, reason: str, is_immaterial: bool = False,
    may_influence: bool = True, calls_for_it: bool = True, seen: str = "",
) -> Declaration:  # fmt: skip
    """Decide a habilitet that must be assessed: rektor for the others, the owner's officer for rektor.

    `is_immaterial`: impartial because the tie is obviously of no weight, which takes that it cannot influence
    (`may_influence`) and that nothing speaks for stepping aside (`calls_for_it`); that is then the rule it rests on.
    `seen` is what parties had said when it was read (`said_against`): it settles nothing said since. Raises NotVisible,
    or Refused: nobody decides on oneself, and a decision stands.
    """
    held, standing, viewer = lock_to_decide(declaration, by=by, at=at)
    row = held.seated
    require(Act.DECIDE_IMPARTIALITY, standing)
    has_weight = is_immaterial and (may_influence or calls_for_it or not is_impartial)
    refuse_if(
        _bars_deciding(held, seen)
        + ((Obstacle("not_immaterial", law.IMPARTIALITY_IMMATERIAL),) if has_weight else ())
        + text_obstacles("reason", reason)
    )
    source = _immaterial(held, at) if is_immaterial else law.source_named(held.source)
    held.outcome, held.source = Outcome.IMPARTIAL if is_impartial else Outcome.DISQUALIFIED, source.name
    held.decided_by_id, held.decided_at = viewer.person_id, at
    texts = sealed_texts(Declaration, held.pk, {"decided_because": reason}, row.data_key_id)
    held.decided_because = texts["decided_because"]
    held.save(update_fields=["outcome", "source", "decided_by", "decided_at", "decided_because"])
    seats, is_out = row.seats, _leaves_team(row, held, at)
    if not is_impartial:
        recuse(row, held.person, source, viewer, at)
    _stand_by_safety(row, held)
    record(
        Act.DECIDE_IMPARTIALITY, row.subject, by=by, at=at, declaration=held.pk, outcome=held.outcome, source=source,
        handed_to=row.seats - seats, **({"assistant_out": True} if is_out else {}),
    )  # fmt: skip
    answer_reports_of(row, held, Act.DECIDE_IMPARTIALITY, viewer, by=by, at=at)
    recuse_elsewhere(row, held, Act.DECIDE_IMPARTIALITY, viewer, by=by, at=at)
    return held


def _bars_deciding(held: Declaration, seen: str) -> tuple[Obstacle, ...]:
    """That it is decided, and that a party has said something since what was `seen`."""
    decided = Obstacle("decided_already", law.IMPARTIALITY_SELF_DECIDED)
    objected = Obstacle("objected_since", law.HOUSE_PRACTICE)
    is_unseen = seen not in ("", said_against(held))
    return ((decided,) if held.outcome != Outcome.TO_ASSESS else ()) + ((objected,) if is_unseen else ())


def _immaterial(held: Declaration, at: datetime) -> Source:
    """The rule that a tie is obviously of no weight, when whoever decides has answered both questions so."""
    found = Assessment(outcome=Outcome.TO_ASSESS, source=law.source_named(held.source))
    return set_aside(found, may_influence=False, calls_for_it=False, has_reasons=True, on=day_of(at)).source


def _leaves_team(row: Case | Report, held: Declaration, at: datetime) -> bool:
    """Whether somebody who assists here is found inhabil."""
    if isinstance(row, Report) or held.outcome != Outcome.DISQUALIFIED:
        return False
    return bool(row.caseaccess_set.filter(runs_at(at), person=held.person, part=CaseAccess.ASSISTANT).exists())


def _left_team(standing: Standing, declaration: Declaration) -> dict[str, bool]:
    """The fact that somebody of the external team is out, so that its leader can send another."""
    is_out = declaration.outcome == Outcome.DISQUALIFIED and Part.ASSISTANT in standing.parts
    return {"assistant_out": True} if is_out else {}


def answer_reports_of(
    row: Case | Report, declaration: Declaration, act: Act, viewer: Viewer, *, by: Actor, at: datetime
) -> None:
    """One answer is enough: who is impartial in a case is so on each of its reports that names nobody else."""
    if not isinstance(row, Case) or declaration.outcome != Outcome.IMPARTIAL or declaration.party_round is None:
        return
    pupils = row.party_set.exclude(pupil=None).values("pupil")
    adults = row.party_set.exclude(person=None).values("person")
    named = Party.objects.filter(report=OuterRef("pk"))
    beyond = named.exclude(Q(pupil__in=pupils) | Q(person__in=adults))
    answered = Declaration.objects.filter(
        report=OuterRef("pk"), person=declaration.person_id, party_round=OuterRef("party_round")
    )
    reports = Report.objects.filter(Exists(named), ~Exists(beyond), ~Exists(answered), casereport__case=row)
    for report in reports.select_for_update(no_key=True).order_by("pk"):
        held = carry_declaration(report, declaration.person_id, [declaration], viewer, at)
        _stand_by_safety(report, held)
        record(act, report.subject, by=by, at=at, declaration=held.pk, outcome=held.outcome, follows=row.uuid)


def recuse_elsewhere(
    row: Case | Report, declaration: Declaration, act: Act, viewer: Viewer, *, by: Actor, at: datetime
) -> None:
    """Whoever is inhabil in a case is so in its reports, and the other way: they are one matter."""
    if declaration.outcome == Outcome.DISQUALIFIED:
        source = law.source_named(declaration.source)
        keep_out_elsewhere(row, declaration.person, source, act, viewer, by=by, at=at)


def keep_out_elsewhere(
    row: Case | Report, person: Person, source: Source, act: Act, viewer: Viewer, *, by: Actor, at: datetime
) -> None:
    """Shut `person` out of what belongs to the same matter."""
    other: type[Case] | type[Report] = Report if isinstance(row, Case) else Case
    linked = other._default_manager.filter(casereport__in=row.casereport_set.all())
    for one in linked.select_for_update(no_key=True).order_by("pk"):
        seats = one.seats
        recuse(one, person, source, viewer, at)
        handed_to = one.seats - seats
        record(act, one.subject, by=by, at=at, recused=person.uuid, follows=row.uuid, handed_to=handed_to)


def add_parties(row: Case | Report, parties: Iterable[UUID], viewer: Viewer, at: datetime) -> list[UUID]:
    """Name pupils or employees as parties, once each. A new party means that habilitet is declared anew.

    Whoever is inhabil by that, as the one it is about or a guardian, has no task here any more.
    """
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
        end_tasks(row, shut_out_of(row), at)
    return added


def name_adults_on_reports(case: Case, act: Act, viewer: Viewer, *, by: Actor, at: datetime) -> None:
    """An adult whom the case is about is one whom its reports are about, and decides where they go (§ 12-5)."""
    adults = list(case.party_set.filter(part=Party.ADULT).values_list("person__uuid", flat=True))
    linked = Report.objects.select_for_update(no_key=True).filter(casereport__case=case).order_by("pk")
    for report in linked if adults else ():
        seats = report.seats
        if added := add_parties(report, adults, viewer, at):
            raised = raise_concern(report, at)
            record(act, report.subject, by=by, at=at, parties=added, handed_to=report.seats - seats, **raised)
            if "route" in raised:
                bring_cases_along(report, act, by=by, at=at)


def declare(
    row: Case | Report, viewer: Viewer, at: datetime, ties: tuple[Tie, ...], *, asks_superior: bool = False
) -> Declaration:
    """Write one declaration for the parties there are now, and recuse when it says inhabil.

    What a party has objected to and nobody has decided yet counts in it (fvl67 § 6(2), § 8(1)).
    Raises Refused when a known relation has not been answered.
    """
    refuse_if(_unanswered_hints(row, viewer, ties))
    waiting, objected = awaiting(row, viewer.person_id), unanswered(row, viewer.person_id)
    own = next(iter(waiting.own), None)
    heard = objected if own or not waiting.all else []  # what waits for the superior already, stays there
    assessment = assess(ties, on=day_of(at))
    if heard or asks_superior:
        assessment = assess_objection(
            assessment, costs_much_time=not any(one.goes_up for one in heard), finds_reason=asks_superior, on=day_of(at)
        )
    source = assessment.source
    if own is not None:
        declaration = _answered(own, row, assessment, ties, viewer, at)
    else:
        declaration = write_declaration(row, viewer.person_id, assessment.outcome, source.name, ties, viewer, at)
    for one in heard:
        one.declaration, one.goes_up = declaration, one.goes_up or declaration.outcome == Outcome.TO_ASSESS
        one.save(update_fields=["declaration", "goes_up"])
    if assessment.outcome == Outcome.DISQUALIFIED:
        recuse(row, declaration.person, source, viewer, at)
    _stand_by_safety(row, declaration)
    return declaration


def _stand_by_safety(row: Case | Report, declaration: Declaration) -> None:
    """What somebody made safe here before answering is provisional no more once they are impartial: it never was
    inhabil. What was done on a report of the case stands by the answer there, which may be of others too.
    """
    if declaration.outcome == Outcome.IMPARTIAL:
        SafetyStep.objects.filter(**on(row), by=declaration.person_id).update(is_provisional=False)


def _unanswered_hints(row: Case | Report, viewer: Viewer, ties: Iterable[Tie]) -> tuple[Obstacle, ...]:
    hints = KnownRelation.objects.filter(
        person_id=viewer.person_id, pupil__in=row.party_set.exclude(pupil=None).values("pupil")
    )
    answered = {str(tie.party) for tie in ties}
    return tuple(
        Obstacle("known_relation_unanswered", law.IMPARTIALITY_SELF_DECIDED, (hint.kind, str(hint.pupil.uuid)))
        for hint in hints.select_related("pupil")
        if str(hint.pupil.uuid) not in answered
    )


def _answered(
    own: Declaration, row: Case | Report, assessment: Assessment, ties: Iterable[Tie], viewer: Viewer, at: datetime
) -> Declaration:
    """The declaration that waited for the declarer alone, with the answer in it."""
    own.facts = sealed_texts(Declaration, own.pk, {"facts": _facts(ties)}, row.data_key_id)["facts"]
    own.outcome, own.source, own.at, own.by_id = assessment.outcome, assessment.source.name, at, viewer.person_id
    if own.outcome != Outcome.TO_ASSESS:
        own.decided_by_id, own.decided_at = viewer.person_id, at
    own.save(update_fields=["facts", "outcome", "source", "at", "by", "decided_by", "decided_at"])
    return own


def write_declaration(
    row: Case | Report,
    person_id: int | None,
    outcome: Outcome | str,
    source: str,
    ties: Iterable[Tie],
    viewer: Viewer,
    at: datetime,
    decided_because: str = "",
    **more: object,
) -> Declaration:
    """One person's habilitet here, for the parties there are now. `more`: who decided it when in doubt, and when; or
    another party round.
    """
    return write_row(
        Declaration,
        row,
        {"facts": _facts(ties), "decided_because": decided_because},
        **{**on(row), "party_round": row.party_round, **more},
        person_id=person_id,
        outcome=outcome,
        source=source,
        by_id=viewer.person_id,
        at=at,
    )


def _facts(ties: Iterable[Tie]) -> str:
    facts = [[str(tie.party), tie.kind] for tie in ties]
    return json.dumps(facts) if facts else ""


def carry_declaration(
    row: Case | Report, person: int, held: list[Declaration], viewer: Viewer, at: datetime
) -> Declaration:
    """What one person declared elsewhere holds here too, with who decided it: the worst of it."""
    worst = next((one for one in held if one.outcome == Outcome.TO_ASSESS), held[-1])
    decided = next((one for one in held if one.decided_by_id), None) if worst.outcome != Outcome.TO_ASSESS else None
    return write_declaration(
        row, person, worst.outcome, worst.source, [tie for one in held for tie in ties_of(one)], viewer, at,
        decided_because=open_one(decided.decided_because, decided.pk) if decided else "",
        decided_by_id=decided.decided_by_id if decided else None,
        decided_at=decided.decided_at if decided else None,
    )  # fmt: skip


def recuse(row: Case | Report, person: Person, source: Source, viewer: Viewer, at: datetime) -> None:
    """Shut `person` out, end the tasks, and let rektor's part go on to the next when it was rektor's."""
    Recusal.objects.get_or_create(
        **on(row),
        person=person,
        defaults={"school_owner_id": row.school_owner_id, "source": source.name, "by_id": viewer.person_id, "at": at},
    )
    end_tasks(row, frozenset({person.pk}), at)
    hand_on(row, at)
