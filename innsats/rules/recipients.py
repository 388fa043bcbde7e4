"""The recipient check: whether a guardian may get what the school tells of a child. It stands before everything sent.

Withholding is a person's decision with a reason. A caution only ever takes something away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from . import law
from .ages import is_of_age
from .verdicts import Obstacle


class Entitled(StrEnum):
    """The answer for one guardian: may get it, must be asked first, or it is held back."""

    MAY = "may"
    ASK = "ask"
    HELD = "held"


class Caution(StrEnum):
    """What may keep something from a guardian, or change what is sent."""

    CARE_ORDER = "care_order"  # the child welfare service has the care
    NO_CONTACT = "no_contact"  # forbidden to visit the child
    PROTECTED = "protected"  # lives at a protected address, alone or with the child
    DANGER = "danger"  # the child may be in danger if this one is told
    CHILD_WISH = "child_wish"  # the child has asked: do not say it at home


class Responsibility(StrEnum):
    """Foreldreansvar, as a source has said."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Decision(StrEnum):
    """What a person has decided about one guardian."""

    GIVE = "give"
    WITHHOLD = "withhold"


DECIDABLE = frozenset({Caution.CARE_ORDER, Caution.DANGER, Caution.CHILD_WISH})
SOURCES = {
    Caution.CARE_ORDER: law.GUARDIANS_INFORMED,
    Caution.NO_CONTACT: law.NO_CONTACT,
    Caution.DANGER: law.GUARDIANS_INFORMED,
    Caution.CHILD_WISH: law.PUPIL_HEARD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientFacts:
    """What is known of one guardian, now.

    `decided` is the newest decision, `settled` the cautions that were known when it was made. `other_protected`: some
    other guardian of the child lives at a protected address, perhaps with the child. `is_warned`: something stood at an
    earlier school that kept what was told from somebody in the family, and nobody here has noted anything of this one.
    """

    responsibility: Responsibility
    cautions: frozenset[Caution] = frozenset()
    decided: Decision | None = None
    settled: frozenset[Caution] = frozenset()
    other_protected: bool = False
    is_warned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer, and every reason for it that is not a plain yes.

    `is_limited`: no school, times, places, routes or logs. `is_sent` is False when nothing goes by SMS or post.
    """

    answer: Entitled
    reasons: tuple[Obstacle, ...] = ()
    is_limited: bool = False
    is_sent: bool = True


def check_recipient(facts: RecipientFacts, born: date | None, at: datetime) -> Verdict:
    """Whether this guardian may get what the school tells of the child, at this instant, with every reason.

    Source: law.GUARDIANS_INFORMED (bl81 § 47: both parents with foreldreansvar alike, unless it harms the child),
    law.OF_AGE, law.NO_CONTACT, law.PUPIL_HEARD.
    Chosen reading: without foreldreansvar nothing is sent; what that parent asks for is answered by a person. A birth
    date that is not known keeps nothing from anybody. What a person has decided holds for what was known then: a new
    caution is decided anew. What stood at an earlier school is asked about here; what it was does not follow the child.
    """
    held = _held(facts, born, at)
    unknown = facts.responsibility is Responsibility.UNKNOWN
    asked = (("responsibility_unknown",) if unknown else ()) + (("warned_before",) if facts.is_warned else ())
    reasons = held + tuple(Obstacle(code, law.GUARDIANS_INFORMED) for code in asked)
    is_protected = Caution.PROTECTED in facts.cautions
    return Verdict(
        answer=Entitled.HELD if held else Entitled.ASK if asked else Entitled.MAY,
        reasons=reasons,
        is_limited=facts.other_protected,
        is_sent=not (is_protected or facts.other_protected),
    )


def obstacles_to_key(verdict: Verdict) -> tuple[Obstacle, ...]:
    """Why a guardian cannot be let in to read: whatever keeps it from being sent.

    Source: law.GUARDIANS_INFORMED.
    """
    return () if verdict.answer is Entitled.MAY else verdict.reasons


def open_cautions(facts: RecipientFacts) -> frozenset[Caution]:
    """What keeps it back until a person has decided."""
    settled = facts.settled if facts.decided is Decision.GIVE else frozenset()
    return (facts.cautions & DECIDABLE) - settled


def asks_decision(facts: RecipientFacts) -> bool:
    """Whether a person must decide: something is held back that is neither given nor withheld by anybody yet.

    Source: law.HOUSE_PRACTICE (product rule: withholding is a person's decision, with a reason).
    """
    is_withheld = facts.decided is Decision.WITHHOLD and facts.cautions & DECIDABLE <= facts.settled
    return bool(open_cautions(facts)) and not is_withheld


def obstacles_to_decision(decision: Decision, facts: RecipientFacts) -> tuple[Obstacle, ...]:
    """`nothing_to_decide` when it is given already; what law or a court has settled is not decided here.

    Source: law.GUARDIANS_INFORMED, law.NO_CONTACT.
    """
    if decision is Decision.WITHHOLD:
        again = facts.decided is Decision.WITHHOLD and facts.cautions <= facts.settled
        return (Obstacle("withheld_already", law.HOUSE_PRACTICE),) if again else ()
    found: list[Obstacle] = []
    if facts.responsibility is not Responsibility.YES:
        found.append(Obstacle(f"responsibility_{facts.responsibility}", law.GUARDIANS_INFORMED))
    if facts.is_warned:
        found.append(Obstacle("warned_before", law.GUARDIANS_INFORMED))
    if Caution.NO_CONTACT in facts.cautions:
        found.append(Obstacle("no_contact", law.NO_CONTACT))
    if not found and not open_cautions(facts) and facts.decided is not Decision.WITHHOLD:
        found.append(Obstacle("nothing_to_decide", law.HOUSE_PRACTICE))
    return tuple(found)


def obstacles_to_cautions(cautions: Iterable[Caution], details: str) -> tuple[Obstacle, ...]:
    """Why cautions cannot be kept as said: what they rest on is missing.

    Source: law.HOUSE_PRACTICE (product rule: what keeps something from a parent can be checked afterwards).
    """
    lacks = any(True for _ in cautions) and not details.strip()
    return (Obstacle("caution_unexplained", law.HOUSE_PRACTICE, ("text",)),) if lacks else ()


def _held(facts: RecipientFacts, born: date | None, at: datetime) -> tuple[Obstacle, ...]:
    found: list[Obstacle] = []
    if born is not None and is_of_age(born, at):
        found.append(Obstacle("pupil_of_age", law.OF_AGE))
    if facts.responsibility is Responsibility.NO:
        found.append(Obstacle("responsibility_no", law.GUARDIANS_INFORMED))
    kept = open_cautions(facts) | (facts.cautions & {Caution.NO_CONTACT})
    found += [Obstacle(one.value, SOURCES[one]) for one in Caution if one in kept]
    if facts.decided is Decision.WITHHOLD:
        found.append(Obstacle("withheld", law.GUARDIANS_INFORMED))
    return tuple(found)
