"""What an edition holds: facts, and texts that were written for families. The words around them come when it is read.

It is this that a person approves, and this that is kept: what a family reads is what somebody has read first.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from innsats.rules.editions import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTold:
    """A measure for the pupil. Days are ISO dates, or nothing; `who` carries it out."""

    kind: str
    text: str
    who: str = ""
    starts: str = ""
    started: str = ""
    ended: str = ""
    is_done: bool = False
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernorTold:
    """When the family may go to the county governor, by the three readings; nothing when it is not taken up yet."""

    starts: str = ""
    five_weekdays: str = ""
    five_school_days: str = ""
    special_reasons: bool = False
    has_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkTold:
    """A talk with the pupil, or with its guardians: on which day, and what was agreed, or what was told or said."""

    on: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One edition. What a group may not know is left empty when it is made, and is not there to be hidden later.

    `is_subject`: the pupil is the one whom the case is about; else there is only what concerns the own child. `people`
    are a code of who it is and a name.
    """

    group: Group
    is_subject: bool
    name: str
    school: str = ""
    has_plan: bool = False
    measures: tuple[MeasureTold, ...] = ()
    has_others: bool = False
    follow_up: str = ""
    people: tuple[tuple[str, str], ...] = ()
    governor: GovernorTold | None = None
    told: tuple[TalkTold, ...] = ()
    talks: tuple[TalkTold, ...] = ()
    next_talk: str = ""
    own_words: tuple[TalkTold, ...] = ()  # what the pupil said, and lets those at home read

    @property
    def as_text(self) -> str:
        """As it is kept, always the same for the same content. Without own words as it was before there were any: what
        is approved already stays so.
        """
        held = asdict(self)
        if not held["own_words"]:
            del held["own_words"]
        return json.dumps(held, ensure_ascii=False, sort_keys=True)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.as_text.encode()).hexdigest()

    @property
    def texts(self) -> str:
        """All that a person wrote freely: where another child could be named."""
        spoken = (*self.told, *self.talks, *self.own_words)
        written = [*(one.text for one in self.measures), *(one.text for one in spoken)]
        return "\n".join(filter(None, written))


def content_of(text: str) -> Content:
    """What was kept."""
    held = json.loads(text)
    return Content(
        **{
            **held,
            "group": Group(held["group"]),
            "measures": tuple(MeasureTold(**one) for one in held["measures"]),
            "people": tuple((part, name) for part, name in held["people"]),
            "governor": GovernorTold(**held["governor"]) if held["governor"] else None,
            "told": tuple(TalkTold(**one) for one in held["told"]),
            "talks": tuple(TalkTold(**one) for one in held["talks"]),
            "own_words": tuple(TalkTold(**one) for one in held.get("own_words", ())),
        }
    )


def iso(on: date | None) -> str:
    """2026-03-23, or nothing"""
    return on.isoformat() if on else ""
