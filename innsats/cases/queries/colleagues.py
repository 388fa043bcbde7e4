"""Those who read a case now since they work on it or assist in it: who can be at a meeting, and have what is agreed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from innsats.people.models import Appointment, Person
from innsats.people.viewers import running_on, viewers_of
from innsats.rules.access import WORKING, Part, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.roles import HOLDING

from ..models import Case, CaseAccess
from ..models.case import runs_at
from .standings import standings

MEETING = frozenset({*WORKING, Part.ASSISTANT})


def colleagues_in(row: Case, at: datetime) -> dict[Person, bool]:
    """By name, each with whether this one assists. Somebody undeclared or inhabil is not among them.

    A fixed number of queries.
    """
    held = CaseAccess.objects.filter(runs_at(at), case=row, starts_at__lte=at).values("person")
    here = Q(school=row.school_id) | Q(school=None, school_owner=row.school_owner_id)
    sitting = Appointment.objects.filter(running_on(day_of(at)), here, role__in=HOLDING).values("person")
    people = list(Person.objects.filter(Q(pk__in=held) | Q(pk__in=sitting)).order_by("sort_key", "pk"))
    viewers = viewers_of(people, at).values()
    stand = {viewer.person_id: one for viewer, _row, one in standings({viewer: [row] for viewer in viewers})}
    readers = (
        (person, stand[person.pk]) for person in people if not obstacles_to(Act.READ_CASE, stand[person.pk])
    )
    return {person: Part.ASSISTANT in one.parts for person, one in readers if one.parts & MEETING}
