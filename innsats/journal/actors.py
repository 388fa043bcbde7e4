"""Who does something, and to which stream of the journal it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ActorKind(StrEnum):
    PERSON = "person"
    RECEIPT = "receipt"  # somebody who holds the code of a report
    GUARDIAN = "guardian"  # of a pupil, let in by a key from the school
    PUPIL = "pupil"  # likewise
    ANONYMOUS = "anonymous"
    CLOCK = "clock"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `id` is the uuid of the person, the report, the guardian or the pupil, and empty for the rest."""

    kind: ActorKind
    id: str = ""

    @classmethod
    def of(cls, person: Any) -> Actor:
        """The actor that a `people.Person` is."""
        return cls(ActorKind.PERSON, str(person.uuid))

    @classmethod
    def holding(cls, report: Any) -> Actor:
        """The actor who holds the receipt of `report`: known by the code alone."""
        return cls(ActorKind.RECEIPT, str(report.uuid))

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


ANONYMOUS = Actor(ActorKind.ANONYMOUS)
CLOCK = Actor(ActorKind.CLOCK)
OPERATOR = Actor(ActorKind.OPERATOR)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about: one stream, locked by the row that the action has locked already."""

    kind: str  # report | case | owner | school | team | pupil | person | register
    id: str
    school_owner_id: int | None = None

    @property
    def stream(self) -> str:
        return f"{self.kind}:{self.id}"
