"""A party objects to somebody who works on the matter: who can, to whom, and who then decides (T79, T80)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from . import law
from .impartiality import Outcome, statute_on
from .subordinates import PARTY_OBJECTS, goes_to_superior
from .verdicts import Assessment, Obstacle


class Objector(StrEnum):
    """Which part somebody who objects has in the matter."""

    SUBJECT = "subject"
    GUARDIAN = "guardian"
    INVOLVED = "involved"
    OTHER_GUARDIAN = "other_guardian"
    ADULT = "adult"


def obstacles_to_objection(
    person: str, *, has_part: bool, is_disqualified: bool, is_party: bool, waits_already: bool, of_oneself: bool,
    costs_much_time: bool,
) -> tuple[Obstacle, ...]:  # fmt: skip
    """Why this objection cannot be noted: everything at once.

    `is_party`: whoever objects has that part in the matter. `waits_already`: the same one's objection to the same
    person is not decided yet. `of_oneself`: who notes it is the one objected to.

    Source: law.IMPARTIALITY_OBJECTION (fvl67 § 8(1)), law.IMPARTIALITY for who is out already.
    Chosen reading: an objection to oneself must be noted too, and is then never kept from the superior by oneself:
    that it would cost too much time, somebody else says.
    """
    found = []
    if is_disqualified:
        found.append(Obstacle("objected_is_out", law.IMPARTIALITY, (person,)))
    elif not has_part:
        found.append(Obstacle("objected_has_no_part", law.HOUSE_PRACTICE, (person,)))
    if not is_party:
        found.append(Obstacle("objector_is_no_party", law.IMPARTIALITY_OBJECTION))
    if waits_already:
        found.append(Obstacle("objection_waits", law.IMPARTIALITY_OBJECTION, (person,)))
    if of_oneself and costs_much_time:
        found.append(Obstacle("own_objection_goes_up", law.IMPARTIALITY_OBJECTION))
    return tuple(found)


def objection_goes_up(*, costs_much_time: bool, waits_for_superior: bool, on: date) -> bool:
    """Whether the superior decides, by the act in force `on` that day. What the superior has already, stays there.

    Source: as `goes_to_superior`.
    """
    asked = goes_to_superior(party_objects=True, costs_much_time=costs_much_time, finds_reason=False, on=on)
    return asked or waits_for_superior


def objection_stands(*, goes_up: bool, on: date) -> Assessment:
    """How somebody's habilitet stands from when a party objects until it is decided, by the superior or by oneself.

    Source: law.IMPARTIALITY_OBJECTION (fvl67 § 8(1)), law.IMPARTIALITY_SELF_DECIDED (fvl67 § 8) and
    law.IMPARTIALITY_SELF_DECIDED_25 (fvl25 § 29(2)).
    Chosen reading: it must be assessed either way, for an objection is a fact that the last answer did not know of.
    """
    statute = statute_on(on)
    source = statute.decided_by if goes_up or not statute.heeds_objection else law.IMPARTIALITY_SELF_DECIDED
    return Assessment(outcome=Outcome.TO_ASSESS, source=source, inputs=(PARTY_OBJECTS,))
