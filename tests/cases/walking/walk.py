"""Where a random walk stands, and what a step picks from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404

from innsats.cases.models import Case, Report
from innsats.journal.actors import ANONYMOUS, Actor
from innsats.people.models import Person, Pupil, School
from innsats.rules.calendar import OSLO
from innsats.rules.verdicts import Refused
from tests import world

T = TypeVar("T")
FRIDAY = datetime(2026, 3, 27, 13, 30, tzinfo=OSLO)  # before the night to Sunday, when the clocks go forward


@dataclass(slots=True, kw_only=True)
class Walk:
    """Where a walk stands: what there is, and what the next step picks from it."""

    school: School
    people: list[Person]
    pupils: list[Pupil]
    at: datetime = FRIDAY
    by: Actor = ANONYMOUS
    pick: int = 0
    reports: list[UUID] = field(default_factory=list)
    cases: list[UUID] = field(default_factory=list)
    lineages: list[UUID] = field(default_factory=list)

    def one_of(self, things: list[T] | tuple[T, ...]) -> T:
        """One of `things`, by what is left of the pick. Raises Http404 when there is none."""
        if not things:
            raise Http404
        self.pick, index = divmod(self.pick, len(things))
        return things[index]

    def done(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def yes(self) -> bool:
        return self.one_of((True, False))

    def report(self) -> Report:
        return Report.objects.get(pk=self.one_of(self.reports))

    def case(self) -> Case:
        return Case.objects.get(pk=self.one_of(self.cases))

    def either(self) -> Report | Case:
        return self.case() if self.cases and self.yes() else self.report()

    def person(self) -> UUID:
        return self.one_of(self.people).uuid

    def pupil(self) -> UUID:
        return self.one_of(self.pupils).uuid

    def step(self, act: Callable[[Walk], object], who: int, pick: int, minutes: int) -> bool:
        """Let time pass and somebody try something; whether it was done. Six in ten steps are rektor's."""
        self.at = (self.at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(OSLO)
        actors = [Actor.of(person) for person in [self.people[0]] * 9 + self.people] + [ANONYMOUS]
        self.by, self.pick = actors[who % len(actors)], pick
        try:
            act(self)
        except (Refused, Http404):
            return False
        return True


def a_walk() -> Walk:
    """A school with rektor first, everybody who may get a seat, a guardian among the staff, and two pupils; and another
    school of the same owner, with a rektor.
    """
    school = world.a_school()
    world.a_principal(world.a_school("Fjellheim skole", owner=school.school_owner), "Hanne Dal")
    people = [
        world.a_principal(school), world.an_employee(school), world.an_employee(school, "Per Sand"),
        world.a_deputy(school), world.an_officer(school.school_owner), world.a_head(school.school_owner),
    ]  # fmt: skip
    guardian = world.an_employee(school, "Mona Lien")
    pupils = [world.a_pupil(school, guardians=[guardian]), world.a_pupil(school, "Ada Moe")]
    world.a_known_relation(people[2], pupils[1])
    return Walk(school=school, people=[*people, guardian], pupils=pupils)
