"""How a team works, step by step, for the two ways in which it is asked: what an owner settles and shares."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from . import law
from .inputs import LONGEST_NAME, text_obstacles
from .verdicts import Obstacle

LONGEST_PHONE, LONGEST_WORDS = 25, 600  # characters


class Scenario(StrEnum):
    """Who asks."""

    SCHOOL_ASKS = "school_asks"
    FAMILY_ASKS = "family_asks"


class MapStep(StrEnum):
    """The steps, in order. What is done in each is the same in both scenarios; how it is said is not."""

    ASKING = "asking"
    CHECKING = "checking"
    SHARING = "sharing"
    FIRST_TALK = "first_talk"
    MEETING = "meeting"
    MEASURES = "measures"
    FOLLOWING_UP = "following_up"
    ENDING = "ending"
    AFTERCARE = "aftercare"


# The working days that the owner may choose among, where the time is the owner's own. Before the measures there are no
# more than five in the week.
WITHIN_THE_WEEK, AFTER_THE_WEEK = (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 5, 10, 20)
DAYS: dict[MapStep, tuple[int, ...]] = {
    MapStep.CHECKING: WITHIN_THE_WEEK,
    MapStep.SHARING: WITHIN_THE_WEEK,
    MapStep.MEETING: WITHIN_THE_WEEK,
    MapStep.AFTERCARE: AFTER_THE_WEEK,
}
USUAL_DAYS: dict[MapStep, int] = {MapStep.CHECKING: 0, MapStep.MEETING: 3, MapStep.AFTERCARE: 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSaid:
    """What an owner says of a step: within how many working days (None: no limit), and what differs from the usual
    words, and from the contact of the map.
    """

    step: MapStep
    days: int | None = None
    words: str = ""
    contact: str = ""


def obstacles_to_map(
    steps: Collection[StepSaid], contact_point: str, phone: str, *, is_external: bool
) -> tuple[Obstacle, ...]:
    """Why this cannot be how a team works, with every reason.

    Source: law.TEAM_ROUTINES (two process maps with contact and time limits), law.ONE_WEEK.
    Chosen reading: the guide is for the team that helps many schools. The first talk, the week and the evaluations have
    limits of their own, which no map changes; and nothing that comes before the measures is given more than the week.
    """
    found: list[Obstacle] = []
    if not is_external:
        found.append(Obstacle("map_of_school_team", law.TEAM_ROUTINES))
    said = [one.step for one in steps]
    found += [Obstacle("step_twice", law.HOUSE_PRACTICE, (one,)) for one in dict.fromkeys(said) if said.count(one) > 1]
    for one in steps:
        offered = DAYS.get(one.step, ())
        if one.days is not None and one.days not in offered:
            source = law.ONE_WEEK if offered == WITHIN_THE_WEEK else law.HOUSE_PRACTICE
            found.append(Obstacle("step_limit" if offered else "step_limit_fixed", source, (one.step,)))
        found += text_obstacles(one.step, one.words, is_required=False, longest=LONGEST_WORDS)
        found += text_obstacles(one.step, one.contact, is_required=False, longest=LONGEST_NAME)
    found += text_obstacles("contact_point", contact_point, longest=LONGEST_NAME)
    found += text_obstacles("phone", phone, longest=LONGEST_PHONE)
    return tuple(dict.fromkeys(found))
