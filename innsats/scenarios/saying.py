"""What came of a step, in the story's own words: names instead of ids, local times, codes as they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Model

from innsats.cases.models import Due
from innsats.cases.queries.clocks import clock_of
from innsats.rules.calendar import OSLO
from innsats.rules.deadlines import Code
from innsats.rules.verdicts import Obstacle, Source

from .binding import Names

AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """How ids, events and instants are said. `steps`: the step that made each event; `at`: when clocks are read."""

    names: Names
    steps: Mapping[str, int]
    at: datetime

    def said(self, value: Any) -> Any:
        """`value` as JSON can say it."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, datetime | date):
            return time_said(value)
        if isinstance(value, Enum | UUID | str):
            return self.named(str(value.value if isinstance(value, Enum) else value))
        if isinstance(value, Due):
            return self.due(value)
        if isinstance(value, Model):
            return self.named(str(getattr(value, "uuid", value.pk)))
        if isinstance(value, Obstacle):
            return {"code": value.code, "source": value.source.name, "about": self.said(value.about)}
        if isinstance(value, Source):
            return value.name
        if isinstance(value, Mapping):
            return {str(key): self.said(one) for key, one in value.items()}
        if is_dataclass(value):
            return {one.name.rstrip("_"): self.said(getattr(value, one.name)) for one in fields(value)}
        return [self.said(one) for one in value]

    def due(self, row: Due) -> dict[str, Any]:
        """One clock as it stands at `at`. `met_by` is the step that met it."""
        clock = clock_of(row)
        told = {
            "clock": row.code, "for": row.responsible_role, "due": time_said(clock.due),
            "overdue_from": time_said(clock.overdue_from), "source": row.source,
            "status": clock.status_at(self.at).value, "met_by": self.steps.get(row.met_by),
        }
        if row.about:
            told["about"] = self.named(row.about)
        if row.code == Code.GOVERNOR_FROM and row.report:
            told["special_reasons"] = row.report.past_principal
        return told

    def named(self, text: str) -> str:
        """`text` with the name in place of every id that has one."""
        known = {str(one): name for name, one in self.names.ids.items()}
        return AN_ID.sub(lambda found: known.get(found[0], found[0]), text)


def time_said(when: datetime | date) -> str:
    """A date, or a local time as stories write it: to the minute, in Oslo."""
    if not isinstance(when, datetime):
        return when.isoformat()
    local = when.astimezone(OSLO).replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")
