"""What an operator does with all cases at once from a shell."""

from __future__ import annotations

import argparse
from datetime import date

from django.db.models import QuerySet

from innsats.people.models import Appointment, School
from innsats.people.viewers import running_on
from innsats.rules.roles import Role
from innsats.web import clock

from . import dues
from .models import Report
from .queries.recipients import SEATS

SAID_EACH_COUNT = 1000


def reckon(arguments: list[str]) -> None:
    """Compute every running clock anew. Changes nothing that is right already."""
    argparse.ArgumentParser(prog="innsats reckon", description=reckon.__doc__).parse_args(arguments)
    print(f"Cases and reports reckoned: {dues.reckon(clock.now(), say=say_how_far)}")


def say_how_far(done_count: int, all_count: int) -> None:
    """A line for each thousand that is done, so that whoever waits sees that it goes on."""
    if done_count // SAID_EACH_COUNT > (done_count - dues.RECKONED_AT_ONCE_COUNT) // SAID_EACH_COUNT >= 0:
        print(f"{done_count} of {all_count} …", flush=True)


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


def _running(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(running_on(on))
