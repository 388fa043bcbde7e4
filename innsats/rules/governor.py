"""The county governor's case (§ 12-6): what can happen in which order, when a fine may run, what the family is told.

The governor decides; the school and its owner keep what was received, by when it is due, and what was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import law
from .deadlines.dates import GovernorDates
from .verdicts import Obstacle, Source


class GovernorStep(StrEnum):
    """What happens in the governor's case, as the school or its owner learns of it or does it."""

    REPORTED = "reported"  # the governor has a report from the family
    ASKED = "asked"  # the governor asks for information
    HANDED_OVER = "handed_over"
    DECIDED = "decided"  # a decision came
    APPEAL = "appeal"  # the owner has appealed, or has decided not to
    FULFILLED = "fulfilled"  # what was ordered is done, and the governor is told
    FINED = "fined"  # a coercive fine was set
    ENDED = "ended"  # the governor has ended the case


class Detail(StrEnum):
    """The one answer that some of the steps need: who reported, what was decided, whether there is an appeal."""

    PUPIL = "pupil"
    GUARDIAN = "guardian"
    ORDER = "order"
    GOVERNOR_ACTS = "governor_acts"  # the governor itself decides what the school shall do
    NO_BREACH = "no_breach"
    DISMISSED = "dismissed"
    APPEALED = "appealed"
    NOT_APPEALED = "not_appealed"


class Answer(StrEnum):
    """What a family is told that asks whether it can go to the county governor."""

    TAKE_UP_FIRST = "take_up_first"
    WAIT = "wait"
    MAY_GO = "may_go"
    SPECIAL_REASONS = "special_reasons"
    HAS_LEFT = "has_left"


