"""The persons behind the parts: who holds it now, is not shut out, and is not the one who did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from innsats.cases.models import Case, CaseAccess, Declaration, Report
from innsats.cases.queries.access import visible
from innsats.cases.queries.deciding import to_decide
from innsats.journal.actors import Actor
from innsats.people.models import Appointment, Person
from innsats.people.viewers import running_on, viewer_of
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role
from innsats.rules.telling import Telling, Whom

# Who may know that it is there. The same is asked again when the notice is shown.
KNOWN_BY = {Case: Act.SEE_CASE, Report: Act.DECLARE_IMPARTIALITY}
AT_SCHOOL = {
    "seat_principal": {"role": Role.PRINCIPAL, "deputy": False},
    "seat_deputy": {"role": Role.PRINCIPAL, "deputy": True},
}
AT_OWNER = {"seat_officer": {"role": Role.OWNER_OFFICER}, "seat_head": {"role": Role.OWNER_HEAD}}


def recipients_of(telling: Telling, row: Report | Case, facts: Mapping[str, Any], *, at: datetime) -> list[Person]:
    """Those who are told this about `row`, in the order of their ids. `facts` are those of the event.

    Nobody who is inhabil, untrained or no longer appointed: what one may not see, one is not told of.
    """
    if telling.to is Whom.DECIDERS:
        return [person for person in _may_decide(row, at) if _decides(person, facts[telling.fact], at)]
    return known_by(_meant(telling.to, facts.get(telling.fact), row, at), row, at=at)


def reminded_of(parts: Iterable[Whom], row: Report | Case, *, at: datetime) -> list[Person]:
    """Those who hold one of these parts of `row` now and may know of it."""
    meant = {person.pk: person for part in parts for person in _meant(part, None, row, at)}
    return known_by(meant.values(), row, at=at)


def known_by(people: Iterable[Person], row: Report | Case, *, at: datetime) -> list[Person]:
    """Those of `people` who may know that `row` is there."""
    return sorted((one for one in people if _knows(one, row, at)), key=lambda person: person.pk)


def _meant(part: Whom, named: Any, row: Report | Case, at: datetime) -> list[Person]:
    """Who stands behind a part. `named` is what the event says: a person, a declaration, or seats."""
    match part:
        case Whom.HOLDERS:
            return _sitting(row.seats, row, at)
        case Whom.GIVEN:
            return _sitting([named] if isinstance(named, str) else named, row, at)
        case Whom.NAMED:
            return list(Person.objects.filter(uuid=named).order_by("pk"))
        case Whom.DECLARED:
            held = Declaration.objects.filter(pk=named)
            return list(Person.objects.filter(pk__in=held.values("person")).order_by("pk"))
        case Whom.LEAD:
            return _lead_of(row)
        case Whom.DECIDERS:
            return _may_decide(row, at)


def _knows(person: Person, row: Report | Case, at: datetime) -> bool:
    model = type(row)
    return visible(KNOWN_BY[model], viewer_of(Actor.of(person), at), model).filter(pk=row.pk).exists()


def _sitting(seats: Iterable[str], row: Report | Case, at: datetime) -> list[Person]:
    """Those whose appointment today gives one of these seats."""
    held = Q(pk__in=[])
    for seat in seats:
        if seat in AT_SCHOOL:
            held |= Q(school=row.school_id, **AT_SCHOOL[seat])
        else:
            held |= Q(school=None, school_owner=row.school_owner_id, **AT_OWNER[seat])
    running = Appointment.objects.filter(held & running_on(day_of(at)))
    return list(Person.objects.filter(pk__in=running.values("person")).order_by("pk"))


def _may_decide(row: Report | Case, at: datetime) -> list[Person]:
    return _sitting((*AT_SCHOOL, "seat_officer"), row, at)


def _decides(person: Person, declaration: str, at: datetime) -> bool:
    return to_decide(viewer_of(Actor.of(person), at)).filter(pk=declaration).exists()


def _lead_of(row: Report | Case) -> list[Person]:
    if isinstance(row, Report):
        return list(Person.objects.filter(pk=row.lead_id or 0))
    leads = CaseAccess.objects.filter(case=row, part=CaseAccess.LEAD, ends_at=None)
    return list(Person.objects.filter(pk__in=leads.values("person")).order_by("pk"))
