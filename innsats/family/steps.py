"""The open report as questions: one on each page, in order, and which fields answer it."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """A question. `MISSING` is asked instead of `SCHOOL` by whoever does not find the school."""

    SCHOOL = "school"
    MISSING = "missing"
    SENDER = "sender"
    WORDS = "words"
    ABOUT = "about"
    WHERE = "where"
    ADULT = "adult"
    SELF = "self"
    TALK = "talk"
    SEND = "send"


FILES = ("files_key", "attached", "has_picture", "picture_held_by", "picture_shows")
FIELDS: dict[Step, tuple[str, ...]] = {
    Step.SCHOOL: ("school_called",),
    Step.MISSING: ("school_typed", "owner_called"),
    Step.SENDER: ("sender",),
    Step.WORDS: ("text", *FILES),
    Step.ABOUT: ("about", "pupil_named"),
    Step.WHERE: ("arena",),
    Step.ADULT: ("concern",),
    Step.SELF: ("told_by", "reach", "language_need"),
    Step.TALK: ("wants_talk", "talk_with", "talk_when"),
    Step.SEND: ("wants_code",),
}
PICKED = ("school", "owner")  # chosen by a button, and carried from then on
CARRIED = (*PICKED, *(name for names in FIELDS.values() for name in names))
ORDER = tuple(step for step in Step if step is not Step.MISSING)
COUNT = len(ORDER)


def after(step: Step) -> Step:
    """The question that comes next."""
    return Step.SENDER if step is Step.MISSING else ORDER[min(ORDER.index(step) + 1, COUNT - 1)]


def before(step: Step) -> Step:
    """The question before this one."""
    return Step.SCHOOL if step is Step.MISSING else ORDER[max(ORDER.index(step) - 1, 0)]


def number_of(step: Step) -> int:
    """1 for the first question."""
    return 1 if step is Step.MISSING else ORDER.index(step) + 1
