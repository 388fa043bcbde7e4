"""A case of the watched world on its way out: closed, in the archive, and kept by a hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from innsats.archive.actions import lift_hold, place_hold, print_case, record_archived, set_keeping_time
from innsats.cases import actions
from innsats.cases.models import Case
from innsats.people.models import Person
from innsats.rules.retention import HoldReason
from tests.world import AT, actor


def on_its_way_out(case: Case, people: dict[str, Person], words: Callable[[], str]) -> None:
    """Its owner keeps such cases for ten years; of two holds one has been lifted."""
    rektor, officer = actor(people["rektor"]), actor(people["officer"])
    later = AT + timedelta(minutes=5)
    actions.close_case(case.pk, ending="left", left_on=AT.date(), reason=words(), by=rektor, at=AT)
    print_case(case.pk, by=rektor, at=later)
    record_archived(case.pk, reference="26/4711", by=rektor, at=later)
    set_keeping_time(case.school_owner.uuid, years=10, document="Plan 26/17", by=officer, at=AT)
    for reason in (HoldReason.POLICE, HoldReason.COURT):
        hold = place_hold(case.pk, reason=reason, text=words(), by=rektor, at=later)
    lift_hold(case.pk, hold=hold.pk, text=words(), by=rektor, at=later)
