"""Reading that somebody should ask about, found among what was read today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max

from innsats.cases.models import Case, Closure
from innsats.journal.models import Anchor, Look
from innsats.people.models import Guardian, Person
from innsats.rules.acts import Act
from innsats.rules.calendar import ONE_DAY, day_of, start_of_day
from innsats.rules.looking import MANY_COUNT, ReadingFacts, Why, raised_for
from innsats.rules.stages import Stage

from ..models import UnusualReading

READS = (Act.READ_CASE, Act.READ_REPORT)
BUSIEST_OF = timedelta(days=30)
LEFT_BEFORE_MIDNIGHT = timedelta(hours=1)  # what was read after the last look of a day is looked at on the next
Raised = tuple[int, int, date, Why]  # owner, person, day, why


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """One reading that is to be raised: the first of the day for this reason."""

    school_owner: int
    person: UUID
    on: date
    why: Why
    stream: str
    at: datetime


def unusual(at: datetime) -> list[Unusual]:
    """What was read today that is to be raised and has not been; in the first hour, also what was read yesterday.

    As many queries whatever was read: eight.
    """
    since = start_of_day(day_of(at - LEFT_BEFORE_MIDNIGHT))
    looks = _read_since(since, at)
    people = {str(one.uuid): one for one in Person.objects.filter(uuid__in={look.actor_id for look in looks})}
    cases = _cases(looks)
    closed, near = _closed_on(cases.values()), _near(cases.values(), people.values())
    busiest = _busiest(looks, since)
    raised = set(_raised(day_of(since)))
    read: dict[tuple[str, date], set[str]] = defaultdict(set)
    found: dict[Raised, Unusual] = {}
    for look in looks:
        things = read[look.actor_id, day_of(look.at)]
        things.add(look.stream)
        person, case = people.get(look.actor_id), cases.get(look.stream)
        if person is None or look.school_owner_id is None:
            continue
        facts = ReadingFacts(
            at=look.at, things_count=len(things), busiest_count=busiest.get(look.actor_id, 0),
            closed_on=closed.get(case.pk) if case else None, is_near=bool(case) and (case, person.pk) in near,
        )  # fmt: skip
        for why in raised_for(facts):
            key = (look.school_owner_id, person.pk, day_of(look.at), why)
            if key not in raised:
                found.setdefault(key, _as_unusual(look, person, why))
    return list(found.values())


def _as_unusual(look: Look, person: Person, why: Why) -> Unusual:
    assert look.school_owner_id is not None
    return Unusual(
        school_owner=look.school_owner_id, person=person.uuid, on=day_of(look.at), why=why, stream=look.stream,
        at=look.at,
    )  # fmt: skip


def _read_since(since: datetime, at: datetime) -> list[Look]:
    """What was read, the earliest first. An anchor tells from where to look: the one of two days before, since that of
    the day before was set some minutes into the day.
    """
    sealed = Anchor.objects.filter(on__lt=day_of(since) - ONE_DAY).aggregate(until=Max("until_look"))["until"] or 0
    return list(Look.objects.filter(pk__gt=sealed, at__gte=since, at__lte=at, act__in=READS).order_by("at", "pk"))


def _cases(looks: Iterable[Look]) -> dict[str, Case]:
    """The cases among what was read, by stream."""
    kind, keys = f"{Case.KIND}:", {look.stream for look in looks}
    held = Case.objects.filter(pk__in=[one.removeprefix(kind) for one in keys if one.startswith(kind)])
    return {one.subject.stream: one for one in held.select_related("pupil")}


def _closed_on(cases: Iterable[Case]) -> dict[UUID, date]:
    """When each of them that is closed was closed last."""
    over = [one.pk for one in cases if one.stage == Stage.CLOSED]
    found = Closure.objects.filter(case__in=over).order_by("case").values_list("case").annotate(last=Max("at"))
    return {case: day_of(last) for case, last in found}


def _near(cases: Iterable[Case], people: Iterable[Person]) -> set[tuple[Case, int]]:
    """(case, reader) where a child of the reader is in the grade of the pupil whom the case is about."""
    wards = Guardian.objects.filter(person__in=[one.pk for one in people], pupil__left_on=None)
    classes = {row for row in wards.values_list("person", "pupil__school", "pupil__grade") if row[2] is not None}
    return {
        (case, person)
        for case in cases
        for person, school, grade in classes
        if (school, grade) == (case.pupil.school_id, case.pupil.grade)
    }


def _busiest(looks: Iterable[Look], since: datetime) -> dict[str, int]:
    """How much those who have read much read on their busiest day of the month before `since`. One query."""
    now: dict[str, set[str]] = defaultdict(set)
    for look in looks:
        now[look.actor_id].add(look.stream)
    many = [actor for actor, streams in now.items() if len(streams) >= MANY_COUNT]
    before = Look.objects.filter(actor_id__in=many, act__in=READS, hour__gte=since - BUSIEST_OF, hour__lt=since)
    days: dict[tuple[str, date], set[str]] = defaultdict(set)
    for actor, stream, read_at in before.order_by("pk").values_list("actor_id", "stream", "at"):
        days[actor, day_of(read_at)].add(stream)
    busiest: dict[str, int] = defaultdict(int)
    for (actor, _day), streams in days.items():
        busiest[actor] = max(busiest[actor], len(streams))
    return busiest


def _raised(since: date) -> Iterable[Raised]:
    found = UnusualReading.objects.filter(on__gte=since).order_by("pk")
    rows = found.values_list("school_owner", "person", "on", "why")
    return ((owner, person, day, Why(why)) for owner, person, day, why in rows)
