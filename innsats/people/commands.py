"""What an operator does with units and people from a shell. Each takes its arguments and returns an exit code."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import CommandError
from django.db import transaction

from innsats.journal.actors import OPERATOR
from innsats.rules.calendar import day_of
from innsats.rules.limits import HOUSE
from innsats.rules.roles import AT_SCHOOL, Role
from innsats.rules.verdicts import Refused
from innsats.web import clock, words

from .actions import calendar, persons, register, signin
from .actions import importing as pupils
from .models import Person, School
from .pupilfile import reading as pupilfile
from .pupilfile import rows as pupilrows
from .queries import importing
from .queries.units import Unit, unit_called
from .register.changes import Changes
from .register.reading import read
from .register.rows import Broken, Odd, Oddity, Register, Table
from .signin.passwords import is_never_used, link_for

WRONGLY_ASKED = 2
WHY = {
    Oddity.NUMBER_ON_SEVERAL: "this organisation number stands on several schools; each is kept, by number and name",
    Oddity.NUMBER_FAILS_CHECK: "the check digit of the organisation number is wrong; kept as it stands",
    Oddity.NO_GRADES: "has no grades; kept without",
    Oddity.GRADES_ABOVE_TEN: "has grades above ten in a register of primary schools; a public one is the county's",
    Oddity.MUNICIPALITY_UNKNOWN: "its municipality is not in the file; kept under an owner made for that number",
    Oddity.COUNTY_UNKNOWN: "its county is not in the file; kept, under the number",
    Oddity.COUNTY_DIFFERS: "the county in the row is not the county in the number; the number counts",
    Oddity.PUBLIC_COMBINED: "is both primary and upper secondary, and public: taken as the county's",
    Oddity.ADULT_EDUCATION: "is adult education by its name",
    Oddity.LANGUAGE_CENTRE: "is a language centre by its name",
    Oddity.SERVICE_UNIT: "is a service, not a school, by its name",
    Oddity.LEARNING_CENTRE: "is a learning centre by its name, often for adults",
    Oddity.ALSO_ADULTS: "names adult education, and a school for children as well",
    Oddity.ROW_TWICE: "stands twice with number and name; kept once",
    Oddity.FIELD_MISSING: "lacks a field that is needed; not kept",
    Oddity.NOT_A_SCHOOL: "is no school by the register; not kept",
    Oddity.OWNER_DIFFERS: "has another owner in the file; keeps the one it has, until the two are succeeded by an act",
    Oddity.GONE: "is no longer in the files; kept, with all that belongs to it",
}


def import_register(arguments: list[str]) -> int:
    """Bring owners and schools in step with the national registers."""
    parser = argparse.ArgumentParser(prog="innsats import-register", description=import_register.__doc__)
    for name in ("counties", "municipalities", "schools"):
        read_as = "a .csv file, or .json" if name == "schools" else "a .csv file"
        parser.add_argument(name, type=Path, metavar=name.upper(), help=read_as)
    given = parser.parse_args(arguments)
    try:
        read_register = read(*(_table(path) for path in (given.counties, given.municipalities, given.schools)))
    except Broken as broken:
        raise CommandError(f"{broken}. Nothing was changed.", returncode=WRONGLY_ASKED) from None
    changes = register.compared(read_register)
    if not changes.are_none:
        changes = register.import_register(read_register, by=OPERATOR, at=clock.now())
    for line in listing(read_register, changes):
        print(line)
    return 0


def appoint(arguments: list[str]) -> int:
    """Give somebody a role, and print a link to a first password: it works once, within three days."""
    given = _appointment(arguments)
    role = Role(given.role)
    unit = unit_given(given.unit, role)
    at, email = clock.now(), given.email.strip().lower()
    before = Person.objects.filter(account__email=email).first()
    try:
        person = persons.register_person(
            unit.uuid, by=OPERATOR, at=at, name=given.name, email=email, role=role, starts_on=given.starts_on,
            ends_on=given.ends_on, deputy=given.deputy, leadership=given.leadership,
        )
        print(f"{person.name} <{email}> is {role} at {unit.name}.")
    except Refused as refused:
        if before is None or {obstacle.code for obstacle in refused.obstacles} != {"holds_this_already"}:
            raise CommandError(_said(refused)) from None
        person = before
        print(f"{person.name} <{email}> is {role} at {unit.name} already.")
    if person.name != " ".join(given.name.split()):
        print(f"This e-mail belongs to {person.name}, who keeps that name.")
    if given.trained:
        _train(person, given.trained)
    if is_never_used(person.account):
        print(f"To set a password, once and within three days: {_origin()}{link_for(person)}")
    else:
        print(f"{person.name} has a way in. If it is lost, `innsats reset-sign-in {email}` gives a new one.")
    return 0


def reset_sign_in(arguments: list[str]) -> int:
    """Give somebody who has lost the way in a new one: no password, passkey, app or session of theirs is left."""
    parser = argparse.ArgumentParser(prog="innsats reset-sign-in", description=reset_sign_in.__doc__)
    parser.add_argument("email", metavar="EMAIL")
    email = parser.parse_args(arguments).email
    person = signin.reset_sign_in(_person_uuid(email), by=OPERATOR, at=clock.now())
    print(f"{person.name} <{email}> has no way in any more, and is told so by mail.")
    print(f"To set a password, once and within three days: {_origin()}{link_for(person)}")
    return 0


def set_calendar(arguments: list[str]) -> int:
    """Say when an owner's schools and SFO are closed, and who reads what comes in meanwhile (ferievakt)."""
    parser = argparse.ArgumentParser(prog="innsats set-calendar", description=set_calendar.__doc__)
    parser.add_argument("owner", metavar="OWNER", help="number or name of the owner")
    for option, reading, shape, means in (
        ("--closed", _days, "FIRST..LAST", "days without school"),
        ("--sfo-closed", _days, "FIRST..LAST", "days without SFO"),
        ("--duty", _shift, "FIRST..LAST=EMAIL", "ferievakt"),
    ):
        parser.add_argument(option, type=reading, nargs="+", default=[], metavar=shape, help=means)
    parser.add_argument("--from", dest="since", type=_date, metavar="D", help="replaces from this day; the first given")
    given = parser.parse_args(arguments)
    if not (given.closed or given.sfo_closed or given.duty):
        parser.error("give at least one of --closed, --sfo-closed and --duty")
    unit, at = unit_given(given.owner, Role.OWNER_OFFICER), clock.now()
    shifts = [(days, _person_uuid(email)) for days, email in given.duty]
    try:
        with transaction.atomic():  # all of it or nothing
            if given.closed or given.sfo_closed:
                calendar.set_calendar(
                    unit.uuid, by=OPERATOR, at=at, closed=given.closed, sfo_closed=given.sfo_closed, since=given.since
                )
            for (first, last), person in shifts:
                calendar.name_duty(unit.uuid, by=OPERATOR, at=at, person=person, starts_on=first, ends_on=last)
    except Refused as refused:
        raise CommandError(_said(refused)) from None
    print(f"{unit.name}: set. Stored clocks follow with the next tick, or with `innsats reckon --owner`.")
    return 0


