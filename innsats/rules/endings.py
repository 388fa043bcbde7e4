"""How a case can end: a closed list, and what each ending demands. Only two of them say that the pupil is safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from . import law
from .pupilword import PupilWord, newest_answer, obstacles_to_safe
from .stages import Stage
from .verdicts import Obstacle, Source

ENOUGH_OFFERS, ENOUGH_WAYS = 3, 2
OFFERED_OVER = timedelta(weeks=4)
RECURS_WITHIN = 12  # months after a case was closed


class Ending(StrEnum):
    SAFE = "safe"
    EXAMINED = "examined"
    NO_ANSWER = "no_answer"
    NO_MEASURE = "no_measure"
    LEFT = "left"
    MISTAKE = "mistake"


SAFE_ENDINGS = frozenset({Ending.SAFE, Ending.EXAMINED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A talk that somebody offered the pupil. `by` is an id, `how` a code."""

    by: str
    how: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingFacts:
    """What an ending rests on, of what is written since the case was opened or last reopened.

    `words` and `offers` are the oldest first. `open_measures` are ids of measures that have begun and not ended.
    `observed_on`: the newest observation in the inquiry. `cosigned_by`: ids of those at the owner who have co-signed.
    `is_withdrawn_unheard`: whoever reported wishes to withdraw, and the pupil has not been heard.
    """

    stage: Stage
    on: date
    words: tuple[PupilWord, ...] = ()
    open_measures: tuple[str, ...] = ()
    aftercare_until: date | None = None
    is_stopped_by_family: bool = False
    is_examined: bool = False
    offers: tuple[Offer, ...] = ()
    observed_on: date | None = None
    is_team_asked: bool = False
    cosigned_by: frozenset[str] = frozenset()
    is_withdrawn_unheard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What whoever closes says in doing so. `by` is that person's id."""

    by: str = ""
    has_words: bool = False
    guardians_told_on: date | None = None
    governor_told_on: date | None = None
    left_on: date | None = None
    is_double: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that an ending demands. `lacks` are the obstacles while it is unmet; `is_said`: said in closing."""

    code: str
    lacks: tuple[Obstacle, ...] = ()
    is_said: bool = False

    @property
    def is_met(self) -> bool:
        return not self.lacks


def counts_as_safe(ending: str) -> bool:
    """Whether a case that ended so counts as one in which the pupil became safe."""
    return ending in SAFE_ENDINGS


def demands_of(ending: Ending, facts: EndingFacts, said: Said) -> tuple[Demand, ...]:
    """Everything this ending demands, met or not.

    Source: law.SAFE_AND_GOOD and law.REPORT_TO_PRINCIPAL (§ 12-2, § 12-4(2): the duty lasts as long as the pupil does
    not have it safe and suitable measures exist) for the ends; law.HOUSE_PRACTICE for how much is enough.
    Chosen reading: the closed list of the product. An adult's opinion ends nothing.
    """
    return DEMANDS[ending](facts, said)


def obstacles_to_ending(ending: Ending, facts: EndingFacts, said: Said) -> tuple[Obstacle, ...]:
    """Everything that is missing, each with its source; empty means that the case can end so."""
    found = (obstacle for demand in demands_of(ending, facts, said) for obstacle in demand.lacks)
    return tuple(dict.fromkeys(found))


def _safe(facts: EndingFacts, said: Said) -> tuple[Demand, ...]:
    is_here = facts.stage is Stage.AFTERCARE or (facts.stage is Stage.MEASURES and facts.is_stopped_by_family)
    is_over = facts.aftercare_until is not None and facts.on >= facts.aftercare_until
    runs_on = facts.stage is Stage.AFTERCARE and not is_over and not facts.is_stopped_by_family
    return (
        _demand("from_aftercare", is_here, "ends_from_elsewhere"),
        _by_own_word(facts),
        _measures_ended(facts),
        _demand("aftercare_over", not runs_on, "aftercare_runs"),
    )


def _examined(facts: EndingFacts, said: Said) -> tuple[Demand, ...]:
    return (
        _demand("from_inquiring", facts.stage is Stage.INQUIRING, "ends_from_elsewhere"),
        _by_own_word(facts),
        _demand("examined", facts.is_examined, "nothing_examined", law.DOCUMENT),
        _measures_ended(facts),
        _demand("not_contradicted", said.has_words, "not_confirmed_in_words", law.DOCUMENT, is_said=True),
    )


def _no_answer(facts: EndingFacts, said: Said) -> tuple[Demand, ...]:
    offers = facts.offers
    first = offers[0].on if offers else None
    answered = newest_answer(facts.words)
    has_ways = max(len({one.by for one in offers}), len({one.how for one in offers})) >= ENOUGH_WAYS
    is_long = first is not None and offers[-1].on - first >= OFFERED_OVER
    is_observed = first is not None and facts.observed_on is not None and facts.observed_on >= first
    is_silent = answered is None or first is None or answered.said_on < first
    return (
        _demand("offered", len(offers) >= ENOUGH_OFFERS, "too_few_offers"),
        _demand("offered_by_two", has_ways, "offers_alike"),
        _demand("offered_over_weeks", is_long, "offers_too_close"),
        _demand("unanswered", is_silent, "pupil_has_answered", law.PUPIL_HEARD),
        _demand("observed", is_observed, "not_observed"),
        _demand("guardians_told", said.guardians_told_on is not None, "guardians_not_told", is_said=True),
    )


def _no_measure(facts: EndingFacts, said: Said) -> tuple[Demand, ...]:
    return (
        _demand("team_asked", facts.is_team_asked, "team_not_asked"),
        _demand("cosigned", bool(facts.cosigned_by - {said.by}), "not_cosigned"),
        _demand(
            "governor_told", said.governor_told_on is not None, "governor_not_told", law.COUNTY_GOVERNOR, is_said=True
        ),
        _reasoned(said),
    )


def _left(facts: EndingFacts, said: Said) -> tuple[Demand, ...]:
    return (_demand("has_left", said.left_on is not None, "day_left_missing", law.DOCUMENT, is_said=True),)


def _mistake(facts: EndingFacts, said: Said) -> tuple[Demand, ...]:
    """That somebody regrets having told is no mistake: the pupil is heard first, of a double in the other case."""
    if not facts.is_withdrawn_unheard or said.is_double:
        return (_reasoned(said),)
    return (_reasoned(said), _demand("heard_though_withdrawn", False, "withdrawn_unheard", law.PUPIL_HEARD))


DEMANDS: dict[Ending, Callable[[EndingFacts, Said], tuple[Demand, ...]]] = {
    Ending.SAFE: _safe,
    Ending.EXAMINED: _examined,
    Ending.NO_ANSWER: _no_answer,
    Ending.NO_MEASURE: _no_measure,
    Ending.LEFT: _left,
    Ending.MISTAKE: _mistake,
}


def _by_own_word(facts: EndingFacts) -> Demand:
    return Demand(code="by_own_word", lacks=obstacles_to_safe(facts.words, on=facts.on))


def _measures_ended(facts: EndingFacts) -> Demand:
    lacks = tuple(Obstacle("measure_not_ended", law.WRITTEN_PLAN, (key,)) for key in facts.open_measures)
    return Demand(code="measures_ended", lacks=lacks)


def _reasoned(said: Said) -> Demand:
    return _demand("reasoned", said.has_words, "ending_without_reason", law.DOCUMENT, is_said=True)


def _demand(
    code: str, is_met: bool, otherwise: str, source: Source = law.HOUSE_PRACTICE, *, is_said: bool = False
) -> Demand:
    return Demand(code=code, lacks=() if is_met else (Obstacle(otherwise, source),), is_said=is_said)
