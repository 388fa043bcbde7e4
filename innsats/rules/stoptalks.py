"""Stop talks: the pupil who is exposed first, then each of the others alone with two adults, until it has stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from . import law
from .calendar import day_of
from .verdicts import Obstacle

LONGEST_WAIT = timedelta(weeks=4)  # to the follow-up talk: one that is further away is none


class TalksEnd(StrEnum):
    """Why there is no next talk with a pupil."""

    STOPPED = "stopped"
    OTHER_WAYS = "other_ways"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTalk:
    """One talk: with whom, led by whom, when, and the day of the next one. All but the times are ids."""

    pupil: str
    adults: tuple[str, ...]
    happened_at: datetime
    next_on: date


def obstacles_to_method(*, is_about_adult: bool, has_involved: bool) -> tuple[Obstacle, ...]:
    """Why stop talks are no way in this case: an adult is the concern, or no other pupil is known.

    Source: law.HOUSE_PRACTICE, beside law.LEADERSHIP_TO_OWNER (§ 12-5: an adult is another matter).
    Chosen reading: any report that has not been found manifestly unfounded keeps the method away.
    """
    adult = (Obstacle("stop_talk_about_adult", law.HOUSE_PRACTICE),) if is_about_adult else ()
    nobody = () if has_involved else (Obstacle("no_involved_pupil", law.HOUSE_PRACTICE),)
    return adult + nobody


def obstacles_to_talk(
    talk: StopTalk, *, exposed: str, heard_at: datetime | None, others: Iterable[StopTalk]
) -> tuple[Obstacle, ...]:
    """Why this talk is none of the method. `heard_at`: when the exposed pupil first was; `others`: held in this case.

    Source: law.HOUSE_PRACTICE (practice documents on stop-talks).
    Chosen reading: the exposed pupil is heard before anybody else is talked with; two adults; one pupil at a time, so
    that no adult is in two talks in the same minute.
    """
    found = []
    if talk.pupil == exposed:
        found.append(Obstacle("stop_talk_with_exposed", law.HOUSE_PRACTICE))
    if heard_at is None or heard_at > talk.happened_at:
        found.append(Obstacle("exposed_not_heard_first", law.HOUSE_PRACTICE))
    if len(set(talk.adults)) != 2:
        found.append(Obstacle("not_two_adults", law.HOUSE_PRACTICE))
    if any(_at_once(talk, other) for other in others):
        found.append(Obstacle("two_pupils_at_once", law.HOUSE_PRACTICE))
    return tuple(found)


def obstacles_to_booking(talk: StopTalk, *, at: datetime) -> tuple[Obstacle, ...]:
    """Why the next talk cannot be booked on that day.

    Source: law.HOUSE_PRACTICE (a week or two later). Chosen reading: a day after the talk, not before today, and no
    more than four weeks from now.
    """
    if talk.next_on <= day_of(talk.happened_at) or talk.next_on < day_of(at):
        return (Obstacle("followup_too_soon", law.HOUSE_PRACTICE),)
    if talk.next_on > day_of(at) + LONGEST_WAIT:
        return (Obstacle("followup_too_late", law.HOUSE_PRACTICE),)
    return ()


def _at_once(talk: StopTalk, other: StopTalk) -> bool:
    is_same_minute = talk.happened_at.replace(second=0, microsecond=0) == other.happened_at.replace(
        second=0, microsecond=0
    )
    return is_same_minute and other.pupil != talk.pupil and bool(set(talk.adults) & set(other.adults))
