"""Who may be given a task in a case or a report: a list that holds nobody who would be refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.database.prepared import Prepared
from innsats.people.models import Appointment, Guardian, KnownRelation, Person, Training
from innsats.people.viewers import running_on
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome, Relation, Tie, assess
from innsats.rules.roles import Role

from ..models import Case, Party, Recusal, Report
from .access import assisting, commissions
from .shut_out import shut_out_of


def assignees_of(row: Case | Report, at: datetime) -> list[Person]:
    """Those at the school or its owner who may have a task here, by name. One query.

    The same people as `actions.assignment.obstacles_to_task` finds nothing against.
    """
    on = day_of(at)
    return _asked(row.KIND, _disqualifying(on))(row.pk, row.school_id, row.school_owner_id, on)


def assignees_of_all(rows: Iterable[Case | Report], at: datetime) -> dict[UUID, list[Person]]:
    """What `assignees_of` says of each of these, by its key. At most three queries, however many there are."""
    held, on = list(rows), day_of(at)
    if not held:
        return {}
    staff = _staff(tuple({row.school_id for row in held}), tuple({row.school_owner_id for row in held}), on)
    out: dict[UUID, set[int]] = defaultdict(set)
    for model in (Case, Report):
        if keys := tuple(row.pk for row in held if isinstance(row, model)):
            for key, person in _shut_out(model.KIND, _disqualifying(on))(keys):
                out[key].add(person)
    found: dict[UUID, list[Person]] = {}
    for row in held:
        here = ((row.school_id, row.school_owner_id), (None, row.school_owner_id))
        at_work = (one for one in staff if (one.school_id, one.school_owner_id) in here)
        found[row.pk] = list(dict.fromkeys(one.person for one in at_work if one.person_id not in out[row.pk]))
    return found


def adults_to_trust(row: Case | Report, at: datetime) -> list[Person]:
    """Those whom a pupil may talk with, trained or not, by name: they read nothing of the case. One query.

    The same people as `actions.assignment.obstacles_to_trust` finds nothing against.
    """
    on = day_of(at)
    return _asked(row.KIND, _disqualifying(on), False)(row.pk, row.school_id, row.school_owner_id, on)


def adults_for_talks(row: Case, at: datetime) -> list[Person]:
    """Those who can hold a stop talk: whom a pupil may talk with, and those of the external team whom the school has
    asked to.
    """
    return [*adults_to_trust(row, at), *commissioned_in(row, at)]


def commissioned_in(row: Case, at: datetime) -> list[Person]:
    """Those of the external team whom the school has asked to talk and observe for it now, by name."""
    held = assisting(at, day_of(at)).filter(case=row)
    asked = commissions().filter(case=row, person__in=held.values("person"))
    found = list(Person.objects.filter(pk__in=asked.values("person")).order_by("sort_key", "pk"))
    out = shut_out_of(row) if found else set()
    return [one for one in found if one.pk not in out]


def errand_takers(row: Case, at: datetime) -> list[Person]:
    """Those who can be given a piece of work here, by name: they read nothing of the case. One query.

    Whoever is inhabil is among them, since that is whom it is for; nobody the case concerns is. The same people as
    `actions.assignment.obstacles_to_errand` finds nothing against.
    """
    return _takers(row.pk, row.school_id, row.school_owner_id, day_of(at))


@Prepared
def _takers(case: UUID, school: int, owner: int, on: date) -> QuerySet[Person]:
    here = Q(school=school) | Q(school=None, school_owner=owner)
    held = Appointment.objects.filter(running_on(on), here).exclude(role=Role.PRIVACY_OFFICER)
    concerned = Party.objects.filter(case=case).exclude(person=None)
    found = Person.objects.filter(pk__in=held.values("person")).exclude(pk__in=concerned.values("person"))
    return found.order_by("sort_key", "pk")


def at_work(person: str, on: date) -> Exists:
    """Whether whoever a row of a case names works at the school of that case, or at its owner."""
    here = Q(school=OuterRef("case__school")) | Q(school=None, school_owner=OuterRef("case__school_owner"))
    held = Appointment.objects.filter(running_on(on), here, person=OuterRef(person))
    return Exists(held.exclude(role=Role.PRIVACY_OFFICER))


def owner_receivers(row: Case | Report, at: datetime, *, but: int | None) -> QuerySet[Person]:
    """Those at the school owner who can be told of this: in office now, not inhabil here, and not `but` oneself."""
    at_owner = Appointment.objects.filter(school_owner=row.school_owner_id, school=None)
    held = at_owner.filter(running_on(day_of(at)), role__in=[Role.OWNER_OFFICER, Role.OWNER_HEAD])
    out = shut_out_of(row) | ({but} if but else set())
    return Person.objects.filter(pk__in=held.values("person")).exclude(pk__in=out).order_by("sort_key", "pk")


@cache
def _asked(kind: str, close: tuple[Relation, ...], is_trained: bool = True) -> Prepared[Person]:
    """The question for a report or a case. `close` are the relations that are enough by themselves."""

    def people(row: UUID, school: int, owner: int, on: date) -> QuerySet[Person]:
        parties, recused = Party.objects.filter(**{kind: row}), Recusal.objects.filter(**{kind: row})
        pupils = parties.exclude(pupil=None).values("pupil")
        of_person = {"person": OuterRef("pk")}
        here = Q(school=school) | Q(school=None, school_owner=owner)
        at_work = Appointment.objects.filter(running_on(on), here).exclude(role=Role.PRIVACY_OFFICER)
        trained = Training.objects.filter(completed_on__lte=on, **of_person)
        guardian = Guardian.objects.filter(pupil__in=pupils, **of_person)
        tied = KnownRelation.objects.filter(pupil__in=pupils, kind__in=close, **of_person)
        shut_out = Q(pk__in=recused.values("person")) | Q(pk__in=parties.exclude(person=None).values("person"))
        found = Person.objects.filter(pk__in=at_work.values("person"))  # from the unit, not from all
        found = found.filter(Exists(trained)) if is_trained else found
        return found.exclude(shut_out | Exists(guardian) | Exists(tied)).order_by("sort_key", "pk")

    return Prepared(people)


def _disqualifying(on: date) -> tuple[Relation, ...]:
    """The relations that disqualify by themselves, by the act in force on this day."""
    ties = ((kind, assess([Tie(party="", kind=kind)], on=on)) for kind in Relation)
    return tuple(kind for kind, assessment in ties if assessment.outcome is Outcome.DISQUALIFIED)


@Prepared
def _staff(schools: tuple[int, ...], owners: tuple[int, ...], on: date) -> QuerySet[Appointment]:
    """Who works at these schools or at these owners, and is trained, by name."""
    here = Q(school__in=schools) | Q(school=None, school_owner__in=owners)
    trained = Training.objects.filter(completed_on__lte=on, person=OuterRef("person"))
    at_work = Appointment.objects.filter(running_on(on), here, Exists(trained)).exclude(role=Role.PRIVACY_OFFICER)
    return at_work.select_related("person").order_by("person__sort_key", "person_id", "pk")


@cache
def _shut_out(kind: str, close: tuple[Relation, ...]) -> Prepared[tuple[UUID, int]]:
    """(row, person) for those who can have no task in one of these reports or cases."""

    def people(keys: tuple[UUID, ...]) -> QuerySet[Any, tuple[UUID, int]]:
        parties, recused = (model.objects.filter(**{f"{kind}__in": keys}).order_by() for model in (Party, Recusal))
        return recused.values_list(kind, "person").union(
            parties.exclude(person=None).values_list(kind, "person"),
            parties.exclude(pupil__guardian__person=None).values_list(kind, "pupil__guardian__person"),
            parties.filter(pupil__knownrelation__kind__in=close).values_list(kind, "pupil__knownrelation__person"),
        ).order_by(kind)

    return Prepared(people)
