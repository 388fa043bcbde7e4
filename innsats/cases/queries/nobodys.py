"""Open cases in which nobody holds rektor's part: the seat is empty, or everybody who sits there is inhabil."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.people.models import Appointment
from innsats.people.viewers import running_on
from innsats.rules.roles import Role
from innsats.rules.stages import Stage

from ..models import Case, Party, Recusal

SITS = {  # seat → who sits there, and at which unit
    "seat_principal": (Q(role=Role.PRINCIPAL, deputy=False), "school"),
    "seat_deputy": (Q(role=Role.PRINCIPAL, deputy=True), "school"),
    "seat_officer": (Q(role=Role.OWNER_OFFICER, school=None), "school_owner"),
    "seat_head": (Q(role=Role.OWNER_HEAD, school=None), "school_owner"),
}


def nobodys_cases(on: date) -> QuerySet[Case]:
    """Those of all owners, by number, each with its school. An operator's question: it reads every open case."""
    found = Case.objects.exclude(stage=Stage.CLOSED).select_related("school")
    case, person = OuterRef(OuterRef("pk")), OuterRef("person")
    concerned = Q(person=person) | Q(pupil__guardian__person=person)
    recused = Recusal.objects.filter(case=case, person=person)
    parties = Party.objects.filter(concerned, case=case)
    for seat, (who, unit) in SITS.items():
        at_work = Appointment.objects.filter(running_on(on), who, **{unit: OuterRef(unit)})
        able = at_work.filter(~Exists(recused), ~Exists(parties))
        found = found.filter(~(Q(**{seat: True}) & Exists(able)))
    return found.order_by("number")
