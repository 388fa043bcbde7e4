"""A case on its way out, in tests: closed, printed, handed to the archive, and its time over after a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from innsats.archive.actions import (
    lift_hold,
    make_morning_list,
    place_hold,
    print_case,
    record_archived,
    set_keeping_time,
    set_morning_list,
)
from innsats.cases.models import ArchiveReceipt, Case
from innsats.journal.actors import CLOCK
from innsats.people.models import Person
from innsats.rules.retention import HoldReason
from tests import world
from tests.replaying import replayed

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


@replayed
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


def told_on_the_way_out(words: Callable[[], str]) -> None:
    """A case that leaves, with `words` wherever somebody writes some; and the next morning's list of those."""
    case = world.closed()
    officer = world.officer_of(case.school.school_owner)
    set_keeping_time(case.school.school_owner.uuid, years=1, document=words(), **by(officer))
    print_case(case.pk, **by(rektor(case)))
    record_archived(case.pk, reference=words(), **by(rektor(case), ARCHIVED_AT + MINUTES))
    held = place_hold(case.pk, reason=HoldReason.COURT, text=words(), **by(officer))
    lift_hold(case.pk, hold=held.pk, text=words(), **by(officer))
    order = set_morning_list(case.school.uuid, is_on=True, **by(rektor(case)))
    make_morning_list(order.pk, by=CLOCK, at=world.AT + timedelta(days=1))
