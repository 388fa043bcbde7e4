"""How one finds out: three questions, several methods, several pairs of eyes; and where an inquiry has gaps.

Gaps are warnings and stop nothing: when a pupil says that it is not safe, measures may begin at once.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from . import law
from .verdicts import Obstacle

ENOUGH_METHODS = ENOUGH_PERSPECTIVES = 2


class Question(StrEnum):
    """The three questions of an inquiry."""

    EXPERIENCE = "experience"  # how does the pupil experience it?
    FACTS = "facts"  # what has happened?
    CONTEXT = "context"  # what in class or school keeps it going?


class Method(StrEnum):
    TALK = "talk"
    OBSERVATION = "observation"
    SURVEY = "survey"
    DIGITAL_TRACE = "digital_trace"
    EARLIER_RECORDS = "earlier_records"
    OTHER = "other"


class Perspective(StrEnum):
    """Whose eyes it is seen with."""

    PUPIL = "pupil"
    PEERS = "peers"
    STAFF = "staff"
    GUARDIANS = "guardians"
    OTHER = "other"


class Safe(StrEnum):
    """Does the pupil have it safe and good, by the pupil's own word? Missing is missing, never success."""

    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"


def note_obstacles(method: str, *, has_text: bool, has_own_words: bool) -> tuple[Obstacle, ...]:
    """`text_missing` when nothing is told. Of a talk, what the child said is enough.

    Source: law.DOCUMENT (§ 12-4(4): what is done is documented).
    Chosen reading: nothing else is asked for. Who was present, where it was and who holds a trace may be added.
    """
    if has_text or (method == Method.TALK and has_own_words):
        return ()
    return (Obstacle("text_missing", law.DOCUMENT, ("text",)),)


def gaps_in_inquiry(
    methods: Collection[str], perspectives: Collection[str], questions: Collection[str], *, loose_traces: bool = False
) -> tuple[Obstacle, ...]:
    """Where the inquiry rests on too little: a warning, never a stop. Repeats count once.

    Source: law.HOUSE_PRACTICE (research and guidance on inquiry; § 12-4(2) only says that the school inquires).
    Chosen reading: two methods, two perspectives, and something to each of the three questions. A pupil who was heard
    counts as a talk, seen with that pupil's eyes, about how it is experienced. `loose_traces`: a digital trace is
    noted without who holds it, and may be gone before anybody asks.
    """
    found = []
    if len(set(methods)) < ENOUGH_METHODS:
        found.append(Obstacle("few_methods", law.HOUSE_PRACTICE))
    if len(set(perspectives)) < ENOUGH_PERSPECTIVES:
        found.append(Obstacle("few_perspectives", law.HOUSE_PRACTICE))
    if unanswered := tuple(question for question in Question if question not in questions):
        found.append(Obstacle("questions_unanswered", law.HOUSE_PRACTICE, unanswered))
    if loose_traces:
        found.append(Obstacle("trace_held_by_nobody", law.HOUSE_PRACTICE))
    return tuple(found)


def perspective_elsewhere(perspective: str) -> Perspective:
    """Whose eyes a note is seen with in another pupil's case: there this pupil is one of the others.

    Source: law.HOUSE_PRACTICE (the part stands per person and case).
    Chosen reading: the pupil becomes a peer, and the guardians become others; staff and peers are what they were.
    """
    moved = {Perspective.PUPIL: Perspective.PEERS, Perspective.GUARDIANS: Perspective.OTHER}
    return moved.get(Perspective(perspective), Perspective(perspective))
