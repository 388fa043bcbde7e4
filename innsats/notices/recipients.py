"""The persons behind the parts: who holds it now, is not shut out, and is not the one who did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from innsats.cases.models import Assistance, Case, CaseAccess, Declaration, Report
from innsats.cases.queries.deciding import OF, to_decide
from innsats.cases.queries.errands import waiting_in
from innsats.cases.queries.standings import leaders_asked, standings
from innsats.database.prepared import Prepared
from innsats.journal.actors import Actor
from innsats.oversight.queries.waiting import officers_of_log
from innsats.people.models import Appointment, Person
from innsats.people.viewers import running_on, viewer_of, viewers_of
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.dialogue import is_talked_with
from innsats.rules.roles import Role
from innsats.rules.telling import Step, Telling, Whom, reminded

Row = Report | Case
Seat = tuple[str, int]  # which one, and the key of the school or the owner it is at

# Who may know that it is there. The same is asked again when the notice is shown, and when a mail goes out.
KNOWN_BY: dict[type[Case] | type[Report], Act] = {Case: Act.SEE_CASE, Report: Act.DECLARE_IMPARTIALITY}
AT_SCHOOL = ("seat_principal", "seat_deputy")
AT_OWNER = {Role.OWNER_OFFICER: "seat_officer", Role.OWNER_HEAD: "seat_head"}


@dataclass(frozen=True, slots=True)
class Reminding:
    """That a step reminds of a clock of `row` that `responsible` (a role, or the lead) answers for."""

    step: Step
    responsible: str
    row: Row


def recipients_of(telling: Telling, row: Row, facts: Mapping[str, Any], *, at: datetime) -> list[Person]:
    """Those who are told this about `row`, in the order of their ids. `facts` are those of the event.

    Nobody who is inhabil, untrained or no longer appointed: what one may not see, one is not told of.
    """
    if telling.to is Whom.DECIDERS:
        deciding = _sitting((*AT_SCHOOL, *AT_OWNER.values()), row, _sitters([row], at)) + _officers_lending(row, at)
        return [person for person in deciding if _decides(person, facts[telling.fact], at)]
    if telling.to is Whom.ERRAND_HOLDER:
        held = Person.objects.filter(uuid=facts[telling.fact]).order_by("pk")
        waiting = waiting_in([person.pk for person in held], [row.pk], at)
        return [person for person in held if (person.pk, row.pk) in waiting]
    if telling.to is Whom.PRIVACY_OFFICERS:
        return officers_of_log(row, at)
    if telling.to is Whom.REPORTER:
        return reporters_of(row)
    meant = _meant(telling.to, facts.get(telling.fact), row, at)
    known = known_to({person: [row] for person in meant}, at=at)
    return [person for person in meant if (person.pk, row.pk) in known]


def reminded_of(remindings: Sequence[Reminding], *, at: datetime) -> list[list[Person]]:
    """For each of these, those whom the rule means and who may know of the row, in the order of their ids.

    Twenty-eight queries at most, for all of them together.
    """
    rows = list({one.row.pk: one.row for one in remindings}.values())
    sitters, leads, of_teams = _sitters(rows, at), _leads(rows), _team_leaders(rows, at)
    meant: dict[UUID, dict[Whom, list[Person]]] = {
        row.pk: {
            Whom.LEAD: leads[row.pk],
            Whom.HOLDERS: _sitting(row.seats, row, sitters),
            Whom.OWNER: _sitting(AT_OWNER.values(), row, sitters),
            Whom.TEAM_LEADERS: of_teams[row.pk],
        }
        for row in rows
    }
    asked: dict[Person, list[Row]] = defaultdict(list)
    for row in rows:
        for person in {person for people in meant[row.pk].values() for person in people}:
            asked[person].append(row)
    known = known_to(asked, at=at)
    found = []
    for one in remindings:
        here = {part: [person for person in people if (person.pk, one.row.pk) in known]
                for part, people in meant[one.row.pk].items()}  # fmt: skip
        parts = reminded(one.step, one.responsible, nobody=[part for part in here if not here[part]])
        found.append(_in_order(person for part in parts for person in here[part]))
    return found


def known_to(asked: Mapping[Person, Iterable[Row]], *, at: datetime) -> set[tuple[int, UUID]]:
    """(person, row) for each person and those of the rows asked about that this person may know are there.

    Twenty-two queries at most for all of them together.
    """
    viewers = viewers_of(asked.keys(), at)
    found = standings({viewers[person.pk]: {row.pk: row for row in rows}.values() for person, rows in asked.items()})
    may_know = cache(lambda act, standing: not obstacles_to(act, standing))
    return {(viewer.person_id or 0, row.pk) for viewer, row, one in found if may_know(KNOWN_BY[type(row)], one)}


def _meant(part: Whom, named: Any, row: Row, at: datetime) -> list[Person]:
    """Who stands behind a part. `named` is what the event says: a person, a declaration, or seats."""
    match part:
        case Whom.HOLDERS:
            return _sitting(row.seats, row, _sitters([row], at))
        case Whom.OWNER:
            return _sitting(AT_OWNER.values(), row, _sitters([row], at))
        case Whom.GIVEN:
            return _sitting([named] if isinstance(named, str) else named, row, _sitters([row], at))
        case Whom.NAMED:
            return list(Person.objects.filter(uuid__in=named if isinstance(named, list) else [named]).order_by("pk"))
        case Whom.TEAM_LEADERS:
            return _team_leaders([row], at)[row.pk]
        case Whom.LEAD:
            return _leads([row])[row.pk]
        case Whom.DECLARED:
            held = Declaration.objects.filter(pk=named)
            return list(Person.objects.filter(pk__in=held.values("person")).order_by("pk"))
        case _:
            raise ValueError(f"no event is told to {part}")


def reporters_of(row: Row) -> list[Person]:
    """The colleague whom the school talks with on this report. One's own report is never shut by habilitet."""
    is_asked = isinstance(row, Report) and row.reporter_id and is_talked_with(row.channel, row.sender)
    return list(Person.objects.filter(pk=row.reporter_id).order_by("pk")) if is_asked else []


