"""A story's world, built by the operator through the same acts as any other: register, calendar, people, pupils."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from innsats.journal.actors import OPERATOR
from innsats.people.actions.calendar import name_duty, set_calendar
from innsats.people.actions.persons import appoint, record_training, register_person
from innsats.people.actions.pupils import GuardianGiven, note_relation, register_pupil
from innsats.people.actions.register import import_register
from innsats.people.models import Guardian, Person, Pupil, School, SchoolOwner
from innsats.people.register.rows import OwnerRow, Register, SchoolRow
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Relation
from innsats.rules.verdicts import Refused
from innsats.vault.sealing import open_all

from .binding import Names
from .reading import Value
from .story import Adult, Child, Owner, Post, World
from .story import Guardian as GuardianOf

LONG_AGO = timedelta(days=400)  # before any story: who has a role has had it for a while
GRADES = {"primary": (1, 10), "upper_secondary": (11, 13)}
MUNICIPALITY_NUMBER = "9901"  # nobody's


def build(world: World, names: Names, *, at: datetime, emails: Mapping[str, str] | None = None) -> None:
    """Make everything in `world`, give each its name, and keep that it was done at `at`.

    The database must hold no owners yet. `emails` are given to those who are to sign in. Raises Broken.
    """
    _units(world, names, at)
    for name, adult in world.adults.items():
        with _told_at(adult.where):
            names.give(name, _person(adult, world, names, at, (emails or {}).get(name, "")))
    for name, owner in world.owners.items():
        with _told_at(owner.where):
            _calendar(name, owner, names, at)
    for name, child in world.children.items():
        with _told_at(child.where):
            _give_family(name, child, _pupil(child, names, at), names)
    for name, adult in world.adults.items():
        with _told_at(adult.where):
            for pupil, kind in adult.relations:
                note_relation(names.id(pupil), by=OPERATOR, at=at, person=names.id(name), kind=Relation(kind))


@contextmanager
def _told_at(where: Value) -> Iterator[None]:
    """What the acts refuse is a mistake in the story, and is pointed at."""
    try:
        yield
    except Refused as refused:
        codes = ", ".join(obstacle.code for obstacle in refused.obstacles)
        raise where.broken(f"expected something that can be registered: {codes}") from refused


def _units(world: World, names: Names, at: datetime) -> None:
    """Owners and schools come from a register that holds just these."""
    numbers = {name: (owner.kind, f"99{n:02}") for n, (name, owner) in enumerate(world.owners.items(), start=1)}
    owners = [
        OwnerRow(
            kind=owner.kind, number=numbers[name][1], name=owner.title,
            county_number=f"{n:02}" if owner.kind == "county" else "",
        )
        for n, (name, owner) in enumerate(world.owners.items(), start=1)
    ]
    schools = [
        SchoolRow(
            line=n, name=school.title, organisation_number=f"99900{n:04}", municipality_number=MUNICIPALITY_NUMBER,
            kind=school.kind, ownership=school.ownership, owner=numbers[school.owner],
            lowest_grade=GRADES[school.kind][0], highest_grade=GRADES[school.kind][1],
        )
        for n, school in enumerate(world.schools.values(), start=1)
    ]
    if owners:
        import_register(Register(owners=tuple(owners), schools=tuple(schools)), by=OPERATOR, at=at)
    for name, (kind, number) in numbers.items():
        names.give(name, SchoolOwner.objects.get(kind=kind, number=number))
    for name, row in zip(world.schools, schools, strict=True):
        names.give(name, School.objects.get(organisation_number=row.organisation_number, name=row.name))


def _calendar(name: str, owner: Owner, names: Names, at: datetime) -> None:
    if owner.closed or owner.sfo_closed:
        set_calendar(names.id(name), by=OPERATOR, at=at, closed=owner.closed, sfo_closed=owner.sfo_closed)
    for (first, last), who in owner.duty:
        name_duty(names.id(name), by=OPERATOR, at=at, person=names.id(who), starts_on=first, ends_on=last)


def _person(adult: Adult, world: World, names: Names, at: datetime, email: str) -> object:
    since = day_of(at) - LONG_AGO
    first, *more = adult.posts or (None,)
    unit = first.unit if first else next(iter([*world.schools, *world.owners]), "")
    if not unit:
        raise adult.where.broken("a person needs an owner or a school to be registered at")
    person = register_person(
        names.id(unit), by=OPERATOR, at=at, name=adult.title, email=email, **(_role(first, since) if first else {})
    )
    for post in more:
        appoint(person.uuid, by=OPERATOR, at=at, unit=names.id(post.unit), **_role(post, since))
    if adult.trained:
        record_training(person.uuid, by=OPERATOR, at=at, completed_on=since)
    return person


def _role(post: Post, since: date) -> dict[str, object]:
    starts_on = post.starts_on or (min(since, post.ends_on) if post.ends_on else since)
    return dict(
        role=post.role, starts_on=starts_on, ends_on=post.ends_on, deputy=post.deputy, leadership=post.leadership
    )


def _give_family(name: str, child: Child, pupil: Pupil, names: Names) -> None:
    """The pupil has its name, and each guardian that of the pupil and its own: noah.mona."""
    names.give(name, pupil)
    rows = Guardian.objects.filter(pupil=pupil).order_by("pk")
    by_title = dict(zip(open_all([(row.sealed_name, row.pk) for row in rows]), rows, strict=True))
    for one in child.guardians:
        names.give(f"{name}.{one.name}", by_title[_called(one, names)])


def _adult(guardian: GuardianOf, names: Names) -> Person | None:
    """Who at work the guardian is: whoever has the short name, unless the story gives the guardian another name. In the
    world that several stories share, one of them may use the short name for somebody else.
    """
    found = names.rows.get(guardian.name)
    is_same = isinstance(found, Person) and (not guardian.is_named or guardian.title == found.name)
    return found if is_same else None


def _called(guardian: GuardianOf, names: Names) -> str:
    adult = _adult(guardian, names)
    return " ".join((adult.name if adult else guardian.title).split())


def _pupil(child: Child, names: Names, at: datetime) -> Pupil:
    guardians = [
        GuardianGiven(
            name=_called(one, names),
            has_responsibility=one.has_responsibility, person=adult.uuid if (adult := _adult(one, names)) else None,
        )
        for one in child.guardians
    ]
    born = child.born or _born(child.grade or 5, day_of(at))
    return register_pupil(
        names.id(child.school), by=OPERATOR, at=at, name=child.title, born=born, born_again=born, grade=child.grade,
        class_name=child.class_name, guardians=guardians,
    )


def _born(grade: int, on: date) -> date:
    """A birth date that fits the grade: six years old in the calendar year of the first school day."""
    began = on.year if on.month >= 8 else on.year - 1
    return date(began - 5 - grade, 5, 2)
