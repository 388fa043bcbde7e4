"""How one finds out: three questions, several methods, several pairs of eyes. Advice on gaps stands in `plans`."""

from __future__ import annotations

from enum import StrEnum


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
