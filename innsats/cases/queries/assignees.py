"""Who may be given a task in a case or a report: a list that holds nobody who would be refused."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.people.models import Appointment, Guardian, KnownRelation, Person, Training
from innsats.people.viewers import running_on
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome, Relation, Tie, assess
from innsats.rules.roles import Role
from innsats.web.prepared import Prepared

from ..models import Case, CaseAccess, Party, Recusal, Report
from ..models.case import runs_at
from .access import commissions, may_help
from .shut_out import shut_out_of


def assignees_of(row: Case | Report, at: datetime) -> list[Person]:
    """Those at the school or its owner who may have a task here, by name. One query.

    The same people as `actions.assignment.obstacles_to_task` finds nothing against.
    """
    on = day_of(at)
    return _asked(row.KIND, _disqualifying(on))(row.pk, row.school_id, row.school_owner_id, on)


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
    may = may_help(day_of(at), "assignment__assistance__")
    held = CaseAccess.objects.filter(runs_at(at), may, case=row, part=CaseAccess.ASSISTANT, starts_at__lte=at)
    asked = commissions().filter(case=row, person__in=held.values("person"))
    found = Person.objects.filter(pk__in=asked.values("person")).exclude(pk__in=shut_out_of(row))
    return list(found.order_by("sort_key", "pk"))


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
