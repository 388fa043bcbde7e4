"""Who has opened one case: a line for each day and person, in the words that a family may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from innsats.cases.models import (
    Case,
    CaseAccess,
    CaseReport,
    ContactPerson,
    HomeMessage,
    Measure,
    PlanActivation,
    TrailRequest,
)
from innsats.cases.queries.moved import before_move, last_corrected
from innsats.cases.queries.trail import TrailLine
from innsats.journal.models import Look
from innsats.people.models import Appointment, Person
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of

from .posts import post_on, posts_of, role_of, unit_of

# To see that there is a case opens nothing of it; what a family reads is its own; nor does the log tell what was read
OPENS_NOTHING = (Act.SEE_CASE, Act.READ_EDITION, Act.READ_TRAIL)
PARTS = {CaseAccess.LEAD: "lead", CaseAccess.TEAM: "team", CaseAccess.ASSISTANT: "assistant"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLine:
    """That somebody opened the case on a day: what the family may be told of it, and who it is, which is never told to
    those who do not know the person in the case.
    """

    told: TrailLine
    person: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.told.on}|{self.person}"


def lines_of(asked: TrailRequest) -> list[ReaderLine]:
    """Who had opened the case when the family asked, the newest first: always the same for the same question.

    Nobody stands there as who reported: reading one's own report is not among it. Ten queries, however many have read.
    """
    case = asked.case
    days = _days(case, asked.at)
    people = {one.uuid: one for one in Person.objects.filter(uuid__in={person for _on, person in days})}
    known, access, posts = _known(case, asked.at), list(_access(case)), posts_of(people.values())
    found = [
        _line(on, people[person], days[on, person], case, access, posts[people[person].pk], known)
        for on, person in days
        if person in people
    ]
    return sorted(found, key=lambda one: (one.told.on, one.name, one.person), reverse=True)


def _days(case: Case, until: datetime) -> dict[tuple[date, UUID], datetime]:
    """On which days who opened it, and when last that day: since it became a case about this child."""
    reports = CaseReport.objects.filter(case=case).order_by("pk").values_list("report", "report__reporter__uuid")
    own = {(f"report:{report}", str(reporter)) for report, reporter in reports if reporter}
    streams = [case.subject.stream, *(f"report:{report}" for report, _reporter in reports)]
    looks = Look.objects.filter(stream__in=streams, at__lte=until).exclude(act__in=OPENS_NOTHING)
    since = last_corrected(case.pk)
    if since:
        looks = looks.filter(at__gt=since)
    days: dict[tuple[date, UUID], datetime] = {}
    for stream, actor, at in looks.order_by("at", "pk").values_list("stream", "actor_id", "at"):
        if actor and (stream, actor) not in own:
            days[day_of(at), UUID(actor)] = at
    return days


def _line(
    on: date, person: Person, at: datetime, case: Case, access: Iterable[CaseAccess], held: Iterable[Appointment],
    known: frozenset[int],
) -> ReaderLine:  # fmt: skip
    role, unit = _in_case(person, at, case, access) or _at_work(on, case, held)
    told = TrailLine(on=on.isoformat(), role=role, unit=unit, name=person.name if person.pk in known else "")
    return ReaderLine(told=told, person=str(person.uuid), name=person.name)


def _in_case(person: Person, at: datetime, case: Case, access: Iterable[CaseAccess]) -> tuple[str, str] | None:
    """What somebody was in the case at that time: who leads it is that, whatever else."""
    running = [
        one for one in access
        if one.person_id == person.pk and one.starts_at <= at and (one.ends_at is None or one.ends_at > at)
    ]  # fmt: skip
    first = next((one for part in PARTS for one in running if one.part == part), None)
    if first is None:
        return None
    team = first.assignment.assistance.team.name if first.assignment else ""
    return PARTS[first.part], team or case.school.name


def _at_work(on: date, case: Case, held: Iterable[Appointment]) -> tuple[str, str]:
    """What somebody was at the school, else at its owner, else elsewhere, on that day."""
    here = (case.school_id, case.school_owner_id)
    post = post_on(held, on, lambda one: (one.school_id != here[0], one.school_owner_id != here[1]))
    return (role_of(post), unit_of(post)) if post else ("other", case.school.school_owner.name)


def _known(case: Case, at: datetime) -> frozenset[int]:
    """Those whom the family knew in the case at that time: who led it or had, the contact person, who answered for a
    measure of a plan that had applied, and who had written home.
    """
    plans = PlanActivation.objects.filter(case=case, at__lte=at).values("plan")
    led = CaseAccess.objects.filter(case=case, part=CaseAccess.LEAD, starts_at__lte=at).values_list("person", flat=True)
    answers = Measure.objects.filter(plan__in=plans).exclude(responsible=None).values_list("responsible", flat=True)
    letters = HomeMessage.objects.filter(case=case, pupil=case.pupil_id, at__lte=at)
    wrote = letters.exclude(by=None).values_list("by", flat=True)
    chosen = ContactPerson.objects.filter(~before_move(), case=case, at__lte=at).order_by("-at", "pk")
    return frozenset({*led, *answers, *wrote, *chosen.values_list("person", flat=True)[:1]})


def _access(case: Case) -> QuerySet[CaseAccess]:
    return CaseAccess.objects.filter(case=case).select_related("assignment__assistance__team").order_by("pk")