def set_limits(arguments: list[str]) -> int:
    """Let some clocks at an owner's schools run shorter than the house's own."""
    parser = argparse.ArgumentParser(prog="innsats set-limits", description=set_limits.__doc__)
    parser.add_argument("owner", metavar="OWNER", help="number or name of the owner")
    for option, most, means in (
        ("--first-talk-school-days", HOUSE.first_talk_school_days, "from the report to the first talk with the pupil"),
        ("--to-deputy-hours", HOUSE.to_deputy_hours, "working hours before an unopened report goes to the deputy"),
        ("--to-officer-hours", HOUSE.to_officer_hours, "working hours before it goes to the owner's officer"),
    ):
        parser.add_argument(option, type=int, default=most, metavar="N", help=f"{means}; {most} unless given")
    given = vars(parser.parse_args(arguments))
    unit = unit_given(given.pop("owner"), Role.OWNER_OFFICER)
    try:
        calendar.set_limits(unit.uuid, by=OPERATOR, at=clock.now(), **given)
    except Refused as refused:
        raise CommandError(_said(refused)) from None
    print(f"{unit.name}: set. Stored clocks follow with the next tick, or with `innsats reckon --owner`.")
    return 0


def import_pupils(arguments: list[str]) -> int:
    """Bring the pupils and guardians of one school in step with a file of its administrative system."""
    parser = argparse.ArgumentParser(prog="innsats import-pupils", description=import_pupils.__doc__)
    parser.add_argument("school", metavar="SCHOOL", help="organisation number, or a name only one has")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV as docs/import-pupils.md says")
    parser.add_argument("--date", type=_date, metavar="D", help="the day the file is from; today unless given")
    given = parser.parse_args(arguments)
    school, at = unit_given(given.school, Role.PRINCIPAL), clock.now()
    assert isinstance(school, School)
    try:
        roll = pupilfile.read(_table(given.file).content, on=day_of(at))
        changes = importing.compared(school, roll, given.date or day_of(at))
        if changes.wrong:
            raise pupilrows.Broken(*changes.wrong)
        if not changes.are_none:
            changes = pupils.import_pupils(school.uuid, roll, by=OPERATOR, at=at, as_of=given.date)
    except pupilrows.Broken as broken:
        reasons = "".join(f"\n  {wrong}" for wrong in broken.wrong)
        raise CommandError(f"{given.file} cannot be used:{reasons}\nNothing was changed.", returncode=2) from None
    except Refused as refused:
        raise CommandError(_said(refused)) from None
    print("\n".join(telling(changes)))
    return 0


