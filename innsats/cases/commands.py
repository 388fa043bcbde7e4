"""What an operator does with all cases at once from a shell."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from django.core.management import CommandError
from django.db.models import Exists, OuterRef, QuerySet

from innsats.journal.actors import OPERATOR
from innsats.people.commands import unit_given
from innsats.people.models import Appointment, School, SchoolOwner
from innsats.people.viewers import running_on
from innsats.rules.impartiality import Outcome
from innsats.rules.roles import Role
from innsats.rules.subordinates import superiors_of
from innsats.rules.verdicts import Refused
from innsats.web import clock, words

from . import reckoning
from .actions import succession
from .models import Declaration, Report
from .queries.nobodys import nobodys_cases
from .queries.recipients import SEATS


def reckon(arguments: list[str]) -> None:
    """Compute every running clock anew, with progress. Changes nothing that is right already."""
    parser = argparse.ArgumentParser(prog="innsats reckon", description=reckon.__doc__)
    parser.add_argument("--owner", metavar="OWNER", help="number or name of one owner; all unless given")
    named = parser.parse_args(arguments).owner
    owner = unit_given(named, Role.OWNER_OFFICER).pk if named else None
    count = reckoning.reckon(clock.now(), owner=owner, tell=say_how_far)
    print(f"Cases and reports reckoned: {count}")


def succeed_owner(arguments: list[str]) -> None:
    """Let one owner take over everything from another, from a day and by a decision."""
    parser = argparse.ArgumentParser(prog="innsats succeed-owner", description=succeed_owner.__doc__)
    parser.add_argument("owner", metavar="OWNER", help="number or name of the owner that ends")
    parser.add_argument("to", metavar="SUCCESSOR", help="number or name of the owner that takes over")
    parser.add_argument("--on", type=date.fromisoformat, metavar="D", required=True, help="the first day")
    parser.add_argument("--document", metavar="TEXT", required=True, help="what the decision is called in the archive")
    given = parser.parse_args(arguments)
    old, new = (unit_given(name, Role.OWNER_OFFICER) for name in (given.owner, given.to))
    try:
        succession.succeed_owner(
            old.uuid, by=OPERATOR, at=clock.now(), to=new.uuid, on=given.on, document=given.document
        )
    except Refused as refused:
        raise CommandError(" ".join(words.of_obstacle(one) for one in refused.obstacles)) from None
    print(f"{new.name} has taken over from {old.name}. Stored clocks follow with the next tick.")


def doctor(arguments: list[str]) -> int:
    """Say what only an operator can mend: reports that nobody can read, open cases in which nobody holds rektor's part,
    schools where nobody receives a report, and owners that have an officer in doubt and no head to decide.

    Exit code 1 when there is anything. Numbers and names of schools only, never what a report says.
    """
    argparse.ArgumentParser(prog="innsats doctor", description=doctor.__doc__).parse_args(arguments)
    unread = Report.objects.filter(**dict.fromkeys(SEATS.values(), False)).select_related("school").order_by("number")
    told = [f"red: report {row.number} at {row.school} has nobody who can read it" for row in unread]
    today = clock.today()
    told += [f"red: case {row.number} at {row.school} has nobody who may hold rektor's part"
             for row in nobodys_cases(today)]
    staffed = School.objects.filter(appointment__in=_running(today)).distinct()
    headless = staffed.exclude(appointment__in=_running(today).filter(role=Role.PRINCIPAL)).order_by("sort_key")
    told += [f"amber: {school} has staff and no rektor; its reports go to the owner" for school in headless]
    in_vain = _waiting_in_vain(today)
    told += [f"amber: {name} has nobody above its officers to decide on one's habilitet" for name in in_vain]
    print("\n".join(told) or "Every report and every case has somebody who can read it.")
    return 1 if told else 0


def _waiting_in_vain(on: date) -> QuerySet[SchoolOwner, Any]:
    """The owners, by name, at which an officer is in doubt and nobody holds a role above."""
    officers = _running(on).filter(role=Role.OWNER_OFFICER, school_owner=OuterRef("school_owner"))
    waiting = Declaration.objects.filter(Exists(officers.filter(person=OuterRef("person"))), outcome=Outcome.TO_ASSESS)
    above = _running(on).filter(role__in=superiors_of(Role.OWNER_OFFICER), school_owner=OuterRef("pk"))
    owners = SchoolOwner.objects.filter(Exists(waiting.filter(school_owner=OuterRef("pk"))), ~Exists(above))
    return owners.order_by("sort_key", "pk").values_list("name", flat=True)


def say_how_far(done: int, of: int) -> None:
    """How far it has come, so that whoever waits sees that it goes on: in place, or a line for each thousand."""
    to_person = sys.stdout.isatty()
    if of <= reckoning.AT_ONCE_COUNT:
        return
    if to_person or done == of or done % 1000 < reckoning.AT_ONCE_COUNT:
        print(f"\r  {done} of {of}" if to_person else f"  {done} of {of}", end="" if to_person else "\n", flush=True)
    if to_person and done == of:
        print()


def _running(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(running_on(on))
