"""An invented country at Norway's size: owners and schools through the register's act, people in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from uuid import UUID

from innsats.journal.actors import OPERATOR
from innsats.people.actions.register import import_register
from innsats.people.models import Account, Appointment, Person, School, Training, named
from innsats.people.register.rows import OwnerRow, Register, SchoolRow
from innsats.rules.roles import Role

from .clock import NOW

SCHOOLS_COUNT, OWNERS_COUNT = 2_811, 650
EMPLOYED = NOW - timedelta(days=900)  # before anything in the country happened
COLLEAGUES_COUNT = 8  # a school's staff besides rektor
BATCH_COUNT = 2_000

_START = "Fjord Berg Sol Gran Bjørk Stein Hav Elve Skog Øst Vest Nord Sør Dal Ås Hei Lys Vinter Furu Eik Ask".split()
_END = "vik dal nes heim sund bakken moen lia stad haug voll sjøen åsen myra tunet elva holmen neset gard rud".split()
_KINDS = ("skole", "barneskole", "oppvekstsenter", "ungdomsskole", "sentralskole", "friskole", "skule")
_FIRST = "Anne Berit Cato Dag Eli Frode Gro Hanne Idun Jon Kari Lars Mona Nils Oda Per Randi Siri Tor Unni".split()
_LAST = "Berg Dahl Eide Foss Haug Lie Moen Nes Olsen Vik Strand Sæther Aas Bakke Solli Lunde Hagen Tveit Myhre".split()


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person by both ids: `pk` in foreign keys, `uuid` in the journal."""

    pk: int
    uuid: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed:
    """A school and the people there: rektor, colleagues who lead and help, and the owner's officer."""

    pk: int
    uuid: UUID
    owner_pk: int
    rektor: Somebody
    officer: Somebody
    colleagues: tuple[Somebody, ...]


def found(*, schools_count: int = SCHOOLS_COUNT, owners_count: int = OWNERS_COUNT) -> list[Staffed]:
    """Fill an empty database with owners, schools and trained people in their roles. In the order of their numbers."""
    import_register(_register(schools_count, owners_count), by=OPERATOR, at=EMPLOYED)
    schools = list(School.objects.order_by("organisation_number"))
    owners = list(dict.fromkeys(school.school_owner_id for school in schools))
    staff = _people(len(owners) + len(schools) * (1 + COLLEAGUES_COUNT))
    officers = {owner: next(staff) for owner in owners}
    staffed = [_staffed(school, officers, staff) for school in schools]
    Appointment.objects.bulk_create(
        [_post(one.pk, Role.OWNER_OFFICER, owner) for owner, one in officers.items()]
        + [post for school in staffed for post in _posts(school)],
        batch_size=BATCH_COUNT,
    )
    return staffed


def _register(schools_count: int, owners_count: int) -> Register:
    owners = tuple(
        OwnerRow(kind="municipality", number=f"{number:04}", name=f"{name} kommune")
        for number, name in enumerate(islice(_places(), owners_count), start=1)
    )
    names = (f"{place} {kind}" for kind, place in product(_KINDS, _places()))
    schools = tuple(
        SchoolRow(
            name=name,
            organisation_number=f"{900_000_000 + number}",
            municipality_number=owners[number % owners_count].number,
            owner=("municipality", owners[number % owners_count].number),
            lowest_grade=1,
            highest_grade=10,
        )
        for number, name in enumerate(islice(names, schools_count))
    )
    return Register(owners=owners, schools=schools)


def _places():
    """880 places: Fjordvik, Fjorddal …; twice, the second with Ny before it."""
    for new in ("", "Ny-"):
        for start, end in product(_START, _END):
            yield f"{new}{start}{end}"


def _people(count: int):
    """Trained people with accounts, `count` of them, made in bulk."""
    accounts = Account.objects.bulk_create(
        (Account(email=f"person{number}@bench.example", password="!") for number in range(count)), BATCH_COUNT
    )
    people = Person.objects.bulk_create(
        (
            Person(account=account, **named(f"{_FIRST[n % len(_FIRST)]} {_LAST[n // len(_FIRST) % len(_LAST)]}"))
            for n, account in enumerate(accounts)
        ),
        BATCH_COUNT,
    )
    Training.objects.bulk_create(
        (Training(person=person, completed_on=EMPLOYED.date()) for person in people), BATCH_COUNT
    )
    return (Somebody(person.pk, person.uuid) for person in people)


def _staffed(school: School, officers: dict[int, Somebody], staff) -> Staffed:
    return Staffed(
        pk=school.pk,
        uuid=school.uuid,
        owner_pk=school.school_owner_id,
        rektor=next(staff),
        officer=officers[school.school_owner_id],
        colleagues=tuple(islice(staff, COLLEAGUES_COUNT)),
    )


def _posts(school: Staffed) -> list[Appointment]:
    leader = _post(school.rektor.pk, Role.PRINCIPAL, school.owner_pk, school.pk)
    leader.leadership = True
    return [leader, *(_post(one.pk, Role.EMPLOYEE, school.owner_pk, school.pk) for one in school.colleagues)]


def _post(person: int, role: Role, owner: int, school: int | None = None) -> Appointment:
    since: date = EMPLOYED.date()
    return Appointment(person_id=person, role=role, school_owner_id=owner, school_id=school, starts_on=since)
