"""What stands before the first kill: schools that can be told of something, and cases that people work on together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from uuid import UUID

from bench.country import Somebody, found
from bench.inside import cookie_of
from bench.originals import cast_at, open_case
from innsats.cases import actions
from innsats.cases.models import Case, Measure
from innsats.journal.actors import Actor, ActorKind
from innsats.journal.looks import looked
from innsats.people.models import Person
from innsats.rules.acts import Act
from innsats.web import clock

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


def laid(*, cases_count: int = CASES_COUNT, people_count: int = 3) -> Ground:
    """Fill a database that was just laid. `people_count` work on each case: rektor, the lead, and its team."""
    schools = found(schools_count=SCHOOLS_COUNT, owners_count=OWNERS_COUNT)
    cases = []
    for number in range(cases_count):
        cast = cast_at(schools[number])
        case = open_case(cast, 0)
        people = [cast.rektor, cast.lead, cast.member]
        people += [_admitted(case, one, cast.rektor) for one in schools[number].colleagues[2 : people_count - 1]]
        measures = Measure.objects.filter(case=case).order_by("position").values_list("lineage", flat=True)
        cases.append(tuple(_worker(*pair, case) for pair in zip(people, cycle(measures), strict=False)))
    return Ground(schools=tuple(school.uuid for school in schools), cases=tuple(cases))


def _admitted(case: Case, one: Somebody, rektor: Somebody) -> Somebody:
    actions.admit_to_team(case.pk, by=_actor(rektor), at=clock.now(), member=one.uuid)
    looked(Act.READ_CASE, case.subject, by=_actor(one), at=clock.now())
    actions.declare_impartiality(case.subject, by=_actor(one), at=clock.now())
    return one


def _worker(one: Somebody, measure: UUID, case: Case) -> Worker:
    cookie = cookie_of(Person.objects.get(pk=one.pk).account)
    return Worker(actor=_actor(one), cookie=cookie, case=case.pk, number=case.number, measure=measure)


def _actor(one: Somebody) -> Actor:
    return Actor(ActorKind.PERSON, str(one.uuid))
