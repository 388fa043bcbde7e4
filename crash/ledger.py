"""What was sent and what was acknowledged, kept by whoever sends it: the product does not know of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from bench.driver import Ask
from innsats.journal.actors import Actor
from innsats.journal.repeats import bound


class Kind(StrEnum):
    """What somebody writes."""

    REPORT = "report"  # by the open form, with a code
    NOTE = "note"  # in a case
    CHANGE = "change"  # of a measure in the draft of a plan


@dataclass(slots=True, kw_only=True)
class Sent:
    """One form. It is sent again, with the same key, until it is acknowledged."""

    kind: Kind
    by: Actor
    key: str
    text: str
    ask: Ask
    case: UUID | None = None
    measure: UUID | None = None  # that is changed
    base: int = 0  # the version of it that the change builds on
    code: str = ""  # of an acknowledged report
    is_acknowledged: bool = False

    @property
    def stored_key(self) -> str:
        """The key as the journal keeps it."""
        return bound(self.key, self.by)


@dataclass(slots=True)
class Ledger:
    """All that was sent, in order; and what was answered that should not have been."""

    sent: list[Sent] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    answers: list[tuple[int, float]] = field(default_factory=list)  # while in trouble: the status, 0 for none; seconds
    in_trouble: bool = False  # the page that says so is then an answer like any other
    acknowledged_count: int = 0
    retried_count: int = 0

    def acknowledge(self, one: Sent, code: str) -> None:
        """It was answered as done. A second time is answered as the first."""
        if one.is_acknowledged and one.code != code:
            self.wrong.append("a form that was sent twice got two codes")
        self.acknowledged_count += not one.is_acknowledged
        one.code, one.is_acknowledged = code, True

    def of(self, kind: Kind) -> Iterator[Sent]:
        return (one for one in self.sent if one.kind is kind)
