"""The child's own voice: what is asked at each age, whose answer it is, and when it asks for an adult at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from . import law
from .inquiry import Safe
from .verdicts import Obstacle

FALL = 2  # steps
TURN_LASTS = timedelta(hours=1)  # for a pupil who answers on the device of an adult
OWN_ANSWER_WAITS = timedelta(minutes=5)  # from one answer by an own code to the next
INVITED_DAYS_BEFORE = 3
MIDDLE_FROM, OLDER_FROM = 5, 8  # the first grade of each set


class Topic(StrEnum):
    """What is asked of, beside whether it is safe and good."""

    SCHOOL = "school"
    BREAKS = "breaks"
    LESSONS = "lessons"
    WAY = "way"
    ONLINE = "online"
    NOT_OKAY = "not_okay"  # has somebody done or said something that was not okay?
    TRUST = "trust"  # is there an adult here whom one can tell?


class To(StrEnum):
    """What one can answer: five steps from very good to very bad, yes or no; and that one will not answer now."""

    VERY_GOOD = "5"
    GOOD = "4"
    MIDDLING = "3"
    BAD = "2"
    VERY_BAD = "1"
    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer."""

    topic: Topic
    to: To


class Voice(StrEnum):
    """Whose answer it is."""

    PUPIL = "pupil"
    ADULT = "adult"  # on behalf of the pupil: never the pupil's word


class Call(StrEnum):
    """Why an answer asks for an adult at once."""

    NOT_SAFE = "not_safe"
    FELL = "fell"
    NOT_OKAY = "not_okay"
    WANTS_ADULT = "wants_adult"


STEPS = (To.VERY_GOOD, To.GOOD, To.MIDDLING, To.BAD, To.VERY_BAD)
YES_OR_NO = (To.YES, To.NO)
SCALED = (Topic.SCHOOL, Topic.BREAKS, Topic.LESSONS, Topic.WAY, Topic.ONLINE)
Answers = Mapping[Topic, str]  # a code of To


def topics_for(grade: int | None) -> tuple[Topic, ...]:
    """What a pupil in this grade is asked, the same each time. A grade that is not known gets the middle set.

    Source: law.PUPIL_HEARD (§ 10-2: every pupil is heard, with no lower age).
    Chosen reading: four questions to the small, six in 5th to 7th grade, seven from 8th; the wording and the choice of
    questions are our own practice.
    """
    feels: tuple[Topic, ...] = (Topic.SCHOOL, Topic.BREAKS)
    if grade is None or grade >= MIDDLE_FROM:
        feels += (Topic.WAY, Topic.ONLINE)
    if grade is not None and grade >= OLDER_FROM:
        feels = (Topic.SCHOOL, Topic.LESSONS, *feels[1:])
    return (*feels, Topic.NOT_OKAY, Topic.TRUST)


def replies_to(topic: Topic) -> tuple[To, ...]:
    """The answers there are. Not wanting to answer is always one of them."""
    return (*(STEPS if topic in SCALED else YES_OR_NO), To.NO_ANSWER)


def reply_obstacles(replies: Iterable[Reply]) -> tuple[Obstacle, ...]:
    """`unknown_reply`, about the topic, for a yes to what has steps, or a step to what has none.

    Source: law.DOCUMENT (§ 12-4(4): what is done is documented).
    """
    wrong = [reply.topic for reply in replies if reply.to not in replies_to(reply.topic)]
    return tuple(Obstacle("unknown_reply", law.DOCUMENT, (topic,)) for topic in wrong)


