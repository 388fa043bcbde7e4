"""The plan and its measures."""

from __future__ import annotations

from datetime import timedelta

from innsats.cases import actions
from innsats.rules.calendar import day_of

from .walk import Walk


def draft_measure(walk: Walk) -> None:
    """A whole measure, that may be a meeting, which cannot meet the promise; new, or one that is there, changed."""
    case, today = walk.case(), day_of(walk.at)
    held = walk.one_of([None, *walk.lineages])
    measure = actions.draft_measure(
        case.pk, measure=held, kind=walk.one_of(("adult_close_by", "safe_place", "meeting")), problem="Alene",
        what="En voksen er med", place="Gården", when_words="Storefri", family_text="En voksen er med",
        start_on=today, evaluate_on=today + timedelta(days=walk.one_of((2, 7))), responsible=walk.people[0].uuid,
        **walk.done(),
    )  # fmt: skip
    if measure.lineage not in walk.lineages:
        walk.lineages.append(measure.lineage)


def start_measure(walk: Walk) -> None:
    case, measure = walk.case(), walk.one_of(walk.lineages)
    started_on = day_of(walk.at) - timedelta(days=walk.one_of((0, 1)))
    actions.start_measure(case.pk, measure=measure, started_on=started_on, **walk.done())


def evaluate_measure(walk: Walk) -> None:
    case, measure, today = walk.case(), walk.one_of(walk.lineages), day_of(walk.at)
    next_on = today + timedelta(days=3) if walk.yes() else None
    actions.evaluate_measure(
        case.pk, measure=measure, carried_out="yes", helped="no", pupil_safe="no", next_on=next_on, **walk.done()
    )


def end_measure(walk: Walk) -> None:
    case, measure = walk.case(), walk.one_of(walk.lineages)
    actions.end_measure(case.pk, measure=measure, is_done=walk.yes(), reason="Virket ikke", **walk.done())


def drop_measure(walk: Walk) -> None:
    actions.drop_measure(walk.case().pk, measure=walk.one_of(walk.lineages), **walk.done())


def activate_plan(walk: Walk) -> None:
    actions.activate_plan(walk.case().pk, not_heard_because="Vil ikke", **walk.done())


def answer_help_question(walk: Walk) -> None:
    actions.answer_help_question(walk.case().pk, answer="no", reason="Vi prøver selv.", **walk.done())
