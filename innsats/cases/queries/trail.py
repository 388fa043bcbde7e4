"""A line of who has opened a case: as it is kept when it is given to a family, and as it is said."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from innsats.web import dates, words


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """On which day (ISO) who opened it: in which part, from where, and the name where that may be told."""

    on: str
    role: str
    unit: str
    name: str = ""

    def said(self, owner_kind: str) -> str:
        """In the language of the page."""
        part = words.of("trail_role", self.role, owner_kind=owner_kind)
        return " · ".join(filter(None, (dates.day(date.fromisoformat(self.on)), f"{part}, {self.unit}", self.name)))


def as_text(lines: Iterable[TrailLine]) -> str:
    return json.dumps([asdict(one) for one in lines], ensure_ascii=False)


def lines_in(kept: str) -> list[TrailLine]:
    return [TrailLine(**one) for one in json.loads(kept)]
