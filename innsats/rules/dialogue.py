"""The talk between the school and whoever reported, and when whoever holds a code is known to be one of the family.

A code proves nothing: until a person at the school has confirmed who holds it, nothing of a case is said there.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from . import law
from .reports import Channel, Sender
from .verdicts import Obstacle

CALLER_STAYS = timedelta(hours=1)  # as long as whoever typed it in can be taken to talk with the one who told it


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


def obstacles_to_first_code(*, channel: str, sender: str, told_ago: timedelta, has_code: bool) -> tuple[Obstacle, ...]:
    """Why the colleague who typed in what somebody told cannot give that one a code.

    Chosen reading: once, and while they still talk or the paper lies on the table. Later the talk on the report may
    have come to be about whoever typed it in, and a code would open it.
    """
    found = list(_needs_no_code(channel, sender, is_signed_in=True))
    if not found and has_code:
        found.append(Obstacle("code_given", law.HOUSE_PRACTICE))
    if not found and told_ago > CALLER_STAYS:
        found.append(Obstacle("caller_gone", law.HOUSE_PRACTICE))
    return tuple(found)


def obstacles_to_new_code(
    *, channel: str, sender: str, is_signed_in: bool, is_confirmed: bool
) -> tuple[Obstacle, ...]:
    """Why the school cannot give whoever has lost a code a new one.

    Source: law.CONFIDENTIAL (fvl67 § 13: what somebody has told is shown to that one, and to nobody else).
    Chosen reading: a person has confirmed who holds the code, and the confirmation holds now. Anybody could say that
    it is lost. Who wishes to be anonymous reports once more.
    """
    unneeded = _needs_no_code(channel, sender, is_signed_in=is_signed_in)
    return unneeded or (() if is_confirmed else (Obstacle("holder_unknown", law.CONFIDENTIAL),))


def _needs_no_code(channel: str, sender: str, *, is_signed_in: bool) -> tuple[Obstacle, ...]:
    if sender == Sender.SCHOOL:
        return (Obstacle("former_school", law.SCHOOL_CHANGE),)
    reads = is_signed_in and is_talked_with(channel, sender)
    return (Obstacle("reads_signed_in", law.HOUSE_PRACTICE),) if reads else ()