def _sitters(rows: Iterable[Row], at: datetime) -> dict[Seat, list[Person]]:
    """Those whose appointment today gives a seat, at the schools and the owners of these rows. Two queries."""
    rows = list(rows)
    held = [
        *_principals(tuple(sorted({row.school_id for row in rows if row.school_id is not None})), day_of(at)),
        *_at_owners(tuple(sorted({row.school_owner_id for row in rows})), day_of(at)),
    ]
    sitters: dict[Seat, list[Person]] = defaultdict(list)
    for one in held:
        if one.school_id is not None:
            sitters[AT_SCHOOL[one.deputy], one.school_id].append(one.person)
        else:
            sitters[AT_OWNER[Role(one.role)], one.school_owner_id].append(one.person)
    return sitters


@Prepared
def _principals(schools: tuple[int, ...], on: date) -> QuerySet[Appointment]:
    held = Appointment.objects.filter(running_on(on), school__in=schools, role=Role.PRINCIPAL)
    return held.select_related("person").order_by("person__pk", "pk")


@Prepared
def _at_owners(owners: tuple[int, ...], on: date) -> QuerySet[Appointment]:
    held = Appointment.objects.filter(running_on(on), school=None, school_owner__in=owners, role__in=AT_OWNER)
    return held.select_related("person").order_by("person__pk", "pk")


def _sitting(seats: Iterable[str], row: Row, sitters: Mapping[Seat, list[Person]]) -> list[Person]:
    """Those who sit in any of these seats of `row`."""
    units = ((seat, row.school_id if seat in AT_SCHOOL else row.school_owner_id) for seat in seats)
    return _in_order(person for unit in units for person in sitters.get(unit, []))


def _team_leaders(rows: Iterable[Row], at: datetime) -> dict[UUID, list[Person]]:
    """Who leads the external team that is asked for help in each of these, or stands in. At most two queries."""
    return _by_row(leaders_asked(tuple(sorted(row.pk for row in rows if isinstance(row, Case))), day_of(at)))


def _officers_lending(row: Row, at: datetime) -> list[Person]:
    """The officers of other owners whose team is asked for help here. One query."""
    asked = Assistance.objects.filter(**{OF[type(row)]: row}, is_open=True)
    asked = asked.exclude(team__school_owner=row.school_owner_id)
    lending = {"school": None, "school_owner__in": asked.values("team__school_owner")}
    held = Appointment.objects.filter(running_on(day_of(at)), role=Role.OWNER_OFFICER, **lending)
    return _in_order(one.person for one in held.select_related("person").order_by("pk"))


def _leads(rows: Iterable[Row]) -> dict[UUID, list[Person]]:
    """Who leads each of these now. At most two queries."""
    led = [(row.pk, row.lead_id) for row in rows if isinstance(row, Report) and row.lead_id is not None]
    led += _led(tuple(sorted(row.pk for row in rows if isinstance(row, Case))))
    return _by_row((person, row) for row, person in led)


def _by_row(held: Iterable[tuple[int, UUID]]) -> dict[UUID, list[Person]]:
    held = list(held)
    people = {person.pk: person for person in _people(tuple(sorted({person for person, _ in held})))}
    found: dict[UUID, list[Person]] = defaultdict(list)
    for person, row in held:
        found[row].append(people[person])
    return found


@Prepared
def _led(cases: tuple[UUID, ...]) -> QuerySet[CaseAccess, tuple[UUID, int]]:
    held = CaseAccess.objects.filter(case__in=cases, ends_at=None, part=CaseAccess.LEAD)
    return held.order_by("pk").values_list("case_id", "person_id")


@Prepared
def _people(people: tuple[int, ...]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=people).order_by("pk")


def _decides(person: Person, declaration: str, at: datetime) -> bool:
    return to_decide(viewer_of(Actor.of(person), at)).filter(pk=declaration).exists()


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted({person.pk: person for person in people}.values(), key=lambda person: person.pk)
