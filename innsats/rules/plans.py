"""The written plan: what it must contain, what keeps it from being activated, and what counts as a measure.

Gates are law only. Advice is a warning and stops nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from . import law
from .calendar import Calendar
from .inquiry import Safe
from .verdicts import Obstacle

EVALUATION_DAYS = (7, 21, 49)  # rounds of one, two and four weeks


class MeasureKind(StrEnum):
    """What sort of row it is. The last four are inquiry or watching; people write them in plans all the same."""

    ADULT_CLOSE_BY = "adult_close_by"
    SAFE_PLACE = "safe_place"
    TALK_WITH_ADULT = "talk_with_adult"
    GROUP_OR_SEATING = "group_or_seating"
    STOP_TALK = "stop_talk"
    OTHER_MEASURE = "other_measure"
    MEETING = "meeting"
    MAPPING = "mapping"
    ASSESSMENT = "assessment"
    WATCHING = "watching"


INQUIRY_KINDS = frozenset({MeasureKind.MEETING, MeasureKind.MAPPING, MeasureKind.ASSESSMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFacts:
    """One row of the plan. Texts are given as whether something is written there, so that nothing need be unsealed.

    `key` is the id told in obstacles; `has_time` means that the time is said in words ("hvert storefri");
    `aimed_at` are keys of other pupils than the one the case is about.
    """

    key: str
    kind: MeasureKind
    has_problem: bool
    has_what: bool
    has_place: bool
    has_time: bool
    has_responsible: bool
    start_on: date | None
    evaluate_on: date | None
    aimed_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPupilFacts:
    """What is recorded about another pupil: heard, or why not; and one line on what is best for that pupil."""

    key: str
    is_heard: bool = False
    has_not_heard_reason: bool = False
    has_best_interest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """One version of a plan, and what is known about those who must be heard before it applies."""

    measures: tuple[MeasureFacts, ...]
    is_pupil_heard: bool
    has_not_heard_reason: bool = False
    others: tuple[OtherPupilFacts, ...] = ()


def obstacles_to_activation(plan: PlanFacts) -> tuple[Obstacle, ...]:
    """Everything that keeps the plan from being activated, each told with its measure or pupil; empty means nothing.

    Source: law.WRITTEN_PLAN (§ 12-4(3): five contents), law.PUPIL_HEARD (§ 10-2), law.BEST_INTEREST (§ 10-1).
    Chosen reading: the five contents are asked of every measure. A pupil of any age is heard, or a reason stands in its
    place; so for every other pupil that a measure is aimed at, and what is best for that pupil in one line.
    """
    found = [] if plan.measures else [Obstacle("no_measures", law.WRITTEN_PLAN)]
    for measure in plan.measures:
        found += [Obstacle(code, law.WRITTEN_PLAN, (measure.key,)) for code in missing_contents(measure)]
    if not plan.is_pupil_heard and not plan.has_not_heard_reason:
        found.append(Obstacle("pupil_not_heard", law.PUPIL_HEARD))
    known = {other.key: other for other in plan.others}
    for key in dict.fromkeys(key for measure in plan.measures for key in measure.aimed_at):
        found += _obstacles_for(known.get(key, OtherPupilFacts(key=key)))
    return tuple(found)


def missing_contents(measure: MeasureFacts) -> tuple[str, ...]:
    """The codes of the contents that this measure lacks.

    Source: law.WRITTEN_PLAN (§ 12-4(3): problem, measure, when, who, when evaluated).
    Chosen reading: *when* is a first day or a time in words. An evaluation before the measure begins evaluates nothing.
    """
    start, evaluate = measure.start_on, measure.evaluate_on
    lacks = {
        "missing_problem": not measure.has_problem,
        "missing_measure": not measure.has_what,
        "missing_when": start is None and not measure.has_time,
        "missing_who": not measure.has_responsible,
        "missing_evaluation": evaluate is None,
        "evaluation_before_start": start is not None and evaluate is not None and evaluate < start,
    }
    return tuple(code for code, is_lacking in lacks.items() if is_lacking)


def counts_as_measure(measure: MeasureFacts) -> bool:
    """Whether the row is a measure in the sense of the promise: something that changes the pupil's day.

    Source: law.HOUSE_PRACTICE (our reading of "measures in place" in law.ONE_WEEK).
    Chosen reading: a meeting, a mapping and an assessment are inquiry, however well described. Watching extra counts
    only with a named person, a place and a time.
    """
    if measure.kind in INQUIRY_KINDS:
        return False
    if measure.kind == MeasureKind.WATCHING:
        return measure.has_responsible and measure.has_place and measure.has_time
    return True


def proposed_evaluations(activated_on: date, calendar: Calendar) -> tuple[date, ...]:
    """The dates proposed for evaluation. The dates that bind are those written in the plan.

    Source: law.HOUSE_PRACTICE (rounds of one, two and four weeks; § 12-4(3) only asks that there is a date).
    Chosen reading: day 7, 21 and 49 after activation, each on a school day; see `round_held_on`.
    """
    return tuple(
        round_held_on(activated_on + timedelta(days=days), after=activated_on, calendar=calendar)
        for days in EVALUATION_DAYS
    )


def round_held_on(planned_on: date, *, after: date, calendar: Calendar) -> date:
    """The school day proposed for a round that falls on `planned_on`, always later than `after`.

    Source: law.HOUSE_PRACTICE: the pupil is asked, and adults and pupil meet on school days.
    Chosen reading: the last school day until then, for a round is as long as practice says at most. Is the school
    closed all the time since `after`, the first school day that follows.
    """
    return calendar.last_school_day_between(after, planned_on) or calendar.add_school_days(planned_on, 1)


def advice_on(plan: PlanFacts) -> tuple[Obstacle, ...]:
    """What is worth a warning before activation, and stops nothing."""
    if plan.measures and not any(map(counts_as_measure, plan.measures)):
        return (Obstacle("no_counting_measure", law.HOUSE_PRACTICE, tuple(m.key for m in plan.measures)),)
    return ()


def gaps_after_evaluation(
    pupil_safe: str | None, *, evaluated_at: datetime | None, activated_at: datetime | None
) -> tuple[Obstacle, ...]:
    """What the newest evaluation of a case asks for: a warning, never a stop. `pupil_safe`: a code of Safe, or None.

    Source: law.REPORT_TO_PRINCIPAL (§ 12-4(2): the school puts it right).
    Chosen reading: when the pupil says that it is not safe, a measure that is new or changed is asked for, until a plan
    is activated after the evaluation. No answer is no success either, and is no new word from the pupil.
    """
    has_answered = activated_at is not None and evaluated_at is not None and activated_at > evaluated_at
    if pupil_safe != Safe.NO or has_answered:
        return ()
    return (Obstacle("still_not_safe", law.REPORT_TO_PRINCIPAL),)


def _obstacles_for(other: OtherPupilFacts) -> list[Obstacle]:
    found = []
    if not other.is_heard and not other.has_not_heard_reason:
        found.append(Obstacle("other_pupil_not_heard", law.PUPIL_HEARD, (other.key,)))
    if not other.has_best_interest:
        found.append(Obstacle("missing_best_interest", law.BEST_INTEREST, (other.key,)))
    return found