def telling(changes: importing.Changes) -> list[str]:
    """Every row of a file of pupils, who has left it, and what is odd. It names children."""
    lines = [
        f"line {one.given.line}: {one.what}: " + " – ".join(filter(None, (one.given.name, ", ".join(one.facts))))
        for one in changes.pupils
    ]
    lines += [f"left {one.came_from.school.name}: {one.given.name}" for one in changes.pupils if one.came_from]
    left = [one for one in changes.left if one.row.left_on is None or not one.is_marked]  # who moved is told of once
    lines += [f"left the file, kept and marked: {one.name}" for one in left]
    for odd in changes.odd:
        where = f"line {odd.line}" if odd.line else "here"
        lines.append(f"odd, {where}: {odd.about}: {pupilrows.WHY[odd.oddity]}")
    counted = Counter(one.what for one in changes.pupils)
    kinds = ("new", "changed", *(["moved"] if counted["moved"] else []), "unchanged")
    told = ", ".join(f"{counted[what]} {what}" for what in kinds)
    lines.append(f"{told}; {len(left)} left the file; {len(changes.odd)} worth a look.")
    return [*lines, "Nothing has changed."] if changes.are_none else lines


def listing(read_register: Register, changes: Changes) -> list[str]:
    """What was read and changed, and every odd row with its file, line and reason."""
    lines = [f"Read {len(read_register.owners)} public owners and {len(read_register.schools)} schools."]
    lines += [line_of(odd) for odd in changes.odd]
    lines.append(f"{len(changes.odd)} rows are worth a look.")
    if changes.are_none:
        return [*lines, "Nothing has changed."]
    lines.append(f"Owners: {len(changes.new_owners)} new, {len(changes.changed_owners)} changed.")
    lines.append(f"Schools: {len(changes.new_schools)} new, {len(changes.changed_schools)} changed.")
    return lines


def line_of(odd: Odd) -> str:
    """One odd row as a line: where, who, why, and that children are not offered it."""
    where = f"{Path(odd.file).name}:{odd.line}: " if odd.line else ""
    about = f" ({odd.about})" if odd.about else ""
    return f"  {where}{odd.name}{about}: {WHY[odd.oddity]}{'' if odd.is_offered else '; not offered to children'}"


def _appointment(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="innsats appoint", description=appoint.__doc__)
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("role", metavar="ROLE", choices=[role.value for role in Role], help=", ".join(Role))
    parser.add_argument("unit", metavar="UNIT", help="organisation number, number of the owner, or a name only one has")
    parser.add_argument("--from", dest="starts_on", type=_date, metavar="D", help="first day; today unless given")
    parser.add_argument("--until", dest="ends_on", type=_date, metavar="D", help="last day")
    parser.add_argument("--deputy", action="store_true", help="the named receiver in rektor's place")
    parser.add_argument("--leadership", action="store_true", help="on the school's list of its leadership")
    parser.add_argument("--trained", type=_date, metavar="D", help="the day the training in privacy was completed")
    return parser.parse_args(arguments)


def unit_given(text: str, role: Role) -> Unit:
    """The one unit called `text` at which `role` is held. Says the candidates when there are several."""
    fitting = [unit for unit in unit_called(text.strip()) if isinstance(unit, School) is (role in AT_SCHOOL)]
    if len(fitting) == 1:
        return fitting[0]
    kind = "school" if role in AT_SCHOOL else "owner"
    if not fitting:
        raise CommandError(f"found no {kind} with the number or name {text!r}.", returncode=WRONGLY_ASKED)
    some = ", ".join(f"{unit.name} ({_number(unit)})" for unit in fitting)
    raise CommandError(f"{text!r} is several: {some}. Give the number or name of one alone.", returncode=WRONGLY_ASKED)


def _number(unit: Unit) -> str:
    return unit.organisation_number if isinstance(unit, School) else unit.number


def _train(person: Person, completed_on: date) -> None:
    try:
        persons.record_training(person.uuid, by=OPERATOR, at=clock.now(), completed_on=completed_on)
    except Refused as refused:
        if {obstacle.code for obstacle in refused.obstacles} != {"recorded_already"}:
            raise CommandError(_said(refused)) from None


def _said(refused: Refused) -> str:
    return " ".join(words.of_obstacle(obstacle) for obstacle in refused.obstacles)


def _origin() -> str:
    host = settings.ALLOWED_HOSTS[0]
    return f"https://{host}" if settings.PRODUCTION else f"http://{host}:8000"


def _person_uuid(email: str) -> UUID:
    person = Person.objects.filter(account__email=email.strip().lower()).first()
    if person is None:
        raise CommandError(f"nobody has the e-mail {email!r}.", returncode=WRONGLY_ASKED)
    return person.uuid


def _table(path: Path) -> Table:
    try:
        return Table(str(path), path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=WRONGLY_ASKED) from None


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _days(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _shift(text: str) -> tuple[tuple[date, date], str]:
    days, _, email = text.partition("=")
    return _days(days), email
