"""The talk between the school and whoever reported, and when whoever holds a code is known to be one of the family.

A code proves nothing: until a person at the school has confirmed who holds it, nothing of a case is said there.
"""

from __future__ import annotations

from enum import StrEnum

from . import law
from .reports import Channel, Sender
from .verdicts import Obstacle


class Occasion(StrEnum):
    """What the school may want to write to whoever reported."""

    FIRST_ANSWER = "first_answer"
    QUESTION = "question"
    NOW = "now"
    MEETING = "meeting"
    GOODBYE = "goodbye"


class Tone(StrEnum):
    """To whom a text is written. The short one is for anybody."""

    CHILD = "child"
    ADULT = "adult"
    SHORT = "short"


class AnsweredAs(StrEnum):
    """In which capacity somebody answers for the school. Never that there is a case to be responsible for."""

    PRINCIPAL = "principal"
    DEPUTY = "deputy"
    OWNER_OFFICER = "owner_officer"
    OWNER_HEAD = "owner_head"
    LEAD = "lead"


class KnownBy(StrEnum):
    """How a person at the school knows who holds the code."""

    MET = "met"
    CALLED_BACK = "called_back"
    RECOGNISED = "recognised"
    PAPERS = "papers"


def is_talked_with(channel: str, sender: str) -> bool:
    """Whether the school talks with the colleague who sent the report in this way, signed in.

    Chosen reading: what was typed in for somebody else is that one's talk, by the receipt, and never read by whoever
    typed it: it may come to be about that very person. A former school has told what the family allowed, and no more
    (law.SCHOOL_CHANGE).
    """
    return channel == Channel.WRITTEN and sender != Sender.SCHOOL


def obstacles_to_answering(*, sender: str, is_own: bool) -> tuple[Obstacle, ...]:
    """Why nobody would read an answer: it is one's own report, or it came from the pupil's former school."""
    own = (Obstacle("answer_to_oneself", law.HOUSE_PRACTICE),) if is_own else ()
    return own + ((Obstacle("former_school", law.SCHOOL_CHANGE),) if sender == Sender.SCHOOL else ())


def obstacles_to_confirming(
    *, is_signed_in: bool, is_confirmed: bool, has_responsibility: bool | None = True, is_of_age: bool = False
) -> tuple[Obstacle, ...]:
    """Why somebody cannot be confirmed as the one who holds the code: the pupil, or a guardian of that pupil.

    Source: law.CONFIDENTIAL (fvl67 § 13: what is personal is told to those it is about, and to who decides for them).
    Chosen reading: a guardian has parental responsibility by a source in the register; not known is not enough. At 18
    the pupil decides alone (`is_of_age` is said of a guardian's pupil). A colleague who reported, signed in, holds no
    code. One at a time: who takes over a code is confirmed when the first confirmation has ended.
    """
    found = [
        Obstacle(code, source)
        for code, source, holds in (
            ("holder_signed_in", law.HOUSE_PRACTICE, is_signed_in),
            ("confirmed_already", law.HOUSE_PRACTICE, is_confirmed),
            ("no_responsibility", law.CONFIDENTIAL, has_responsibility is not True),
            ("holder_of_age", law.CONFIDENTIAL, is_of_age),
        )
        if holds
    ]
    return tuple(found)
