"""What somebody who leaves has open, as far as the viewer may see, and who could take over each piece of it.

Nothing here counts what the viewer may not see, also not the load that decides whom is proposed: a case hidden from
rektor would show in the order of the names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.people.models import Appointment, Person
from innsats.people.naming import with_class
from innsats.people.queries.folk import unit_looked_after
from innsats.people.viewers import Viewer, running_on
from innsats.planning.taking_over import taking_over
from innsats.rules.access import Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.stages import Stage
from innsats.web import words

from ..models import (
    Aftercare,
    AftercareStop,
    Case,
    CaseAccess,
    CaseReport,
    Errand,
    Measure,
    MeasureEnd,
    MeetingStep,
    PlanActivation,
    Report,
)
from ..models.case import runs_at
from .access import NotVisible, visible
from .agreed import waiting_steps
from .assignees import assignees_of_all
from .finding import row_address
from .reports import reasons_against
from .standings import standings
from .texts import Key, texts_of


class Work(StrEnum):
    """What somebody can have open, and others take over by an act on the report or the case."""

    REPORT = "report"
    LEAD = "lead"
    TEAM = "team"


Open = tuple[Work, Case | Report]
TAKEN_OVER_BY = {Work.REPORT: Act.RECEIVE_REPORT, Work.LEAD: Act.NAME_LEAD, Work.TEAM: Act.ADMIT_TO_TEAM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that is open. `people` can take it over, in the order of their names; `proposed` is one of them.

    `reasons` say why the viewer gives it to nobody here.
    """

    what: Work
    about: UUID
    title: str
    said: str
    address: str
    people: tuple[tuple[str, str], ...]
    proposed: str
    reasons: tuple[str, ...]

    @property
    def key(self) -> str:
        """What it is called on the form."""
        return key_of(self.what, self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Something that is open and given to another on a page of its case, with the family or in the next plan."""

    title: str
    said: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """Somebody, and what that one has open of what the viewer may see. `names`: what an obstacle calls a person."""

    person: Person
    pieces: tuple[Piece, ...]
    elsewhere: tuple[Elsewhere, ...]
    owner_kind: str
    names: Mapping[str, str]

    @property
    def others(self) -> tuple[Piece, ...]:
        """What the viewer gives to nobody here, each with the reasons."""
        return tuple(piece for piece in self.pieces if not piece.people)


def key_of(what: Work, about: UUID | str) -> str:
    return f"{what.value}-{about}"


def work_page(viewer: Viewer, uuid: UUID) -> WorkPage:
    """For whoever looks after a unit where this person has, has had or will have a role. Raises NotVisible."""
    person = Person.objects.filter(uuid=uuid).first()
    unit = unit_looked_after(viewer, person) if person else None
    if person is None or unit is None:
        raise NotVisible(f"person:{uuid}")
    rows: list[Open] = [(Work.REPORT, row) for row in reports_of(viewer, person)]
    rows += [(Work(access.part), access.case) for access in accesses_of(viewer, person)]
    measures, followed = list(measures_of(viewer, person)), list(followed_by(viewer, person))
    errands, steps = list(errands_left_by(viewer, person)), list(steps_of(viewer, person))
    stands = {row.pk: standing for _by, row, standing in standings({viewer: [row for _what, row in rows]})}
    able = {(what, row.pk): found for what, row, found in _able(rows, stands, viewer, person)}
    counts = _open_counts(viewer, {one for found in able.values() for one in found})
    proposed = taking_over(dict(_asked_first(rows, able, viewer)), counts)
    shown = [row for _what, row in rows if isinstance(row, Case) and not obstacles_to(Act.READ_CASE, stands[row.pk])]
    whose = _whose([*shown, *(one.case for one in (*measures, *followed, *errands, *steps))])
    return WorkPage(
        person=person, owner_kind=getattr(unit, "school_owner", unit).kind,
        names={str(one.uuid): one.name for found in able.values() for one in found},
        pieces=tuple(
            _piece(
                what, row, whose.get(row.pk, ""), stands[row.pk], able[what, row.pk], counts,
                proposed.get((what, row.pk), ""),
            )
            for what, row in rows
        ),
        elsewhere=(
            *_in_plans(measures, whose), *_in_followups(followed, whose), *_in_errands(errands, whose),
            *_in_meetings(steps, whose),
        ),
    )  # fmt: skip


def open_work_count(viewer: Viewer, person: Person) -> int:
    """How much that page lists, each measure for itself. Six queries."""
    listed = (reports_of, accesses_of, measures_of, followed_by, errands_left_by, steps_of)
    return sum(find(viewer, person).count() for find in listed)


def reports_of(viewer: Viewer, person: Person) -> QuerySet[Report]:
    """The reports that this person is responsible for and no case has been made of, the oldest first."""
    linked = CaseReport.objects.filter(report=OuterRef("pk"))
    found = visible(Act.READ_REPORT, viewer, Report).filter(~Exists(linked), lead=person)
    return found.select_related("school__school_owner").order_by("reported_at", "pk")


def accesses_of(viewer: Viewer, person: Person) -> QuerySet[CaseAccess]:
    """What this person leads of open cases, and then where this person is in the case team, the oldest first."""
    cases = visible(Act.SEE_CASE, viewer, Case).exclude(stage=Stage.CLOSED)
    held = CaseAccess.objects.filter(runs_at(viewer.at), part__in=[CaseAccess.LEAD, CaseAccess.TEAM], person=person)
    found = held.filter(case__in=cases.values("pk")).select_related("case__school__school_owner", "case__pupil")
    return found.order_by("part", "case__opened_at", "pk")


def measures_of(viewer: Viewer, person: Person) -> QuerySet[Measure]:
    """What this person answers for in the plans that apply, of cases that the viewer reads, and that has not ended."""
    newest = PlanActivation.objects.filter(case=OuterRef("case")).order_by("-at").values("plan")[:1]
    over = MeasureEnd.objects.filter(lineage=OuterRef("lineage"))
    found = Measure.objects.filter(~Exists(over), plan=Subquery(newest), responsible=person, case__in=_read(viewer))
    return found.select_related("case__school", "case__pupil").order_by("case__opened_at", "case", "position", "pk")


def followed_by(viewer: Viewer, person: Person) -> QuerySet[Aftercare]:
    """The follow-ups in which the pupil talks with this person, of cases that the viewer reads."""
    newest = Aftercare.objects.filter(case=OuterRef("case")).order_by("-at", "-until").values("pk")[:1]
    stopped = AftercareStop.objects.filter(case=OuterRef("case"), at__gt=OuterRef("at"))
    held = Aftercare.objects.filter(~Exists(stopped), pk=Subquery(newest), trusted_adult=person)
    found = held.filter(case__in=_read(viewer), case__stage=Stage.AFTERCARE)
    return found.select_related("case__school", "case__pupil").order_by("case__opened_at", "pk")


def errands_left_by(viewer: Viewer, person: Person) -> QuerySet[Errand]:
    """The work that this person was given and has not answered, in cases that the viewer reads."""
    found = Errand.objects.filter(end=None, person=person, case__in=_read(viewer))
    return found.select_related("case__school", "case__pupil").order_by("case__opened_at", "case", "ends_at", "pk")


def steps_of(viewer: Viewer, person: Person) -> QuerySet[MeetingStep]:
    """What was agreed at meetings that this person does, and is not done, in cases that the viewer reads."""
    found = waiting_steps().filter(person=person, case__in=_read(viewer))
    return found.select_related("case__school", "case__pupil").order_by("case__opened_at", "case", "due_on", "pk")


def _read(viewer: Viewer) -> QuerySet[Case, Any]:
    return visible(Act.READ_CASE, viewer, Case).exclude(stage=Stage.CLOSED).values("pk")


def _able(
    rows: Sequence[Open], stands: Mapping[UUID, Standing], viewer: Viewer, leaver: Person
) -> Iterator[tuple[Work, Case | Report, list[Person]]]:
    """Those who can take over each piece, by name; nobody of what the viewer gives to nobody. At most four queries."""
    given = [(what, row) for what, row in rows if not obstacles_to(TAKEN_OVER_BY[what], stands[row.pk])]
    found = assignees_of_all({row.pk: row for _what, row in given}.values(), viewer.at)
    teams = [row.pk for what, row in given if what is Work.TEAM]
    held = CaseAccess.objects.filter(runs_at(viewer.at), case__in=teams) if teams else CaseAccess.objects.none()
    at_work = set(held.values_list("case", "person"))
    for what, row in rows:
        able = found.get(row.pk, ()) if (what, row) in given else ()
        is_new = (one for one in able if what is not Work.TEAM or (row.pk, one.pk) not in at_work)
        yield what, row, [one for one in is_new if one != leaver]


def _open_counts(viewer: Viewer, people: Collection[Person]) -> dict[str, int]:
    """How many open cases that the viewer may see each of these leads or works on. One query."""
    cases = visible(Act.SEE_CASE, viewer, Case).exclude(stage=Stage.CLOSED).values("pk")
    held = CaseAccess.objects.filter(runs_at(viewer.at), case__in=cases, person__in=people)
    counted = held.values("person__uuid").annotate(count=Count("case", distinct=True)).order_by("person__uuid")
    return {str(one["person__uuid"]): one["count"] for one in counted}


def _asked_first(
    rows: Sequence[Open], able: Mapping[tuple[Work, UUID], Sequence[Person]], viewer: Viewer
) -> Iterator[tuple[tuple[Work, UUID], list[str]]]:
    """For each piece those at the school, who know the pupils; those at the owner where nobody there can. One query."""
    schools = {row.school_id for _what, row in rows}
    at_work = Appointment.objects.filter(running_on(day_of(viewer.at)), school__in=schools)
    at_school = set(at_work.values_list("school", "person"))
    for what, row in rows:
        found = able[what, row.pk]
        near = [one for one in found if (row.school_id, one.pk) in at_school]
        yield (what, row.pk), [str(one.uuid) for one in near or found]


def _whose(cases: Collection[Case]) -> dict[UUID, str]:
    """The pupil of each of these cases, which the viewer reads. One query."""
    pupils = {row.pk: row.pupil for row in cases}
    said: Mapping[Key, str] = texts_of(*((one, "sealed_name") for one in pupils.values()))
    return {pk: with_class(said[one, "sealed_name"], one.class_name, one.grade) for pk, one in pupils.items()}


def _in_plans(measures: Sequence[Measure], whose: Mapping[UUID, str]) -> Iterator[Elsewhere]:
    """One line for each case, however many measures."""
    for case, count in Counter(one.case for one in measures).items():
        said = ngettext(
            "Ansvarlig for {count} tiltak. Det endrer du i planen. Sak {number}, {school}",
            "Ansvarlig for {count} tiltak. Dem endrer du i planen. Sak {number}, {school}", count,
        )  # fmt: skip
        yield _elsewhere(case, said, "case_plan", whose, count)


def _in_followups(followed: Sequence[Aftercare], whose: Mapping[UUID, str]) -> Iterator[Elsewhere]:
    for case in (one.case for one in followed):
        said = _("Den eleven snakker med i oppfølgingen. En ny avtaler dere med familien. Sak {number}, {school}")
        yield _elsewhere(case, said, "case_aftercare", whose)


def _in_errands(errands: Sequence[Errand], whose: Mapping[UUID, str]) -> Iterator[Elsewhere]:
    """One line for each case, however many."""
    for case, count in Counter(one.case for one in errands).items():
        said = ngettext(
            "Har fått {count} gjøremål. Gi det til en annen. Sak {number}, {school}",
            "Har fått {count} gjøremål. Gi dem til en annen. Sak {number}, {school}", count,
        )  # fmt: skip
        yield _elsewhere(case, said, "case_plan", whose, count)


def _in_meetings(steps: Sequence[MeetingStep], whose: Mapping[UUID, str]) -> Iterator[Elsewhere]:
    """One line for each case, however many."""
    for case, count in Counter(one.case for one in steps).items():
        said = ngettext(
            "Skal gjøre {count} ting etter møter med teamet. Avtal hvem som gjør det nå. Sak {number}, {school}",
            "Skal gjøre {count} ting etter møter med teamet. Avtal hvem som gjør dem nå. Sak {number}, {school}", count,
        )  # fmt: skip
        yield _elsewhere(case, said, "case_assistance", whose, count)


def _elsewhere(case: Case, said: str, page: str, whose: Mapping[UUID, str], count: int = 1) -> Elsewhere:
    said = said.format(count=count, number=case.number, school=case.school.name)
    return Elsewhere(title=whose[case.pk], said=said, address=reverse(page, args=[case.number]))


def _piece(
    what: Work, row: Case | Report, whose: str, standing: Standing, able: Sequence[Person],
    counts: Mapping[str, int], proposed: str,
) -> Piece:  # fmt: skip
    kind, number = row.school.school_owner.kind, row.number
    title = words.of("report_from", row.sender) if isinstance(row, Report) else whose or _("Sak {number}")
    said = {
        Work.REPORT: _("Ansvarlig for meldingen. Melding {number}, {school}"),
        Work.LEAD: _("Saksansvarlig. Sak {number}, {school}"),
        Work.TEAM: _("Med i saksteamet. Sak {number}, {school}"),
    }[what]
    reasons = reasons_against(TAKEN_OVER_BY[what], standing, kind)
    nobody = _("Ingen andre ved {school} eller hos {owner} kan ta dette: de må ha opplæring og være habile her.")
    lacking = () if able or reasons else (nobody.format(school=row.school.name, **words.titles(kind)),)
    return Piece(
        what=what, about=row.pk, title=title.format(number=number), address=row_address(row), proposed=proposed,
        said=said.format(number=number, school=row.school.name), reasons=reasons + lacking,
        people=tuple((str(one.uuid), _with_count(one, counts)) for one in able),
    )  # fmt: skip


def _with_count(person: Person, counts: Mapping[str, int]) -> str:
    count = counts.get(str(person.uuid), 0)
    said = ngettext("{name} ({count} åpen sak)", "{name} ({count} åpne saker)", count)
    return (said if count else _("{name} (ingen åpne saker)")).format(name=person.name, count=count)
