"""Who reads a report: the first existing and unconcerned of those the law and the owner point to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Q

from innsats.database.prepared import Prepared
from innsats.people.models import Appointment, Person, School
from innsats.rules.calendar import day_of
from innsats.rules.reports import Candidate, Concern, Receiving, concern_about, receivers
from innsats.rules.roles import HOLDING, Role

SEATS = {
    Receiving.PRINCIPAL: "seat_principal",
    Receiving.DEPUTY: "seat_deputy",
    Receiving.OWNER_OFFICER: "seat_officer",
    Receiving.OWNER_HEAD: "seat_head",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody who would read the report, in which capacity, and which seat that is."""

    person: Person
    receiving: Receiving

    @property
    def role(self) -> Role:
        """The role whose duties and clocks these are: a deputy has rektor's."""
        return Role.PRINCIPAL if self.receiving is Receiving.DEPUTY else Role(self.receiving.value)

    @property
    def seat(self) -> str:
        return SEATS[self.receiving]


def receivers_of(
    school: School, concern: Concern, *, at: datetime, concerned: frozenset[int] = frozenset()
) -> list[Receiver]:
    """Those who may receive a report of this kind at `school`, first one first. `concerned` are person ids."""
    held = _holders(school.pk, school.school_owner_id, day_of(at))
    people = {row.person_id: row.person for row in held}
    candidates = [
        Candidate(receiving=_receiving(row), person=str(row.person_id), is_concerned=row.person_id in concerned)
        for row in held
    ]
    return [Receiver(person=people[int(c.person)], receiving=c.receiving) for c in receivers(concern, candidates)]


def concern_at(school: School, said: Concern, adult: Person | None, *, at: datetime) -> Concern:
    """What a concern at `school` is about, when it is known who the adult is: never weaker than what was said."""
    if adult is None:
        return said
    return concern_about(
        said,
        is_employee=True,
        is_leader=adult.pk in leaders_at(school, at=at),
        is_officer=adult.pk in officers_of(school.school_owner_id, at=at),
    )


def leaders_at(school: School, *, at: datetime) -> frozenset[int]:
    """Person ids of the leadership of `school`, by the list the school keeps, rektor always among them."""
    held = _appointments(school.pk, school.school_owner_id, day_of(at)).filter(school=school)
    leading = held.filter(Q(leadership=True) | Q(role=Role.PRINCIPAL))
    return frozenset(leading.values_list("person_id", flat=True))


def officers_of(school_owner_id: int, *, at: datetime) -> frozenset[int]:
    """Person ids of the owner's officers: a concern about one of them goes to the head of the owner."""
    held = Appointment.objects.filter(school_owner_id=school_owner_id, role=Role.OWNER_OFFICER)
    return frozenset(_running(held, day_of(at)).values_list("person_id", flat=True))


@Prepared
def _holders(school: int, owner: int, on: date) -> models.QuerySet[Appointment]:
    """Everybody who may come to receive reports there."""
    return _appointments(school, owner, on).filter(role__in=HOLDING)


def _appointments(school: int, owner: int, on: date) -> models.QuerySet[Appointment]:
    at_unit = Q(school=school) | Q(school=None, school_owner=owner)
    return _running(Appointment.objects.filter(at_unit), on).select_related("person").order_by("starts_on", "pk")


def _running(held: models.QuerySet[Appointment], on: date) -> models.QuerySet[Appointment]:
    return held.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


def _receiving(row: Appointment) -> Receiving:
    return Receiving.DEPUTY if row.deputy else Receiving(row.role)
