"""The duty to avert a serious crime: secrecy is no bar to it."""

from __future__ import annotations

from enum import StrEnum

from . import law
from .verdicts import Assessment


class Fear(StrEnum):
    """What somebody fears will happen."""

    SERIOUS_HARM = "serious_harm"
    KILLING = "killing"
    HOME_VIOLENCE = "home_violence"
    SEXUAL_ASSAULT = "sexual_assault"
    ROBBERY = "robbery"
    ASSAULT = "assault"
    THREATS = "threats"


class PoliceWhy(StrEnum):
    """Why the police were told or asked."""

    REPORTED = "reported"
    AVERTED = "averted"
    ASKED = "asked"


LISTED = frozenset({
    Fear.SERIOUS_HARM, Fear.KILLING, Fear.HOME_VIOLENCE, Fear.SEXUAL_ASSAULT, Fear.ROBBERY,
})  # fmt: skip
MUST_AVERT, NO_DUTY = "must_avert", "no_duty"


def averting(fear: Fear, *, is_likely: bool) -> Assessment:
    """Whether whoever knows must try to avert it, by telling the police or in another way.

    Source: law.AVERT (strl § 196): the crimes of its list, while they can still be averted and are certain or most
    likely. Chosen reading: blows and threats are not on the list (§§ 271 to 273); a knife attack is serious harm.
    """
    outcome = MUST_AVERT if fear in LISTED and is_likely else NO_DUTY
    return Assessment(outcome=outcome, source=law.AVERT, inputs=(fear, "likely" if is_likely else "unlikely"))