def voice_obstacles(
    voice: str, is_safe: Safe, own_words: str, *, has_more: bool = False
) -> tuple[Obstacle, ...]:
    """`adults_word_is_no_answer` when an adult answers as if it were the pupil; `has_more`: with steps or a wish.

    Source: law.SAFE_AND_GOOD (§ 12-2: the pupil's own experience governs).
    Chosen reading: an adult's answer on behalf of the pupil holds no yes or no, no step and no own words, so that
    nothing can count it as the pupil's; what the adult thinks is written as what adults see.
    """
    if voice == Voice.PUPIL or not (is_safe != Safe.NO_ANSWER or own_words.strip() or has_more):
        return ()
    return (Obstacle("adults_word_is_no_answer", law.SAFE_AND_GOOD, ("is_safe",)),)


def own_answer_obstacles(last_at: datetime | None, at: datetime, *, has_adults: bool) -> tuple[Obstacle, ...]:
    """Why a pupil who is let in by an own code cannot give this answer now; `last_at` is when it last gave one so.

    Source: law.SAFE_AND_GOOD (§ 12-2: the pupil's own experience governs), law.HOUSE_PRACTICE.
    Chosen reading: nothing of what adults see or did comes along (`has_adults`), and two answers lie five minutes
    apart, so that pressing the button again is no answer more.
    """
    found = (
        (has_adults, Obstacle("only_own_answer", law.SAFE_AND_GOOD)),
        (last_at is not None and at - last_at < OWN_ANSWER_WAITS, Obstacle("answered_just_now", law.HOUSE_PRACTICE)),
    )
    return tuple(obstacle for is_so, obstacle in found if is_so)


def is_invited(due: Iterable[date], on: date) -> bool:
    """Whether the pupil is asked on its own page to say how it is. It may do so unasked.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: when somebody is to ask it within three days, or should have.
    """
    return any(day <= on + timedelta(days=INVITED_DAYS_BEFORE) for day in due)


def answers_in(replies: Iterable[Reply]) -> dict[Topic, str]:
    """The answers by topic, in the order they are asked. What is missing is missing."""
    by_topic = {reply.topic: reply.to.value for reply in replies}
    return {topic: by_topic[topic] for topic in Topic if topic in by_topic}


def steps_of_topic(topic: Topic, answers: Iterable[Answers]) -> tuple[int | None, ...]:
    """The step of each time, None where there was none: not asked, not answered, or not wanted to answer."""
    return tuple(int(reply) if (reply := one.get(topic, "")) in STEPS else None for one in answers)


def falls(steps: Sequence[int | None]) -> tuple[int, ...]:
    """The places where it had fallen two steps or more below the best since the beginning, or since the last fall.

    Source: law.HOUSE_PRACTICE, on research (a pupil's feeling of safety that falls is a sign of relapse).
    Chosen reading: what is missing is no step and no fall. A fall in two small steps is a fall: one more answer between
    never hides it. After a fall one counts from where it fell to, so that the same fall is not told twice.
    """
    found, best = [], 0
    for place, step in enumerate(steps):
        if step is None:
            continue
        if best - step >= FALL:
            found.append(place)
            best = step
        best = max(best, step)
    return tuple(found)


def calls_of(is_safe: Safe, answers: Answers, *, before: Sequence[Answers] = (), wants_adult: bool = False) -> tuple[
    Call, ...
]:  # fmt: skip
    """Why the newest answers of a pupil ask for an adult at once; `before` are the earlier ones, the oldest first.

    Source: law.REPORT_TO_PRINCIPAL (§ 12-4(2): the school looks into it, and puts it right), for what the pupil says is
    not safe or not okay; law.HOUSE_PRACTICE for the rest.
    Chosen reading: not safe, something that was not okay, a fall of two steps in any one topic, or the wish to talk.
    """
    newest = len(before)
    fell = any(newest in falls(steps_of_topic(topic, (*before, answers))) for topic in SCALED)
    asked = {
        Call.NOT_SAFE: is_safe == Safe.NO,
        Call.FELL: fell,
        Call.NOT_OKAY: answers.get(Topic.NOT_OKAY) == Safe.YES,
        Call.WANTS_ADULT: wants_adult,
    }
    return tuple(call for call in Call if asked[call])