DETAILS: dict[GovernorStep, tuple[Detail, ...]] = {
    GovernorStep.REPORTED: (Detail.GUARDIAN, Detail.PUPIL),
    GovernorStep.DECIDED: (Detail.ORDER, Detail.GOVERNOR_ACTS, Detail.NO_BREACH, Detail.DISMISSED),
    GovernorStep.APPEAL: (Detail.APPEALED, Detail.NOT_APPEALED),
}
BINDING = frozenset({Detail.ORDER, Detail.GOVERNOR_ACTS})  # decisions that something must be done about, by a deadline
IN_WORDS = frozenset({GovernorStep.ASKED, GovernorStep.HANDED_OVER, GovernorStep.DECIDED, GovernorStep.FULFILLED})
OF_OTHERS = frozenset({GovernorStep.ASKED, GovernorStep.HANDED_OVER})  # steps that may concern other pupils


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One step, taken or about to be. `on` is when it happened: a letter, when it was received.

    `of_others`: the governor asks for information on other pupils, or what was handed over holds some.
    """

    step: GovernorStep
    on: date
    due_on: date | None = None
    detail: Detail | None = None
    of_others: bool = False

    @property
    def is_binding(self) -> bool:
        return self.step is GovernorStep.DECIDED and self.detail in BINDING

    @property
    def has_deadline(self) -> bool:
        """Whether the governor sets a deadline with it."""
        return self.step is GovernorStep.ASKED or self.is_binding


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """An order whose deadline has passed without its being fulfilled: since when, and for how many days."""

    since: date
    days: int
    is_fined: bool


def obstacles_to_step(taken: Taken, before: tuple[Taken, ...]) -> tuple[Obstacle, ...]:
    """Everything that keeps this step from being written down after those before it, the oldest first.

    Source: law.GOVERNOR_REPORT, law.GOVERNOR_ASKS, law.GOVERNOR_ORDER, law.GOVERNOR_DEADLINE, law.COERCIVE_FINE.
    Chosen reading: what the governor does is kept as it comes, also late; what cannot have happened yet is refused.
    Secrecy never is a reason: § 12-6(3) goes before it.
    """
    return (*obstacles_to_order(taken.step, before), *_too_early(taken, before), *_unfit(taken, before))


def obstacles_to_correction(place: int, right: Taken, steps: tuple[Taken, ...]) -> tuple[Obstacle, ...]:
    """Everything that keeps the dates of step number `place`, from 0, from being those of `right`.

    Source: law.NO_ERASURE (arkf § 11: the original is kept), and as `obstacles_to_step`; law.HOUSE_PRACTICE for a
    correction that changes nothing.
    Chosen reading: what may not be written down so at first may not be corrected to it, nor may it leave a later step
    before what that one answers.
    """
    if right == steps[place]:
        return (Obstacle("dates_as_before", law.HOUSE_PRACTICE),)
    after = (*steps[:place], right, *steps[place + 1 :])
    later = (one for n, one in enumerate(after) if n > place and _too_early(one, after[:n]))
    shut = (Obstacle("governor_answered_before", law.DOCUMENT, ("happened_on",)),) if any(later) else ()
    return (*_too_early(right, after[:place]), *_unfit(right, after[:place]), *shut)


def obstacles_to_order(step: GovernorStep, before: tuple[Taken, ...]) -> tuple[Obstacle, ...]:
    """Why this step cannot come now, whatever it says."""
    return tuple(Obstacle(code, source) for code, source, is_met in DEMANDS[step] if not is_met(before))


def is_at_governor(before: tuple[Taken, ...]) -> bool:
    """Whether the governor has the case now."""
    turns = [one.step for one in before if one.step in (GovernorStep.REPORTED, GovernorStep.ENDED)]
    return bool(turns) and turns[-1] is GovernorStep.REPORTED


def unfulfilled(before: tuple[Taken, ...]) -> tuple[Taken, ...]:
    """The binding decisions that nothing has been done about since."""
    return _waiting(before, lambda one: one.is_binding, GovernorStep.FULFILLED, GovernorStep.ENDED)


def overrun_on(on: date, before: tuple[Taken, ...]) -> Overrun | None:
    """Whether a coercive fine may run on this day, since when, and whether one is set. None when it may not.

    Source: law.COERCIVE_FINE (§ 12-8: from the missed deadline until it is fulfilled), law.GOVERNOR_DEADLINE.
    Chosen reading: the day after the deadline is day one. Whether a fine runs is the governor's to decide: not when it
    cannot be fulfilled without fault. So it only *may* run, until a step says that one is set.
    """
    late = [one.due_on for one in unfulfilled(before) if one.due_on is not None and one.due_on < on]
    if not late:
        return None
    is_fined = bool(_waiting(before, lambda one: one.step is GovernorStep.FINED, GovernorStep.FULFILLED))
    return Overrun(since=min(late), days=(on - min(late)).days, is_fined=is_fined)


def answer_to_family(dates: GovernorDates | None, *, on: date, has_left: bool = False) -> Answer:
    """What a family is told that asks on this day. It never hides that they may ask the governor at any time.

    Source: law.GOVERNOR_REPORT and law.COUNTY_GOVERNOR (§ 12-6: raised with rektor, a week ago, still at the school;
    *særlege grunnar* may stand in for each). `dates` is None when the matter has not been taken up with rektor.
    """
    if has_left:
        return Answer.HAS_LEFT
    if dates is None:
        return Answer.TAKE_UP_FIRST
    if dates.special_reasons:
        return Answer.SPECIAL_REASONS
    return Answer.MAY_GO if on >= dates.from_ else Answer.WAIT


def _too_early(taken: Taken, before: tuple[Taken, ...]) -> tuple[Obstacle, ...]:
    """A step that answers another cannot have happened before it."""
    answered = [one.on for one in before if one.step in ANSWERS.get(taken.step, ())]
    if answered and taken.on < answered[-1]:
        return (Obstacle("governor_step_too_early", law.DOCUMENT, ("happened_on",)),)
    return ()


def _unfit(taken: Taken, before: tuple[Taken, ...]) -> Iterable[Obstacle]:
    """What the step says too little or too much of."""
    answers = DETAILS.get(taken.step, ())
    if (taken.detail is None and answers) or (taken.detail is not None and taken.detail not in answers):
        yield Obstacle("governor_detail_missing", law.DOCUMENT)
    if taken.has_deadline and taken.due_on is None:
        yield Obstacle("governor_deadline_missing", law.GOVERNOR_DEADLINE)
    elif taken.due_on is not None and not taken.has_deadline:
        yield Obstacle("governor_sets_no_deadline", law.DOCUMENT)
    elif taken.due_on is not None and taken.due_on < taken.on:
        yield Obstacle("governor_deadline_too_early", law.DOCUMENT)
    is_asked = any(one.step is GovernorStep.ASKED and one.of_others for one in before)
    if taken.step is GovernorStep.HANDED_OVER and taken.of_others and not is_asked:
        yield Obstacle("others_not_asked_for", law.GOVERNOR_ASKS)


def _waiting(
    before: tuple[Taken, ...], is_such: Callable[[Taken], bool], *answers: GovernorStep
) -> tuple[Taken, ...]:
    """Those that are such, and that none of the answers has come to since."""
    found: tuple[Taken, ...] = ()
    for one in before:
        found = (*found, one) if is_such(one) else () if one.step in answers else found
    return found


def _is_asked(before: tuple[Taken, ...]) -> bool:
    return any(one.step is GovernorStep.ASKED for one in before)


def _is_unanswered(before: tuple[Taken, ...]) -> bool:
    return bool(_waiting(before, lambda one: one.is_binding, GovernorStep.APPEAL))


def _is_elsewhere(before: tuple[Taken, ...]) -> bool:
    return not is_at_governor(before)


Demand = tuple[str, Source, Callable[[tuple[Taken, ...]], object]]
_HAS_CASE: Demand = ("governor_has_no_case", law.GOVERNOR_REPORT, is_at_governor)
_HAS_ORDER: Demand = ("nothing_is_ordered", law.GOVERNOR_ORDER, unfulfilled)
DEMANDS: dict[GovernorStep, tuple[Demand, ...]] = {  # what must be so before each step
    GovernorStep.REPORTED: (("governor_has_the_case", law.GOVERNOR_REPORT, _is_elsewhere),),
    GovernorStep.ASKED: (_HAS_CASE,),
    GovernorStep.HANDED_OVER: (_HAS_CASE, ("nothing_is_asked", law.GOVERNOR_ASKS, _is_asked)),
    GovernorStep.DECIDED: (_HAS_CASE,),
    GovernorStep.APPEAL: (("nothing_to_appeal", law.APPEAL, _is_unanswered),),
    GovernorStep.FULFILLED: (_HAS_ORDER,),
    GovernorStep.FINED: (_HAS_ORDER,),
    GovernorStep.ENDED: (_HAS_CASE,),
}
ANSWERS: dict[GovernorStep, tuple[GovernorStep, ...]] = {  # which steps each of these comes after
    GovernorStep.ASKED: (GovernorStep.REPORTED,),
    GovernorStep.HANDED_OVER: (GovernorStep.ASKED,),
    GovernorStep.DECIDED: (GovernorStep.REPORTED,),
    GovernorStep.APPEAL: (GovernorStep.DECIDED,),
    GovernorStep.FULFILLED: (GovernorStep.DECIDED,),
    GovernorStep.FINED: (GovernorStep.DECIDED,),
    GovernorStep.ENDED: (GovernorStep.REPORTED,),
}
