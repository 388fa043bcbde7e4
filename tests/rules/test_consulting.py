"""When an answer to a question without names is late: by working days, and never as a clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from innsats.rules.consulting import is_late

from .days import OPEN

FRIDAY = datetime(2026, 3, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(("day", "late"), [(20, False), (22, False), (24, False), (25, True)])
def test_the_weekend_counts_for_nothing(day: int, late: bool) -> None:
    assert is_late(FRIDAY, datetime(2026, 3, day, 9, tzinfo=UTC), OPEN) is late
