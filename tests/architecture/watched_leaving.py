"""A case of the watched world on its way out: closed, in the archive, and kept by a hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from innsats.archive.actions import (
    lift_hold,
    make_morning_list,
    place_hold,
    print_case,
    record_archived,
    set_keeping_time,
    set_morning_list,
)
from innsats.cases import actions
from innsats.cases.models import Case, Report
from innsats.journal.actors import CLOCK
from innsats.people.models import Person, Pupil
from innsats.rules.retention import HoldReason
from tests.architecture.canaries import NOW
from tests.world import AT, actor


def on_its_way_out(
    manned: Callable[[Case, dict[str, Person], Pupil], object], report: Report, people: dict[str, Person],
    pupils: tuple[Pupil, Pupil], words: Callable[[], str],
) -> None:  # fmt: skip
    """One more about the first pupil, with everybody in it. Its owner keeps such cases for ten years; of two holds one
    has been lifted. And rektor has the morning's list.
    """
    rektor, officer = actor(people["rektor"]), actor(people["officer"])
    later = AT + timedelta(minutes=5)
    case = actions.open_case([report.pk], pupil=pupils[0].pk, confirmed=True, by=rektor, at=AT)
    manned(case, people, pupils[1])
    actions.close_case(case.pk, ending="left", left_on=AT.date(), reason=words(), by=rektor, at=AT)
    print_case(case.pk, by=rektor, at=later)
    record_archived(case.pk, reference="26/4711", by=rektor, at=later)
    set_keeping_time(case.school_owner.uuid, years=10, document="Plan 26/17", by=officer, at=AT)
    for reason in (HoldReason.POLICE, HoldReason.COURT):
        hold = place_hold(case.pk, reason=reason, text=words(), by=rektor, at=later)
    lift_hold(case.pk, hold=hold.pk, text=words(), by=rektor, at=later)
    order = set_morning_list(case.school.uuid, is_on=True, by=rektor, at=AT)
    make_morning_list(order.pk, by=CLOCK, at=NOW)
