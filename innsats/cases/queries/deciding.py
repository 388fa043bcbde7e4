"""Whose habilitet waits for whom: the owner's officer decides for rektor and the external team, rektor for others."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.journal.actors import Actor
from innsats.people.models import Appointment
from innsats.people.viewers import Viewer, running_on, viewer_of
from innsats.rules.access import Impartiality, Part, Standing
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome, Relation, Tie
from innsats.rules.roles import AT_OWNER, Role
from innsats.rules.subordinates import superiors_of
from innsats.vault.sealing import open_one

from ..models import Assistance, Case, Declaration, Report
from .access import NotVisible, conflict, is_conflicted, may_help, visible
from .compiled import ForViewer
from .objections import own_to_decide

ABOVE_SEATS = [role for role in AT_OWNER if not superiors_of(role) & {Role.PRINCIPAL, Role.OWNER_OFFICER}]
OF = {Case: "case", Report: "case__casereport__report"}  # from help that is asked for, to what was declared on


def to_decide(viewer: Viewer) -> QuerySet[Declaration]:
    """Declarations in doubt that `viewer` is to decide. Never one's own, nor where one is inhabil oneself."""
    at_units = {held.school_owner_id for held in viewer.appointments}
    lent = _sent_by(viewer).exclude(school_owner__in=at_units).values("school_owner")  # to cases of other owners
    at_owners = Q(school_owner_id__in=at_units) | Q(school_owner_id__in=lent)
    waiting = Declaration.objects.filter(~own_to_decide(), at_owners, outcome=Outcome.TO_ASSESS)
    theirs = waiting.filter(ForViewer(_theirs_to_decide, viewer, Declaration))
    return theirs.select_related("case", "report", "person").order_by("at")


def _sent_by(viewer: Viewer) -> QuerySet[Assistance]:
    """Where a team of the owner that one is officer at is asked for help or helps."""
    mine = viewer.owners_as(Role.OWNER_OFFICER)
    return Assistance.objects.filter(may_help(day_of(viewer.at)), team__school_owner__in=mine, is_open=True)


def _theirs_to_decide(viewer: Viewer) -> Q:
    """Of rektor and of the own school: the owner's officer, and rektor. Of an external team: the officer of the owner
    whose team it is, who is above its members. Of an officer: the head of the owner, and nobody below or beside.
    """
    theirs = Q(pk__in=[])
    if not viewer.trained:
        return theirs
    at_owner = {"school_owner_id__in": viewer.owners_as(Role.OWNER_OFFICER)}
    held = Appointment.objects.filter(person=OuterRef(OuterRef("person")))
    declared_by, officers = held.filter(role=Role.PRINCIPAL), held.filter(role=Role.OWNER_OFFICER)
    above = held.filter(running_on(day_of(viewer.at)), role__in=ABOVE_SEATS)
    for model, act in ((Case, Act.SEE_CASE), (Report, Act.READ_REPORT)):
        rows = model._default_manager.filter(pk=OuterRef(model.KIND))
        of_rektor = Q(Exists(rows.filter(Exists(declared_by.filter(school=OuterRef("school"))))))
        clear = Q(Exists(rows.exclude(conflict(viewer, model))))
        by_team = {OF[model]: OuterRef(model.KIND), "team__membership__person": OuterRef("person")}
        of_team = Q(Exists(Assistance.objects.filter(**by_team))) & ~of_rektor
        theirs |= of_team & clear & Q(Exists(_sent_by(viewer).filter(**by_team)))
        of_officer = Q(Exists(rows.filter(Exists(officers.filter(school_owner=OuterRef("school_owner"))))))
        theirs |= of_officer & clear & Q(school_owner_id__in=viewer.owners_as(Role.OWNER_HEAD))
        of_above = Q(Exists(rows.filter(Exists(above.filter(school_owner=OuterRef("school_owner"))))))
        seen = visible(act, viewer, model).filter(pk=OuterRef(model.KIND))
        seated = Q(school_id__in=viewer.schools_as(Role.PRINCIPAL)) | Q(seat_officer=True, **at_owner)
        of_others = Q(Exists(seen.filter(seated))) & ~of_rektor & ~of_team & ~of_above
        theirs |= (of_rektor & clear & Q(**at_owner)) | of_others
    return theirs & ~Q(person_id=viewer.person_id or 0)


def lock_to_decide(declaration: UUID, *, by: Actor, at: datetime) -> tuple[Declaration, Standing, Viewer]:
    """Lock the declaration and its report or case. Raises NotVisible when it is not `by`'s to decide."""
    viewer = viewer_of(by, at)
    held = Declaration.objects.select_related("case", "report", "person").filter(pk=declaration).first()
    if held is None:
        raise NotVisible(f"declaration:{declaration}")
    row = held.seated
    type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
    has_decided = held.decided_by_id == viewer.person_id and held.person_id != viewer.person_id
    is_theirs = has_decided or to_decide(viewer).filter(pk=declaration).exists()
    if not is_theirs:
        raise NotVisible(f"declaration:{declaration}")
    impartiality = Impartiality.DISQUALIFIED if is_conflicted(viewer, row) else Impartiality.IMPARTIAL
    return held, Standing(parts=frozenset({Part.DECIDER}), impartiality=impartiality, trained=viewer.trained), viewer


def ties_of(declaration: Declaration) -> tuple[Tie, ...]:
    """The ties somebody declared, opened again."""
    if not declaration.facts:
        return ()
    facts = json.loads(open_one(declaration.facts, declaration.pk))
    return tuple(Tie(party=party, kind=Relation(kind)) for party, kind in facts)
