"""What a school or a team may propose and somebody else decides: exclusion, an imposed change of school, a survey.

Each is weighed before it is written down, so that nothing is proposed which the law does not let anybody decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from . import law
from .verdicts import Obstacle, Source

LONGEST_LESSON_HOURS = 2  # clock hours of the teacher's own lesson
LONGEST_LOWER_SECONDARY_DAYS, LONGEST_UPPER_SECONDARY_DAYS = 3, 5
LAST_PRIMARY_GRADE, LAST_LOWER_GRADE = 7, 10
Obstacles = tuple[Obstacle, ...]


class What(StrEnum):
    """What is proposed."""

    EXCLUSION = "exclusion"
    SCHOOL_CHANGE = "school_change"
    SURVEY = "survey"


class Decider(StrEnum):
    """Who decides it. AUTHORITY is the municipality or the county; for a private school the one the pupil lives in."""

    TEACHER = "teacher"
    PRINCIPAL = "principal"
    AUTHORITY = "authority"


class Decision(StrEnum):
    """What became of it."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Extent(StrEnum):
    """For how long a pupil is excluded: clock hours, the rest of a day, whole days, the rest of the school year."""

    HOURS = "hours"
    REST_OF_DAY = "rest_of_day"
    DAYS = "days"
    REST_OF_YEAR = "rest_of_year"


class Purpose(StrEnum):
    """Why pupils are asked in a survey that is not anonymous."""

    PREVENT = "prevent"
    FOLLOW_UP = "follow_up"


class Complication(StrEnum):
    """What makes a matter such that a survey by name may be asked for."""

    LONG_LASTING = "long_lasting"
    UNCLEAR = "unclear"
    COMPLICATED = "complicated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionFacts:
    """An exclusion as it is proposed. `count` is how many hours or days; `grade` None when it is not known."""

    grade: int | None
    extent: Extent
    decider: Decider
    count: int | None = None
    is_serious: bool = False
    has_told_guardians: bool = False
    has_tried: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolChangeFacts:
    """An imposed change of school as it is proposed. None: that has not been answered. `grade` None: not known."""

    grade: int | None
    decider: Decider
    must_move: bool | None
    unsafe_journey: bool | None
    changes_programme: bool | None
    has_tried: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFacts:
    """A survey that is not anonymous, as it is proposed. `asks_who`: it asks who does harm to whom, by name."""

    purpose: Purpose
    asks_who: bool
    complications: frozenset[Complication] = frozenset()
    has_tried: bool = True


def obstacles_to_exclusion(facts: ExclusionFacts) -> Obstacles:
    """Why nobody can decide this exclusion, or not the one who is named.

    Source: law.EXCLUSION, law.EXCLUSION_LENGTH (§ 13-1(3)), law.EXCLUSION_YEAR (§ 13-1(4)).
    Chosen reading: the grade is the one the pupil has now. Guardians are told before the rest of a day in grade 1 to 7.
    """
    found = [] if facts.has_tried else [Obstacle("milder_untried", law.EXCLUSION)]
    if facts.extent in (Extent.HOURS, Extent.DAYS) and not (facts.count and facts.count > 0):
        found.append(Obstacle("exclusion_count_missing", law.EXCLUSION_LENGTH))
    return (*found, *_too_long(facts), *_wrong_decider(facts))


def obstacles_to_school_change(facts: SchoolChangeFacts) -> Obstacles:
    """Why this pupil cannot be moved to another school, or not by whom is named.

    Source: law.IMPOSED_CHANGE (§ 13-2).
    Chosen reading: each of the three bars is answered; the programme only in upper secondary school.
    """
    found = [] if facts.has_tried else [Obstacle("milder_untried", law.IMPOSED_CHANGE)]
    if facts.decider is not Decider.AUTHORITY:
        found.append(Obstacle("school_cannot_decide", law.IMPOSED_CHANGE))
    bars = {"must_move": facts.must_move, "unsafe_journey": facts.unsafe_journey}
    if facts.grade is None or facts.grade > LAST_LOWER_GRADE:
        bars["changes_programme"] = facts.changes_programme
    unanswered = tuple(bar for bar, answer in bars.items() if answer is None)
    if unanswered:
        found.append(Obstacle("bar_unanswered", law.IMPOSED_CHANGE, unanswered))
    return (*found, *(Obstacle("school_change_barred", law.IMPOSED_CHANGE, (bar,)) for bar in bars if bars[bar]))


def obstacles_to_survey(facts: SurveyFacts) -> Obstacles:
    """Why pupils cannot be asked so, by name.

    Source: law.SURVEY_FOLLOWS_UP (opplf § 20-5(2)), law.SURVEY_PREVENTS (opplf § 20-5(3)).
    Chosen reading: one of the three complications is enough, and something else has been tried.
    """
    if facts.purpose is Purpose.PREVENT:
        return (Obstacle("survey_names_pupils", law.SURVEY_PREVENTS),) if facts.asks_who else ()
    found = {"survey_others_untried": not facts.has_tried, "survey_uncomplicated": not facts.complications}
    return tuple(Obstacle(code, law.SURVEY_FOLLOWS_UP) for code, is_so in found.items() if is_so)


def _too_long(facts: ExclusionFacts) -> Obstacles:
    """What the pupil's grade does not allow."""
    days = facts.count or 0
    if facts.grade is None:
        return (Obstacle("exclusion_grade_unknown", law.EXCLUSION_LENGTH),)
    if facts.grade <= LAST_PRIMARY_GRADE and facts.extent in (Extent.DAYS, Extent.REST_OF_YEAR):
        return (Obstacle("exclusion_only_hours", law.EXCLUSION_LENGTH),)
    if facts.extent is Extent.REST_OF_YEAR:
        return _one("exclusion_no_year", law.EXCLUSION_LENGTH, facts.grade <= LAST_LOWER_GRADE)
    if facts.extent is not Extent.DAYS:
        return ()
    if facts.grade <= LAST_LOWER_GRADE:
        return _one("exclusion_three_days", law.EXCLUSION_LENGTH, days > LONGEST_LOWER_SECONDARY_DAYS)
    return _one("exclusion_five_days", law.EXCLUSION_LENGTH, days > LONGEST_UPPER_SECONDARY_DAYS)


def _wrong_decider(facts: ExclusionFacts) -> Obstacles:
    """What whoever is to decide cannot decide, and what must be so before."""
    is_lesson = facts.extent is Extent.HOURS and (facts.count or 0) <= LONGEST_LESSON_HOURS
    is_year = facts.extent is Extent.REST_OF_YEAR
    is_primary = facts.grade is not None and facts.grade <= LAST_PRIMARY_GRADE
    untold = facts.extent is Extent.REST_OF_DAY and is_primary and not facts.has_told_guardians
    return (
        *_one("teacher_decides_lesson", law.EXCLUSION, facts.decider is Decider.TEACHER and not is_lesson),
        *_one("exclusion_year_not_serious", law.EXCLUSION_LENGTH, is_year and not facts.is_serious),
        *_one("exclusion_year_elsewhere", law.EXCLUSION_YEAR, is_year and facts.decider is not Decider.AUTHORITY),
        *_one("guardians_before_rest_of_day", law.EXCLUSION_LENGTH, untold),
    )


def _one(code: str, source: Source, is_so: bool) -> Obstacles:
    return (Obstacle(code, source),) if is_so else ()
