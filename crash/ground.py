"""What stands before the first kill: schools that can be told of something, and cases that people work on together."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bench.country import Somebody, found
from bench.inside import cookie_of
from bench.originals import cast_at, open_case
from innsats.cases.models import Measure
from innsats.journal.actors import Actor, ActorKind
from innsats.people.models import Person

SCHOOLS_COUNT, OWNERS_COUNT = 40, 4
CASES_COUNT = 6  # each is worked on in its turn, so that none grows without end


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody signed in who works on a case, with a measure there that nobody else changes."""

    actor: Actor
    cookie: str
    case: UUID
    number: str
    measure: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The schools by their uuids, and for each case those who work on it."""

    schools: tuple[UUID, ...]
    cases: tuple[tuple[Worker, ...], ...]


def laid(*, cases_count: int = CASES_COUNT) -> Ground:
    """Fill a database that was just laid."""
    schools = found(schools_count=SCHOOLS_COUNT, owners_count=OWNERS_COUNT)
    cases = []
    for number in range(cases_count):
        cast = cast_at(schools[number])
        case = open_case(cast, 0)
        measures = Measure.objects.filter(case=case).order_by("position").values_list("lineage", flat=True)
        people = zip((cast.rektor, cast.lead, cast.member), measures, strict=True)
        cases.append(tuple(_worker(one, case.pk, case.number, measure) for one, measure in people))
    return Ground(schools=tuple(school.uuid for school in schools), cases=tuple(cases))


def _worker(one: Somebody, case: UUID, number: str, measure: UUID) -> Worker:
    cookie = cookie_of(Person.objects.get(pk=one.pk).account)
    actor = Actor(ActorKind.PERSON, str(one.uuid))
    return Worker(actor=actor, cookie=cookie, case=case, number=number, measure=measure)
