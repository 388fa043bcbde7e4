"""What an operator does with all cases at once from a shell."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from django.db.models import QuerySet

from innsats.people.commands import unit_given
from innsats.people.models import Appointment, School
from innsats.people.viewers import running_on
from innsats.rules.roles import Role
from innsats.web import clock

from . import reckoning
from .models import Report
from .queries.recipients import SEATS


def reckon(arguments: list[str]) -> None:
    """Compute every running clock anew, with progress. Changes nothing that is right already."""
    parser = argparse.ArgumentParser(prog="innsats reckon", description=reckon.__doc__)
    parser.add_argument("--owner", metavar="OWNER", help="number or name of one owner; all unless given")
    named = parser.parse_args(arguments).owner
    owner = unit_given(named, Role.OWNER_OFFICER).pk if named else None
    count = reckoning.reckon(clock.now(), owner=owner, tell=say_how_far)
    print(f"Cases and reports reckoned: {count}")


def doctor(arguments: list[str]) -> int:
    """Say what only an operator can mend: reports that nobody can read, and schools where nobody receives one.

    Exit code 1 when there is anything. Numbers and names of schools only, never what a report says.
    """
    argparse.ArgumentParser(prog="innsats doctor", description=doctor.__doc__).parse_args(arguments)
    unread = Report.objects.filter(**dict.fromkeys(SEATS.values(), False)).select_related("school").order_by("number")
    told = [f"red: report {row.number} at {row.school} has nobody who can read it" for row in unread]
    today = clock.today()
    staffed = School.objects.filter(appointment__in=_running(today)).distinct()
    headless = staffed.exclude(appointment__in=_running(today).filter(role=Role.PRINCIPAL)).order_by("sort_key")
    told += [f"amber: {school} has staff and no rektor; its reports go to the owner" for school in headless]
    print("\n".join(told) or "Every report has somebody who can read it.")
    return 1 if told else 0


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
