"""What is rare in a case: force used on a pupil, the county governor, and a pupil who changes school."""

from __future__ import annotations

from datetime import timedelta

from innsats.cases import actions
from innsats.cases.models import GovernorEntry
from innsats.people.actions.moving import move_pupil as move
from innsats.people.models import School
from innsats.rules.calendar import day_of
from innsats.rules.governor import DETAILS, GovernorStep
from innsats.rules.stoptalks import TalksEnd

from .walk import Walk


def record_intervention(walk: Walk) -> None:
    case, pupil, is_serious = walk.case(), walk.pupil(), walk.yes()
    actions.record_intervention(
        case.pk, pupil=pupil, by_whom="Per", event="Slag i garderoben", intervention="Holdt armene",
        pupil_view="Jeg ble redd.", is_serious=is_serious, **walk.done(),
    )  # fmt: skip


def record_governor_step(walk: Walk) -> None:
    """Any step, with a deadline or without; those that cannot come now are refused."""
    case, step = walk.case(), walk.one_of((GovernorStep.REPORTED, *GovernorStep))
    detail = walk.one_of(DETAILS[step]) if step in DETAILS else None
    due_on = day_of(walk.at) + timedelta(days=14) if walk.yes() else None
    actions.record_governor_step(case.pk, step=step, detail=detail, due_on=due_on, text="Brev", **walk.done())


def correct_governor_step(walk: Walk) -> None:
    """A step that was written, or none; the dates moved a few days either way."""
    case, days = walk.case(), walk.one_of((1, 7, -1, -7))
    entry = walk.one_of((None, *GovernorEntry.objects.filter(case=case).order_by("place")))
    moved = timedelta(days=days)
    actions.correct_governor_step(
        case.pk, entry=entry.pk if entry else case.pk, happened_on=entry.happened_on + moved if entry else None,
        due_on=entry.due_on + moved if entry and entry.due_on else None, reason="Leste feil", **walk.done(),
    )  # fmt: skip


def hold_stop_talk(walk: Walk) -> None:
    """With either pupil, by any two of those at work; the next one soon, or too late."""
    case, pupil, days = walk.case(), walk.pupil(), walk.one_of((7, 7, 1, 40))
    next_on = day_of(walk.at) + timedelta(days=days)
    actions.hold_stop_talk(
        case.pk, pupil=pupil, led_by=walk.person(), beside=walk.person(), agreed="Slutte", next_on=next_on,
        **walk.done(),
    )  # fmt: skip


def end_stop_talks(walk: Walk) -> None:
    case, pupil, outcome = walk.case(), walk.pupil(), walk.one_of(tuple(TalksEnd))
    actions.end_stop_talks(case.pk, pupil=pupil, outcome=outcome, reason="Rolig nå", **walk.done())


def move_pupil(walk: Walk) -> None:
    """To the other school, or back."""
    pupil, schools = walk.one_of(walk.pupils), list(School.objects.order_by("pk"))
    move(pupil.uuid, school=walk.one_of(schools).uuid, **walk.done())


def hand_over_case(walk: Walk) -> None:
    day = day_of(walk.at)
    made = actions.hand_over_case(
        walk.case().pk, text="Tone var trygg voksen.", pupil_agreed_on=day, guardians_agreed_on=day, whom="Mor",
        **walk.done(),
    )  # fmt: skip
    walk.reports.append(made.pk)
