"""All that a rule can answer: a source, an obstacle, a clock, an assessment. And the one exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Strength(StrEnum):
    """What a source weighs. Practice is never shown as law."""

    LAW = "law"
    GUIDANCE = "guidance"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule comes from. `name` is how it is cited, `says` half a sentence of content in our words.

    The version that applies is chosen by the date of the event, within [in_force_from, until). Without `in_force_from`
    it is adopted and has no day yet: no event is judged by it.
    """

    name: str
    strength: Strength
    says: str
    in_force_from: date | None
    until: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why something may not be done, and the rule it rests on.

    `about` says which measure, which missing content, which pupil: ids or codes, never free text.
    """

    code: str
    source: Source
    about: tuple[str, ...] = ()


class Status(StrEnum):
    OPEN = "open"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Met:
    """That something happened: when, and which event says so."""

    at: datetime
    event: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A promised date. `due` is an aware datetime, or a date that passes at 00:00 the next day.

    `about` tells two clocks of one code apart (which measure); `lapsed` is the code of the reason it no longer runs.
    An entitlement (the county governor) becomes `met` from its date and is never overdue.
    """

    code: str
    for_: str
    due: datetime | date
    overdue_from: datetime
    source: Source
    about: str = ""
    met: Met | None = None
    lapsed: str = ""
    is_entitlement: bool = False

    def status_at(self, at: datetime) -> Status:
        """The verdict at one instant: list, page, reminder and statistic all ask here."""
        if self.lapsed:
            return Status.LAPSED
        if self.is_entitlement:
            return Status.MET if at >= self.overdue_from else Status.OPEN
        if self.met is not None:
            return Status.MET_LATE if self.met.at >= self.overdue_from else Status.MET
        return Status.OVERDUE if at >= self.overdue_from else Status.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a rule concluded, on which source and which facts: kept with the act it justified."""

    outcome: str
    source: Source
    inputs: tuple[str, ...] = field(default=())


class Refused(Exception):
    """An action was asked for that the rules do not allow. Carries every obstacle, not just the first."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__(", ".join(o.code for o in obstacles))
        self.obstacles = obstacles
