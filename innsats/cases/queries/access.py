"""Seeing and standing. `POLICY` compiled to SQL, one filter for each reading act; every page fetches through it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.lookups import In
from django.http import Http404

from innsats.journal.actors import Actor
from innsats.journal.heads import overtaken_at
from innsats.people.models import Appointment
from innsats.people.viewers import Viewer, running_on, system_parts, viewer_of
from innsats.rules.access import POLICY, Grant, Impartiality, Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome
from innsats.rules.roles import Role
from innsats.rules.stages import Stage
from innsats.teams.models import Membership, TeamAgreement, TeamEnding
from innsats.teams.queries.agreements import holds_on
from innsats.teams.queries.seen import LEADING, seats_of
from innsats.web.errors import Gone

from ..models import (
    AdviceRaised,
    Assistance,
    Case,
    CaseAccess,
    CaseReport,
    Commission,
    Declaration,
    OwnerTold,
    Party,
    Recusal,
    Report,
)
from ..models.case import runs_at
from ..models.seats import Seated
from .compiled import ForViewer, rows_for

T = TypeVar("T", Case, Report)
CONFLICT, RECUSED, TOLD, LEADER, PRINCIPAL_OUT = "conflict", "recused", "told", "leader", "principal_out"
COMMISSIONED, ADVISED = "commissioned", "advised"
PART_CODES = {
    Part.LEAD: CaseAccess.LEAD,
    Part.TEAM: CaseAccess.TEAM,
    Part.ASSISTANT: CaseAccess.ASSISTANT,
    Part.COMMISSIONED: COMMISSIONED,
    Part.TEAM_LEADER: LEADER,
    Part.OWNER_TOLD: TOLD,
    Part.ADVISED: ADVISED,
    Part.STEPPED_ASIDE: RECUSED,
}
ENDS_WITH_POST = frozenset({Part.LEAD, Part.TEAM, Part.STEPPED_ASIDE})
SEEN_BY: dict[type[Seated], Act] = {Case: Act.SEE_CASE, Report: Act.READ_REPORT}


class NotVisible(Http404):
    """Not yours to see: the page answers 404, and never tells that there is something."""


class Disposed(NotVisible, Gone):
    """It was yours to see until it was disposed of: the page says that, and nothing more."""


def visible(act: Act, viewer: Viewer, model: type[T]) -> QuerySet[T]:
    """The rows of `model` (Case or Report) on which `viewer` may do `act`, a reading act or the urgent one."""
    return model._default_manager.filter(ForViewer(_allowed, viewer, model, act, model))


def in_reach(viewer: Viewer) -> QuerySet[Any]:
    """The keys of every case in which `viewer` could have a part, each found by an index: what a list looks through.

    `visible` decides; without statistics a database may read the whole country to ask it of each case.
    """
    sits = (Case.objects.filter(**{seat: True, f"{unit}__in": held}) for seat, (unit, held) in _seats(viewer).items())
    told = _told(viewer).exclude(case=None).values("case")
    led, advised = asked_of(viewer).values("case"), _advised(viewer).values("case")
    return _worked_on(viewer).values("case").union(told, led, advised, *(rows.values("pk") for rows in sits), all=True)


def has_part(part: Part, viewer: Viewer, model: type[T]) -> ForViewer:
    """Whether `viewer` has this part in a row of `model`, conflict or not. For rows that are visible already."""
    return ForViewer(_part, viewer, model, part, model)


def has_declared(viewer: Viewer, model: type[T], *, clear: bool = False) -> ForViewer:
    """Whether `viewer` has declared for every party there is now; with `clear`, and is impartial."""
    return ForViewer(_declared_clear if clear else _declared, viewer, model, model)


def standing_of(viewer: Viewer, seated: Case | Report) -> Standing:
    """How `viewer` stands to one case or report at `viewer.at`. One query."""
    return standings_of(viewer)(seated, _codes_of(viewer, seated))


def standings_of(viewer: Viewer) -> Callable[[Case | Report, Collection[str]], Standing]:
    """What tells how `viewer` stands to a row, from the codes of the rows that say something of the two."""
    seats, workplaces, by_kind = _seats(viewer), _workplaces(viewer), system_parts(viewer.actor)
    below = _schools_below(viewer)

    def standing(seated: Case | Report, found: Collection[str]) -> Standing:
        parts = {part for part, code in PART_CODES.items() if code in found}
        if isinstance(seated, Report) and seated.lead_id is not None and seated.lead_id == viewer.person_id:
            parts.add(Part.LEAD)
        if not any(getattr(seated, unit) in ids for unit, ids in workplaces.items()):
            parts -= ENDS_WITH_POST
        if Part.ASSISTANT not in parts:
            parts.discard(Part.COMMISSIONED)
        if any(getattr(seated, seat) and getattr(seated, unit) in held for seat, (unit, held) in seats.items()):
            parts.add(Part.PRINCIPAL)
        return Standing(
            parts=frozenset(parts | by_kind),
            impartiality=_impartiality(found),
            trained=viewer.trained,
            stage=Stage(seated.stage) if isinstance(seated, Case) else None,
            under_disqualified=PRINCIPAL_OUT in found and seated.school_id in below,
            is_disposed=seated.disposed_at is not None,
        )

    return standing


def seen(viewer: Viewer, row: T | None) -> tuple[T, Standing]:
    """`row` as one that `viewer` may see, and how `viewer` stands to it. One query.

    The same answer as `visible` gives for SEE_CASE and READ_REPORT. Raises NotVisible, also for what does not exist;
    and Disposed for what one could see until it was disposed of.
    """
    if row is None:
        rows_for(_on_case, viewer, UUID(int=0), day_of(viewer.at))  # as of one that is hidden: time tells nothing
        raise NotVisible("no such row")
    standing = standing_of(viewer, row)
    if obstacles_to(SEEN_BY[type(row)], replace(standing, is_disposed=False)):
        raise NotVisible(row.subject.stream)
    if standing.is_disposed:
        raise Disposed(row.subject.stream)
    return row, standing


def lock_visible(
    model: type[T], uuid: UUID | str, *, by: Actor, at: datetime, act: Act | None = None
) -> tuple[T, Viewer, Standing]:
    """Lock one row that `by` may see, with how `by` stands to it.

    `act` is how seeing is judged: SEE_CASE or READ_REPORT unless said otherwise. Raises NotVisible, also for what
    does not exist: a refusal never tells that something hidden is there.
    """
    viewer = viewer_of(by, at)
    row = visible(act or SEEN_BY[model], viewer, model).filter(pk=uuid).values_list("pk", flat=True).first()
    if row is None:
        raise NotVisible(f"{model.KIND}:{uuid}")
    if model is Report:  # what happens to a report may reach its cases, which everybody holds first (decision 0061)
        list(Case.objects.select_for_update(no_key=True).filter(casereport__report=row).order_by("pk").values_list("pk"))
    locked = model._default_manager.select_for_update(no_key=True).get(pk=row)
    if since := overtaken_at(locked.subject.stream, at):  # perhaps by who took the right away: judged as after that
        return lock_visible(model, uuid, by=by, at=since, act=act)
    return locked, viewer, standing_of(viewer, locked) if act else seen(viewer, locked)[1]


def is_conflicted(person_viewer: Viewer, seated: Case | Report) -> bool:
    """Whether habilitet shuts this person out: inhabil, a party, or a recorded guardian of a party."""
    return _impartiality(_codes_of(person_viewer, seated)) is Impartiality.DISQUALIFIED


def _allowed(viewer: Viewer, act: Act, model: type[Seated]) -> Q:
    """What `visible` filters by."""
    allowed = Q(pk__in=[])
    for row in POLICY[act]:
        if viewer.trained or not row.trained:
            allowed |= _granted(row, viewer, model)
    allowed &= Q(disposed_at=None)
    return allowed if any(row.urgent for row in POLICY[act]) else allowed & ~conflict(viewer, model)


def _part(viewer: Viewer, part: Part, model: type[Seated]) -> Q:
    return _parts(viewer, model)[part]


def _granted(row: Grant, viewer: Viewer, model: type[Seated]) -> Q:
    parts = _parts(viewer, model)
    allowed = Q(pk__in=[])
    for part in row.to & parts.keys():
        allowed |= parts[part]
    if model is Case and row.stages != frozenset(Stage):
        allowed &= Q(stage__in=row.stages)
    return allowed & _declared_clear(viewer, model) if row.declared else allowed


def _parts(viewer: Viewer, model: type[Seated]) -> dict[Part, Q]:
    """Each part as a filter over `model`, from the same rows as `_codes_of` asks for one."""
    sits = Q(pk__in=[])
    for seat, (unit, held) in _seats(viewer).items():
        sits |= Q(**{seat: True, f"{unit}__in": held})
    at_work = Q(pk__in=[])
    for unit, ids in _workplaces(viewer).items():
        at_work |= Q(In(F(unit) + 0, ids))  # + 0: the way in is by the few tasks, never by all that the unit has
    lead, team = (_on_cases(model, _worked_on(viewer).filter(part=part)) for part in (CaseAccess.LEAD, CaseAccess.TEAM))
    return {
        Part.PRINCIPAL: sits,
        Part.OWNER_TOLD: Q(pk__in=_told(viewer).exclude(**{model.KIND: None}).values(model.KIND)),
        Part.ADVISED: Q(pk__in=_advised(viewer).values("case")) if model is Case else Q(pk__in=[]),
        Part.LEAD: at_work & (lead if model is Case else lead | Q(lead_id=viewer.person_id or 0)),
        Part.TEAM: at_work & team,
        Part.ASSISTANT: _on_cases(model, assisted(viewer)),
        Part.TEAM_LEADER: Q(pk__in=asked_of(viewer).values("case")) if model is Case else Q(pk__in=[]),
        Part.STEPPED_ASIDE: at_work & Q(pk__in=_recusals(viewer).exclude(**{model.KIND: None}).values(model.KIND)),
    }


def _codes_of(viewer: Viewer, seated: Case | Report) -> set[str]:
    """What the rows say of this viewer and this one report or case: parts, a conflict, and outcomes declared."""
    on_row = _on_case if isinstance(seated, Case) else _on_report
    return {code for (code,) in rows_for(on_row, viewer, seated.pk, day_of(viewer.at))}


def _on_case(viewer: Viewer, row: UUID, on: date) -> QuerySet[Any]:
    return _codes(viewer, "case", row, {"case": row}, on)


def _on_report(viewer: Viewer, row: UUID, on: date) -> QuerySet[Any]:
    return _codes(viewer, "report", row, {"case__casereport__report": row}, on)


def _codes(viewer: Viewer, kind: str, row: UUID, worked: dict[str, UUID], on: date) -> QuerySet[Any]:
    """A code for each row that says something of `viewer` here."""
    here = {kind: row}
    rows = [
        _worked_on(viewer).exclude(part=CaseAccess.ASSISTANT).filter(**worked).values_list("part"),
        assisted(viewer).filter(**worked).values_list("part"),
        _recusals(viewer).filter(**here).values_list(Value(RECUSED, output_field=models.CharField())),
        _parties(viewer).filter(**here).values_list(Value(CONFLICT, output_field=models.CharField())),
        _declarations(viewer).filter(**here, party_round=F(f"{kind}__party_round")).values_list("outcome"),
    ]
    if kind == Case.KIND:
        led = asked_of(viewer).filter(**here)
        rows.append(led.values_list(Value(LEADER, output_field=models.CharField())))
        advised = _advised(viewer).filter(**here)
        rows.append(advised.values_list(Value(ADVISED, output_field=models.CharField())))
        asked = commissions().filter(person_id=viewer.person_id or 0, **here)
        rows.append(asked.values_list(Value(COMMISSIONED, output_field=models.CharField())))
    if viewer.owners_as(Role.OWNER_OFFICER):
        rows.append(_told(viewer).filter(**here).values_list(Value(TOLD, output_field=models.CharField())))
    if viewer.schools_as(Role.EMPLOYEE) or viewer.schools_as(Role.PRINCIPAL, deputy=True):
        is_out = Value(PRINCIPAL_OUT, output_field=models.CharField())
        rows += [found.values_list(is_out) for found in shut_above(kind, here, on)]
    return rows[0].union(*rows[1:], all=True)


def shut_above(kind: str, here: dict[str, Any], on: date) -> tuple[QuerySet[Recusal], QuerySet[Party]]:
    """What shuts a rektor of the school out of these reports or cases: the same as `shut_out_of` says of everybody."""
    leading = Appointment.objects.filter(
        running_on(on), role=Role.PRINCIPAL, deputy=False, school=OuterRef(f"{kind}__school")
    )
    is_party = Q(person=OuterRef("person")) | Q(person__guardian__pupil=OuterRef("pupil"))
    recused = Recusal.objects.filter(Exists(leading.filter(person=OuterRef("person"))), **here)
    return recused, Party.objects.filter(Exists(leading.filter(is_party)), **here)


def _seats(viewer: Viewer) -> dict[str, tuple[str, frozenset[int]]]:
    """Each seat, with the column of the unit it belongs to and the units where `viewer` would sit in it."""
    return {
        "seat_principal": ("school_id", viewer.schools_as(Role.PRINCIPAL, deputy=False)),
        "seat_deputy": ("school_id", viewer.schools_as(Role.PRINCIPAL, deputy=True)),
        "seat_officer": ("school_owner_id", viewer.owners_as(Role.OWNER_OFFICER)),
        "seat_head": ("school_owner_id", viewer.owners_as(Role.OWNER_HEAD)),
    }


def _schools_below(viewer: Viewer) -> frozenset[int]:
    """Where this viewer works directly under rektor: everybody at a school but rektor, and who is not above rektor."""
    above = viewer.owners_led
    at_school = {held.school_id for held in viewer.appointments if held.school_owner_id not in above}
    leads = viewer.schools_as(Role.PRINCIPAL, deputy=False)
    return frozenset(school for school in at_school if school is not None) - leads


def _workplaces(viewer: Viewer) -> dict[str, frozenset[int]]:
    """Where this viewer has an appointment now: a task ends with the appointment it was given in."""
    return {
        "school_id": frozenset(row.school_id for row in viewer.appointments if row.school_id is not None),
        "school_owner_id": frozenset(row.school_owner_id for row in viewer.appointments if row.school_id is None),
    }


def may_help(on: date, asked: str = "") -> Q:
    """Help from a team that may help at the school on the day: the owner's own that has not ended, or one the owner has
    an agreement with, which ends with its team. `asked` leads from the row to the assistance.
    """
    agreed = TeamAgreement.objects.filter(
        holds_on(on), school_owner=OuterRef("school_owner"), team=OuterRef(f"{asked}team")
    )
    ended = TeamEnding.objects.filter(team=OuterRef(f"{asked}team"), ends_on__lt=on)
    own = Q(**{f"{asked}team__school_owner": F("school_owner")}) & ~Q(Exists(ended))
    return own | Q(Exists(agreed))


def _worked_on(viewer: Viewer) -> QuerySet[CaseAccess]:
    held = CaseAccess.objects.filter(person_id=viewer.person_id or 0, starts_at__lte=viewer.at)
    return held.filter(runs_at(viewer.at))


def assisted(viewer: Viewer) -> QuerySet[CaseAccess]:
    """What one was assigned to and assists in still."""
    return assisting(viewer.at, day_of(viewer.at)).filter(person_id=viewer.person_id or 0)


def assisting(at: datetime, on: date) -> QuerySet[CaseAccess]:
    """Who assists at `at`, on the day `on`: assigned and in the team still, which may help and has not left."""
    asked = "assignment__assistance__"
    seats = Membership.objects.filter(running_on(on), team=OuterRef(f"{asked}team"), person=OuterRef("person"))
    held = CaseAccess.objects.filter(runs_at(at), may_help(on, asked), part=CaseAccess.ASSISTANT, starts_at__lte=at)
    return held.filter(Exists(seats), assignment__assistance__is_open=True)


def owners_helped(viewer: Viewer) -> set[int]:
    """The owners of the cases that one assists in: another than one's own, when a neighbour's team helps. One query."""
    return set(assisted(viewer).values_list("school_owner_id", flat=True))


def asked_of(viewer: Viewer) -> QuerySet[Assistance]:
    """Where a team that one leads, or stands in for the leader of, is asked for help, may give it and has not left."""
    leads = seats_of(viewer).filter(place__in=LEADING)
    return helping(viewer.at).filter(team__in=leads.values("team"))


def helping(at: datetime) -> QuerySet[Assistance]:
    """Where a team is asked for help, may give it and has not left."""
    return Assistance.objects.filter(may_help(day_of(at)), is_open=True)


def commissions() -> QuerySet[Commission]:
    """What the school has asked those who assist to do for it, and not taken back; nothing once the team has left."""
    return Commission.objects.filter(end=None, assistance__is_open=True)


def _told(viewer: Viewer) -> QuerySet[OwnerTold]:
    return OwnerTold.objects.filter(school_owner_id__in=viewer.owners_as(Role.OWNER_OFFICER))


def _advised(viewer: Viewer) -> QuerySet[AdviceRaised]:
    officer, head = viewer.owners_as(Role.OWNER_OFFICER), viewer.owners_as(Role.OWNER_HEAD)
    mine = Q(to_head=False, school_owner_id__in=officer) | Q(to_head=True, school_owner_id__in=head)
    return AdviceRaised.objects.filter(mine)


def _recusals(viewer: Viewer) -> QuerySet[Recusal]:
    return Recusal.objects.filter(person_id=viewer.person_id or 0)


def _parties(viewer: Viewer) -> QuerySet[Party]:
    """Where the viewer is a party, or a recorded guardian of one."""
    return Party.objects.filter(Q(person_id=viewer.person_id or 0) | Q(pupil_id__in=viewer.wards))


def _declarations(viewer: Viewer) -> QuerySet[Declaration]:
    return Declaration.objects.filter(person_id=viewer.person_id or 0)


def _on_cases(model: type[Seated], access: QuerySet[CaseAccess]) -> Q:
    cases = access.values("case")
    return Q(pk__in=cases) if model is Case else Q(pk__in=CaseReport.objects.filter(case__in=cases).values("report"))


def conflict(viewer: Viewer, model: type[Seated]) -> Q:
    """The rows of `model` that shut `viewer` out: inhabil, a party oneself, or a recorded guardian of a party."""
    kind = model.KIND
    recusals, parties = (rows.exclude(**{kind: None}).values(kind) for rows in (_recusals(viewer), _parties(viewer)))
    return Q(pk__in=recusals) | Q(pk__in=parties)


def _declared(viewer: Viewer, model: type[Seated]) -> Q:
    return Q(Exists(_covering(viewer, model)))


def _declared_clear(viewer: Viewer, model: type[Seated]) -> Q:
    """Declared for every party there is now, and clear."""
    unclear = _covering(viewer, model).exclude(outcome=Outcome.IMPARTIAL)
    return _declared(viewer, model) & ~Q(Exists(unclear))


def _covering(viewer: Viewer, model: type[Seated]) -> QuerySet[Declaration]:
    """This viewer's declarations that cover every party there is now."""
    return _declarations(viewer).filter(**{model.KIND: OuterRef("pk")}, party_round=OuterRef("party_round"))


def _impartiality(found: Collection[str]) -> Impartiality:
    if CONFLICT in found or RECUSED in found:
        return Impartiality.DISQUALIFIED
    outcomes = {one for one in Outcome if one in found}
    if outcomes == {Outcome.IMPARTIAL}:
        return Impartiality.IMPARTIAL
    return Impartiality.TO_ASSESS if outcomes else Impartiality.UNDECLARED
