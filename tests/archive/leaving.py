"""A case on its way out, in tests: closed, printed, handed to the archive, and its time over after a year."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from innsats.archive.actions import print_case, record_archived, set_keeping_time
from innsats.cases.models import ArchiveReceipt, Case
from innsats.people.models import Person
from tests import world

MINUTES = timedelta(minutes=5)
ARCHIVED_AT = world.AT + 2 * MINUTES
OVER = world.AT + timedelta(days=366)
PLAN = "Bevarings- og kassasjonsplan, sak 26/17"
REFERENCE = "26/4711-3"


def by(person: Person, at: datetime = ARCHIVED_AT) -> dict[str, Any]:
    return {"by": world.actor(person), "at": at}


def rektor(case: Case) -> Person:
    return world.principal_of(case.school)


def archived(case: Case, at: datetime = ARCHIVED_AT) -> ArchiveReceipt:
    """Printed whole, and put in the archive, by rektor."""
    print_case(case.pk, **by(rektor(case), at - MINUTES))
    return record_archived(case.pk, reference=REFERENCE, **by(rektor(case), at))


def a_leaving_case(case: Case | None = None, *, years: int | None = 1) -> Case:
    """Closed at `world.AT` and in the archive; from `OVER` on nothing keeps it. Its owner has an officer and a head."""
    case = world.closed(case)
    officer = world.officer_of(case.school.school_owner)
    world.a_head(case.school.school_owner)
    set_keeping_time(case.school.school_owner.uuid, years=years, document=PLAN, **by(officer))
    archived(case)
    return Case.objects.select_related("school__school_owner").get(pk=case.pk)


def another_case(case: Case) -> Case:
    """Closed too, at the same school, about another pupil, and not in the archive."""
    pupil = world.a_pupil(case.school, f"Emma Dahl {Case.objects.count()}")
    return world.closed(world.received(world.a_case(case.school, pupil=pupil), lead=rektor(case)))


def officer_of(case: Case) -> Person:
    return world.officer_of(case.school.school_owner)
